"""What statistics of activations cost

The course takes mean, standard deviation and a histogram of 40 bins of the absolute values; miniai also the extremes, the near
zeros, the signs, and what lies outside of the range. Both look at the outputs of the ReLUs, then of the convolutions, in the
state in which training leaves them. `fast_stats` has bins of a quarter, as the course has; `Tally` chooses a range and keeps the
numbers. `one read`, `x.sum()`, is the physical limit. Then tensors so small that only calls count, and last whole fits on the
same batches: without, with ActivationStats, and with the course's formulation in plain hooks.
"""
from collections import defaultdict
from functools import partial
from itertools import pairwise

import torch
from torch import nn

from miniai.activations import ActivationStats
from miniai.counting import Tally, fast_stats, tensor_stats

from .common import Job, over, speed, timed
from .fits import cnn, learner

class Block(nn.Module):
    "The basic block of a ResNet."
    def __init__(self, ni, nf, stride):
        super().__init__()
        def conv(ni, ks, stride): return nn.Conv2d(ni, nf, ks, stride, ks//2, bias=False), nn.BatchNorm2d(nf)
        self.main = nn.Sequential(*conv(ni, 3, stride), nn.ReLU(), *conv(nf, 3, 1))
        self.skip = nn.Sequential(*(conv(ni, 1, stride) if stride > 1 else ()))
        self.relu = nn.ReLU()
    def forward(self, x): return self.relu(self.main(x) + self.skip(x))

def resnet18():
    stem = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)
    blocks = [Block(a, b, 1 + (a != b)) for a, b in pairwise([64, 64, 64, 128, 128, 256, 256, 512, 512])]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))

def course(x):
    x = x.detach().cpu()
    return x.mean(), x.std(), x.abs().histc(40, 0, 10)

def hooked(model, kind, f):
    for m in model.modules():
        if isinstance(m, kind): m.register_forward_hook(lambda mod, inp, outp: f(mod, outp))
    return model

def counting(title, model, xb, kind, times, goals={}):
    outs, tallies = {}, defaultdict(Tally)
    hooked(model, kind, lambda mod, outp: outs.update({mod: outp.detach()}))
    ways = {'course': course, 'one read (limit)': torch.sum, 'tensor_stats': tensor_stats, 'fast_stats': fast_stats}
    ways = {k: lambda m, x, f=f: f(x) for k, f in ways.items()} | {'Tally': lambda m, x: tallies[m].add(x)}
    def side(f):
        loss = model(xb).square().mean()
        res = timed(lambda: [f(m, x) for m, x in outs.items()])
        loss.backward()
        return res
    sides = {k: partial(side, f) for k, f in ways.items()}
    return Job(title, sides, speed('course', goals), over('one read (limit)'), times=times)

def fits(title, make, data, times, goal):
    def fit(model, *cbs): return timed(learner(model, data, cbs=cbs).fit, valid=False)
    def by_hand(kept): return fit(hooked(make(), nn.ReLU, lambda mod, outp: kept.append(course(outp))))
    sides = dict(without=lambda: fit(make()), miniai=lambda: fit(make(), ActivationStats(nn.ReLU)), course=lambda: by_hand([]))
    return Job(f'a fit with statistics: {title}', sides, over('without', {'miniai': goal}), times=times)

def jobs(args):
    torch.manual_seed(0)
    b, n = (64, 5) if args.quick else (256, 20)
    small, large, y = torch.randn(b, 1, 28, 28), torch.randn(b//8, 3, 64, 64), torch.randint(10, (b,))
    for title, make, xb, times, least in ((f"the course's CNN, batch {b} of 28x28", cnn, small, 3, '>= 4'),
                                          (f'ResNet-18, batch {b//8} of 64x64', resnet18, large, 3, '>= 5')):
        yield counting(f'ReLUs of {title}', make(), xb, nn.ReLU, times, {'fast_stats': least})
        yield counting(f'convolutions of {title}', make(), xb, nn.Conv2d, times)
    def side(f, x=torch.randn(10)): return timed(lambda: [f(x) for _ in range(1000)])
    ways = dict(course=course, fast_stats=fast_stats, Tally=Tally().add)
    yield Job('1,000 times 10 values', {k: partial(side, f) for k, f in ways.items()}, over('course'), times=2)
    yield fits(f"the course's CNN, {n} batches of {b}", cnn, [(small, y)]*n, 5, '<= 1.20')
    yield fits(f'ResNet-18, a batch of {b//8}', resnet18, [(large, y[:b//8])], 10, '<= 1.05')
