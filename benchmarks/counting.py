"""What counting costs

The course's formulation takes mean, standard deviation and a histogram of 40 bins of the absolute values; miniai's also the extremes,
the near zeros, the signs, and what lies outside of the range. Both take the outputs of the ReLUs, then of the convolutions of a model, in
the state in which training leaves it (the model runs afresh for each side). `fast_stats` has bins of a quarter, as the course has; `Tally`
chooses a range and keeps the numbers. `one read`, `x.sum()`, is the physical limit of anything that looks at each value. Last, what a
tally takes of tensors so small that only calls count.
"""
import torch
from torch import nn

from miniai.counting import Tally, fast_stats, tensor_stats

from .common import Job, over, speed, timed
from .models import cnn, resnet18


def course(x):
    x = x.detach().cpu()
    return x.mean().item(), x.std().item(), x.abs().histc(40, 0, 10)

def job(title, model, xb, kind, times, goals, plain=True):
    mods, outs = [m for m in model.modules() if isinstance(m, kind)], {}
    for m in mods: m.register_forward_hook(lambda mod, inp, outp: outs.update({mod: outp.detach()}))
    tallies = {m: Tally() for m in mods}
    ways = {'course': lambda m, x: course(x), 'one read (limit)': lambda m, x: x.sum(), 'tensor_stats': lambda m, x: tensor_stats(x),
            'fast_stats': lambda m, x: fast_stats(x), 'Tally': lambda m, x: tallies[m].add(x)}
    if not plain: del ways['tensor_stats']
    def side(f):
        def run():
            loss = model(xb).square().mean()
            res = timed(lambda: [f(m, x) for m, x in outs.items()])
            loss.backward()
            return res
        return run
    return Job(f'counting: {title}', {k: side(f) for k, f in ways.items()}, speed('course', **goals), over('one read (limit)'), times=times)

def small(n, times=2, repeat=1000):
    x, tally = torch.randn(n), Tally()
    def run(f): return lambda: timed(lambda: [f(x) for _ in range(repeat)])
    return Job(f'counting: {repeat:,} times {n} values', dict(course=run(course), fast_stats=run(fast_stats), Tally=run(tally.add)),
               over('course'), times=times)

def jobs(quick, who):
    torch.manual_seed(0)
    b = 64 if quick else 256
    images, large = torch.randn(b, 1, 28, 28), torch.randn(b//8, 3, 64, 64)
    yield job(f"ReLUs of the course's CNN, batch {b} of 28x28", cnn(), images, nn.ReLU, 3, dict(fast_stats=4, Tally=4))
    yield job(f"convolutions of the course's CNN, batch {b} of 28x28", cnn(), images, nn.Conv2d, 3, {}, plain=False)
    yield job(f'ReLUs of ResNet-18, batch {b//8} of 64x64', resnet18(), large, nn.ReLU, 1, dict(fast_stats=4, Tally=4))
    yield job(f'convolutions of ResNet-18, batch {b//8} of 64x64', resnet18(), large, nn.Conv2d, 1, {}, plain=False)
    yield small(10)
