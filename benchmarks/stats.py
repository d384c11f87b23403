"""What statistics of activations cost

The course's formulation takes mean, standard deviation and a histogram of 40 bins of the absolute values; miniai the exact mean and
standard deviation, the exact share near zero, and a histogram with what lies below and above. Both take what the ReLUs of a model
have just given out, in the state in which training leaves it (the model runs afresh for each side). `one read`, `x.sum()`, is the
physical limit of anything that looks at each value. Then whole fits of the same model on the same batches: without, with miniai's
ActivationStats, and with the course's formulation in plain hooks.
"""
import torch
import torch.nn.functional as F
from torch import nn

from miniai.activations import ActivationStats
from miniai.counting import fast_stats, tensor_stats
from miniai.datasets import DataLoaders
from miniai.learner import Learner, TrainCB

from .common import Job, over, speed, timed
from .models import cnn, resnet18


def is_relu(m): return isinstance(m, nn.ReLU)
def relus(model): return [m for m in model.modules() if is_relu(m)]

def course(x):
    x = x.detach().cpu()
    return x.mean(), x.std(), x.abs().histc(40, 0, 10)

def stats(title, model, xb, times, goals):
    outs = []
    for m in relus(model): m.register_forward_hook(lambda mod, inp, outp: outs.append(outp))
    ways = {'course': course, 'one read (limit)': torch.sum, 'plain torch': tensor_stats, 'miniai': fast_stats}
    def side(f):
        def run():
            outs.clear()
            loss = model(xb).square().mean()
            res = timed(lambda: [f(x) for x in outs])
            loss.backward()
            return res
        return run
    return Job(f'statistics: {title}', {k: side(f) for k, f in ways.items()}, speed('course', **goals), over('one read (limit)'), times=times)

def fits(title, make, data, times, goals):
    def plain_hooks(model):
        kept = []
        for m in relus(model): m.register_forward_hook(lambda mod, inp, outp: kept.append(course(outp)))
    def side(cbs, prepare=lambda model: None):
        def run():
            torch.manual_seed(0)
            prepare(model := make())
            return timed(Learner(model, DataLoaders(data), F.cross_entropy, 0.01, [TrainCB(), *cbs()]).fit, 1, True, False)
        return run
    sides = {'without': side(list), 'miniai': side(lambda: [ActivationStats(is_relu)]), 'course': side(list, plain_hooks)}
    return Job(f'a fit with statistics: {title}', sides, over('without', **goals), times=times)

def jobs(quick, who):
    torch.manual_seed(0)
    b, n = (64, 5) if quick else (256, 20)
    small, large, y = torch.randn(b, 1, 28, 28), torch.randn(b//8, 3, 64, 64), torch.randint(10, (b,))
    yield stats(f"the course's CNN, batch {b} of 28x28", cnn(), small, 3, dict(miniai=4))
    yield stats(f'ResNet-18, batch {b//8} of 64x64', resnet18(), large, 1, {})
    yield fits(f"the course's CNN, {n} batches of {b}", cnn, [(small, y)]*n, 2, dict(miniai=1.2))
    yield fits(f'ResNet-18, a batch of {b//8}', resnet18, [(large, y[:b//8])], 1, dict(miniai=1.05))
