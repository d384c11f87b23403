"""LSUV over one plain forward pass

A plain net of 5, 20, 50 or 200 blocks, each a 3x3 convolution and its activation; 64 images of 16x16. A plain pass is in evaluation
mode, without gradients, of a net that has been set. `miniai` sets what the convolutions give out, `with report` measures all once
more. With 16 channels and up to 50 blocks, `behind GeneralRelu` sets what comes out behind the activation, as in the course; and two
ways by whole passes, written anew, run once, as they take a minute: `course`, each pair until mean and std are within 1e-3, at most
100 times; and the algorithm of LSUV-pytorch, weights only, from an orthonormal start, until the std is within 0.1, at most 10 times,
and never the first layer. All start from the same weights. `off` is the largest error of a mean or std, by an independent look.
"""
import copy
from functools import partial
from statistics import median

import torch
from torch import nn

from miniai.init import GeneralRelu
from miniai.lsuv import lsuv_init

from .common import Job, over, timed

act_gr = partial(GeneralRelu, leak=0.1, sub=0.4)


class Stats:
    "Runs the model, and gives mean and std of what some of its modules give out."
    def __init__(self, model, mods, xb): self.model, self.mods, self.xb, self.n = model, mods, xb, 0
    def __call__(self):
        self.n, seen = self.n + 1, []
        handles = [m.register_forward_hook(lambda mod, inp, outp: seen.append((outp.mean().item(), outp.std().item()))) for m in self.mods]
        self.model(self.xb)
        for h in handles: h.remove()
        return seen

@torch.no_grad()
def by_passes(model, conv, mod, xb, is_off, shift, most):
    "Scale `conv`, and shift it, by whole passes, until what `mod` gives out is right. How many passes it took."
    stats = Stats(model, [mod], xb)
    (m, s), = stats()
    while is_off(m, s) and stats.n <= most:
        if shift: conv.bias -= m
        conv.weight /= s
        (m, s), = stats()
    return stats.n

def course(model, xb):
    return sum(by_passes(model, conv, act, xb, lambda m, s: max(abs(m), abs(s - 1)) > 1e-3, True, 100) for conv, act in model)

def lsuv_pytorch(model, xb):
    for conv, _ in model:
        nn.init.orthogonal_(conv.weight)
        nn.init.zeros_(conv.bias)
    return sum(by_passes(model, conv, conv, xb, lambda m, s: abs(s - 1) > 0.1, False, 10) for conv, _ in model[1:])

@torch.no_grad()
def off(model, mods, xb, mean=True): return max(max(abs(m)*mean, abs(s - 1)) for m, s in Stats(model, mods, xb)())

def net(depth, width, act): return nn.Sequential(*[nn.Sequential(nn.Conv2d(width if i else 3, width, 3, padding=1), act()) for i in range(depth)])
def convs(model): return [conv for conv, _ in model]
def acts(model): return [act for _, act in model]
def miniai(model, xb, check=False): lsuv_init(model, xb, convs(model), check=check)
def behind(model, xb): lsuv_init(model, xb, [*model], check=False)

def compare(depth, width, xb, others):
    torch.manual_seed(0)
    relu, general = net(depth, width, nn.ReLU).eval(), net(depth, width, act_gr).eval()
    done = {o: copy.deepcopy(o) for o in (relu, general)}
    miniai(done[relu], xb)
    if others: behind(done[general], xb)
    def plain(model):
        def run():
            with torch.no_grad(): return median(timed(model, xb) for _ in range(3))
        return run
    def side(start, f, mods, mean=True):
        def run():
            model, passes = copy.deepcopy(start), []
            s = timed(lambda: passes.append(f(model, xb)))
            return dict(s=s, off=off(model, mods(model), xb, mean)) | (dict(passes=passes[0]) if passes[0] else {})
        return run
    sides = {'plain pass': plain(done[relu]), 'miniai': side(relu, miniai, convs), 'with report': side(relu, partial(miniai, check=True), convs)}
    if others: sides['LSUV-pytorch'] = side(relu, lsuv_pytorch, lambda m: convs(m)[1:], False)
    title = f'LSUV of {depth} blocks with {width} channels'
    yield Job(title, sides, over('plain pass', **{'miniai': 3, 'with report': 4.5}), once=['LSUV-pytorch'])
    if not others: return
    pairs = {'plain pass': plain(done[general]), 'behind GeneralRelu': side(general, behind, acts), 'course': side(general, course, acts)}
    yield Job(f'{title}, behind the activation', pairs, over('plain pass'), once=['course'])

def jobs(quick, who):
    torch.manual_seed(0)
    xb = torch.randn(8 if quick else 64, 3, 16, 16)
    for width in (16,) if quick else (32, 16):
        for depth in (5, 20) if quick else (5, 20, 50, 200): yield from compare(depth, width, xb, width == 16 and depth <= 50)
