"""How it grows

The time of a step that does nothing itself, against the number of callbacks, each with one event; of ActivationStats against the
layers of a model (what a fit of 4 batches takes longer), against the modules on which it puts hooks and takes them off, and
against the batches looked at so far; of LSUV against depth; of loading against images. Time grows as n^p, where p is the slope of
the curve, both axes logarithmic, over the last factor of eight or more; 0.15 are left for noise.
"""
import math, warnings
from functools import partial
from types import SimpleNamespace

import torch
from torch import nn

from miniai.activations import ActivationStats, StatsCB
from miniai.callbacks import STEPS
from miniai.datasets import ImageLoader
from miniai.lsuv import lsuv_init

from .common import Job, View, timed
from .fits import learner
from .loading import images, read
from .lsuv import net

def callbacks(n, data):
    def none(learn): pass
    learn = learner(nn.Linear(1, 1), data, cbs=[SimpleNamespace(after_batch=none) for _ in range(n)])
    learn.cbs[0] = SimpleNamespace(**dict.fromkeys(STEPS, none))  # in place of TrainCB
    learn.loss = torch.zeros(())
    return timed(learn.fit, valid=False)/len(data)

def layers(n):
    model, data = nn.Sequential(*[nn.Linear(8, 8) for _ in range(n)]), [(torch.randn(64, 8), torch.randint(8, (64,)))]*4
    def fit(*cbs): return timed(learner(model, data, cbs=cbs).fit, valid=False)
    return fit(ActivationStats()) - fit()

def hooks(n):
    model = nn.Sequential(*[nn.Sequential(nn.Linear(1, 1), nn.ReLU()) for _ in range(n//3)])
    with warnings.catch_warnings(action='ignore'):  # nothing is recorded
        return timed(lambda: ActivationStats().watch(model).cleanup_fit())

def batches(n, x):
    "Looking at one layer in `n` batches, and reading the result."
    def run():
        for _ in range(n):
            cb.before_batch()
            cb.record('layer', x)
        cb.stats
    with StatsCB().watch(nn.Linear(1, 1)) as cb: return timed(run)

def job(title, ns, f, most={}):
    def side(n): return dict(s=max(f(n), 1e-9), n=n)
    def exponent(o, base): return math.log(o['s']/base['s'])/math.log(o['n']/base['n'])
    base = max((o for o in ns if 8*o <= ns[-1]), default=ns[0])
    view = View(f'exponent, from {base:,}', exponent, {str(ns[-1]): '<= 1.15'}, str(base), '')
    return Job(title, {str(n): partial(side, n) for n in ns}, view, most=most)

def jobs(args):
    torch.manual_seed(0)
    def some(*ns): return ns[:3] if args.quick else ns
    data = [(torch.randn(4, 4), torch.randint(2, (4,))) for _ in range(300 if args.quick else 10_000)]
    x, xb, (im, y, stats) = torch.randn(64, 8), torch.randn(16, 3, 16, 16), images(60_000)
    yield job('callbacks', (1, 10, 100), lambda n: callbacks(n, data))
    yield job('layers with statistics', some(1, 5, 50, 500), layers)
    yield job('modules with hooks', some(300, 600, 1200, 2400), hooks)
    yield job('batches with statistics', some(1, 10, 100, 1000, 10_000, 100_000), lambda n: batches(n, x), {'100000': 1})
    yield job('blocks set by LSUV', some(5, 20, 50, 200), lambda n: timed(lsuv_init, net(n, 16), xb, nn.Conv2d, check=False))
    yield job('images loaded', (600, 6000, 60_000),
              lambda n: timed(read, ImageLoader(im[:n], y[:n], 64, True, stats=stats)))
