"""LSUV over one plain forward pass

A plain net of 5, 20, 50 or 200 blocks, each a 3x3 convolution and its activation; 64 images of 16x16. A plain pass is in
evaluation mode, without gradients, of a net that has been set. `LSUV` sets the outputs of the convolutions, `with report`
measures all once more. With GeneralRelu it sets the outputs of the activations, as the course does: `course`, each pair by whole
passes until mean and std are within 1e-3, at most 100 times; once, as it takes a minute. `off` is the largest error, by an
independent look.
"""
from copy import deepcopy
from functools import partial
from statistics import median

import torch
from torch import nn

from miniai.init import GeneralRelu
from miniai.lsuv import lsuv_init

from .common import Job, over, timed

def net(depth, width, act=nn.ReLU):
    convs = [nn.Conv2d(width if i else 3, width, 3, padding=1) for i in range(depth)]
    return nn.Sequential(*[nn.Sequential(o, act()) for o in convs]).eval()

def seen(model, mods, xb):
    "Mean and std of the outputs of `mods` in a pass of the model."
    res = []
    def look(mod, inp, outp): res.append((outp.mean().item(), outp.std().item()))
    handles = [m.register_forward_hook(look) for m in mods]
    model(xb)
    for h in handles: h.remove()
    return res

def course(model, xb):
    for conv, act in model:
        for _ in range(100):
            (m, s), = seen(model, [act], xb)
            if max(abs(m), abs(s - 1)) < 1e-3: break
            conv.bias -= m
            conv.weight /= s

def job(title, start, xb, goals, of=lambda model: [conv for conv, _ in model]):
    "Ways to set the outputs of the layers `of(model)`, each on a copy of `start`."
    def lsuv(model, xb, check=False): lsuv_init(model, xb, of(model), check=check)
    def side(f):
        s = timed(f, model := deepcopy(start), xb)
        return dict(s=s, off=max(max(abs(m), abs(s - 1)) for m, s in seen(model, of(model), xb)))
    ways = {'LSUV': lsuv, 'with report': partial(lsuv, check=True), 'course': course}
    lsuv(done := deepcopy(start), xb)
    sides = {'plain pass': lambda: median(timed(done, xb) for _ in range(3))} | {k: partial(side, ways[k]) for k in goals}
    return Job(title, sides, over('plain pass', goals), times=1 if len(start) > 50 else 3, most=dict(course=1))

def jobs(args):
    torch.manual_seed(0)
    torch.set_grad_enabled(False)
    xb = torch.randn(8 if args.quick else 64, 3, 16, 16)
    for width in (16,) if args.quick else (32, 16):
        for depth in (5, 20) if args.quick else (5, 20, 50, 200):
            yield job(f'LSUV of {depth} blocks with {width} channels', net(depth, width), xb,
                      {'LSUV': '<= 4.5', 'with report': '<= 6'})
    for depth in (5, 20) if args.quick else (5, 20, 50):
        start = net(depth, 16, partial(GeneralRelu, leak=0.1, sub=0.4))
        yield job(f'LSUV with GeneralRelu of {depth} blocks', start, xb, {'LSUV': '<= 25', 'course': '>= 90'}, list)
