"""How it grows

The time of a step, with a model, loss and optimizer that do nothing, against the number of callbacks beside TrainCB and DeviceCB, each
with one event; of ActivationStats against the layers of a model (what a fit of 4 batches takes longer) and against the batches looked
at so far (with the memory for each batch and layer); of LSUV against depth; of loading against images. The exponent p says that time
grows as n^p: the slope of the curve, both axes logarithmic, over its last factor of ten. 0.15 are left for caches and noise.
"""
import copy

import torch
import torch.nn.functional as F
from torch import nn

from miniai.activations import ActivationStats, StatsCB
from miniai.datasets import DataLoaders
from miniai.learner import Callback, DeviceCB, Learner, TrainCB

from .common import Job, growth, timed
from .loading import ours, read
from .lsuv import miniai as lsuv, net
from .models import images


class Counts(Callback):
    n = 0
    def after_batch(self, learn): self.n += 1

class Nothing(nn.Module):
    "Model, loss and optimizer in one, which do nothing."
    param_groups = ()
    def __init__(self):
        super().__init__()
        self.p = nn.Parameter(torch.zeros(1))
    def forward(self, x): return x
    def loss(self, preds, y): return self
    def item(self): return 0.
    def backward(self): pass
    def step(self): pass

def fit(model, data, cbs): Learner(model, DataLoaders(data), F.cross_entropy, 1e-3, [TrainCB(), DeviceCB('cpu'), *cbs]).fit(valid=False)

def callbacks(n, data):
    o = Nothing()
    learn = Learner(o, DataLoaders(data), o.loss, 0.1, [TrainCB(), DeviceCB('cpu'), *(Counts() for _ in range(n))], lambda ps, lr: o)
    return timed(learn.fit, 1, True, False)/len(data)

def layers(n):
    model, data = nn.Sequential(*[nn.Linear(8, 8) for _ in range(n)]), [(torch.randn(64, 8), torch.randint(8, (64,)))]*4
    without = timed(fit, model, data, [])
    return timed(fit, model, data, [ActivationStats()]) - without

class Batch:
    "What a callback asks of a learner."
    model, training, epoch = nn.Linear(1, 1), True, 0

def batches(n, x):
    "Looking at one layer in `n` batches, and reading the result."
    cb = StatsCB()
    cb.before_fit(Batch)
    def run():
        for _ in range(n):
            cb.before_batch(Batch)
            cb.record('layer', x)
        cb.stats
    s = timed(run)
    cb.cleanup_fit()
    return dict(s=s, bytes_per_batch_and_layer=cb.cost()['bytes_per_batch_and_layer'])

def depth(start, xb): return timed(lsuv, copy.deepcopy(start), xb)


def jobs(quick, who):
    torch.manual_seed(0)
    def job(title, ns, f, once=()): return Job(title, {str(n): lambda n=n: f(n) for n in ns}, growth(1.15), once=once)
    data, x, xb = [(torch.randn(4, 4), torch.randint(2, (4,))) for _ in range(300 if quick else 10_000)], torch.randn(64, 8), torch.randn(16, 3, 16, 16)
    yield job('callbacks', (0, 1, 10, 100), lambda n: callbacks(n, data))
    yield job('layers with statistics', (1, 5, 50) if quick else (1, 5, 50, 500), layers)
    yield job('batches with statistics', (1, 100, 1000) if quick else (1, 10, 100, 1000, 10_000, 100_000), lambda n: batches(n, x), ['100000'])
    nets = {n: net(n, 16, nn.ReLU).eval() for n in ((5, 20) if quick else (5, 20, 50, 200))}
    yield job('blocks set by LSUV', nets, lambda n: depth(nets[n], xb))
    x, y, _, _, stats = images()
    yield job('images loaded', (600, 6000) if quick else (600, 6000, 60_000), lambda n: timed(read, ours(x[:n], y[:n], 64, stats)))
