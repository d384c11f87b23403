"""What an epoch of the course's CNN costs

Batches of 64 images of 28x28, in turns of 20 beside a bare loop: accuracy and mean loss on both sides, progress with miniai. Then
by the clock, as writing waits for the disk, without and with a checkpoint. Last a check-up beside an epoch of the digits.
"""
import time
from functools import partial
from tempfile import TemporaryDirectory

import torch

import miniai.checkup
from miniai.checkpoint import CheckpointCB
from miniai.datasets import DataLoaders

from .common import Job, View, timed
from .fits import beside, cnn, learner

def jobs(args):
    torch.manual_seed(0)
    data = [(torch.randn(64, 1, 28, 28), torch.randint(10, (64,))) for _ in range(20 if args.quick else 250)]
    def epoch(clock=time.thread_time, path=None):
        def fit(*args): learner(*args, [CheckpointCB(path)] if path else ()).fit(valid=False)
        bare, _, whole = beside(fit, cnn, data, True, clock)
        return {'s': whole, 'bare s': sum(bare)}
    def share(o, _=None): return o['s']/o['bare s']
    one = View('over a bare loop', share, {'miniai': '<= 1.02'})
    yield Job(f'an epoch of {len(data)} batches of 64', dict(miniai=epoch), one, times=3)
    with TemporaryDirectory() as tmp:
        sides = {k: partial(epoch, time.perf_counter, p) for k, p in (('without', None), ('CheckpointCB', f'{tmp}/run.pt'))}
        yield Job('an epoch, and a checkpoint after it', sides, View('over a bare loop', share),
                  View('that, over `without`', lambda o, base: share(o)/share(base), {'CheckpointCB': '<= 1.02'}, 'without'), times=3)
    digits = DataLoaders.from_images('digits', 64, normalize=True).train
    yield Job('a check-up', {'an epoch': lambda: timed(learner(cnn(), digits).fit, valid=False),
                             'check-up': lambda: timed(learner(cnn(), digits).checkup)},
              View('above `an epoch`', lambda o, base: o['s'] - base['s'], {'check-up': '<= 2'}, 'an epoch', 's'))
