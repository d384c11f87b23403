"""An epoch of the course's CNN over the bare loop

Batches of 64 images of 28x28 that lie ready, accuracy and mean loss on both sides; miniai also shows its progress bar.
"""
import torch

from .common import Job, over, timed
from .fits import FITS
from .models import cnn


def jobs(quick, who):
    torch.manual_seed(0)
    data = [(torch.randn(64, 1, 28, 28), torch.randint(10, (64,))) for _ in range(20 if quick else 250)]
    def side(who):
        def f():
            torch.manual_seed(1)
            return timed(FITS[who], cnn(), data, None, 0.01, True)
        return f
    yield Job(f'an epoch of {len(data)} batches of 64', {o: side(o) for o in ('bare', who)}, over('bare', miniai=1.02))
