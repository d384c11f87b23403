"""What LSUV costs, in plain forward passes: python benchmarks/lsuv.py [--rounds N] [--quick]

A plain conv net of 5, 20, 50 or 200 blocks, each a 3x3 convolution with 32 channels, stride 1, and its activation; 64 images of
16x16 with 3 channels, random numbers. `miniai` is `lsuv_init` on convolutions with ReLU; `measured` the same with its second pass,
which fills the report. `pairs` has it set what comes out behind a GeneralRelu(0.1, 0.4), as in fast.ai's course. Up to 50 blocks,
and once, as it takes minutes, the same by whole forward passes: `course` for each pair until mean and std are within 1e-3, at most
100 times; `LSUV-pytorch`, weights only, from an orthonormal start until the std is within 0.1, at most 10 times, and never the first
layer. A plain pass is in evaluation mode, without gradients, of a net that has been set. CPU time of one thread; all sides in turns,
each from the same weights; medians of the rounds. `furthest off` is the largest error of a mean or std, by an independent look.
"""
import argparse, copy, os, sys, time
from functools import partial
from pathlib import Path
from statistics import median

os.environ['OMP_NUM_THREADS'] = '1'
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import torch
from torch import nn

from miniai.hooks import Hooks
from miniai.init import GeneralRelu, conv
from miniai.lsuv import lsuv_init

torch.set_num_threads(1)
GOALS = {'miniai': 3, 'measured': 4.5}
act_gr = partial(GeneralRelu, leak=0.1, sub=0.4)


class Stats:
    "Runs the model, and keeps mean and std of what some of its modules give out."
    def __init__(self, model, mods, xb): self.model, self.mods, self.xb, self.n = model, mods, xb, 0
    def __call__(self):
        self.n += 1
        with Hooks(self.mods, lambda mod, inp, outp: (outp.mean().item(), outp.std().item())) as hooks:
            self.model(self.xb)
            return [h.stored for h in hooks]


@torch.no_grad()
def course(model, xb, tol=1e-3, most=100):
    "The way of fast.ai's course: each pair by whole passes, until it is right. How many passes that took."
    n = 0
    for block in model:
        stats, tries = Stats(model, [block[1]], xb), 0
        (m, s), = stats()
        while (abs(m) > tol or abs(s - 1) > tol) and tries < most:
            block[0].bias -= m
            block[0].weight /= s
            (m, s), = stats()
            tries += 1
        n += stats.n
    return n

@torch.no_grad()
def lsuv_pytorch(model, xb, tol=0.1, most=10):
    "The way of the paper as LSUV-pytorch has it: weights only, each layer but the first by whole passes. How many passes that took."
    for block in model:
        nn.init.orthogonal_(block[0].weight)
        block[0].bias.zero_()
    n = 0
    for block in model[1:]:
        stats, tries = Stats(model, [block[0]], xb), 0
        (m, s), = stats()
        while abs(s - 1) > tol and tries < most:
            block[0].weight /= s
            (m, s), = stats()
            tries += 1
        n += stats.n
    return n


def off(model, mods, xb, mean=True):
    "How far the mean or the std of the worst module is from 0 and 1."
    with torch.no_grad(): stats = Stats(model, mods, xb)()
    return max(max(abs(m) if mean else 0., abs(s - 1)) for m, s in stats)

def timed(f):
    start = time.process_time()
    res = f()
    return time.process_time() - start, res

def plain(model, xb):
    with torch.no_grad(): model(xb)

def sides(slow):
    "name -> (activation, function that sets a model)"
    res = {'miniai': (nn.ReLU, lambda m, xb: lsuv_init(m, xb, list_convs(m), check=False)),
           'measured': (nn.ReLU, lambda m, xb: lsuv_init(m, xb, list_convs(m))),
           'pairs': (act_gr, lambda m, xb: lsuv_init(m, xb, list_convs(m), act=GeneralRelu, check=False))}
    if slow: res |= {'course': (act_gr, course), 'LSUV-pytorch': (nn.ReLU, lsuv_pytorch)}
    return res

def list_convs(model): return [block[0] for block in model]

def compare(depth, rounds, width, bs, size, quick):
    torch.manual_seed(0)
    xb, ways = torch.randn(bs, 3, size, size), sides(depth <= 50 and not quick)
    nets = {act: nn.Sequential(*[conv(3 if i == 0 else width, width, stride=1, act=act) for i in range(depth)]).eval() for act in (nn.ReLU, act_gr)}
    ratios, passes, furthest, base = {k: [] for k in ways}, {}, {}, []
    for r in range(rounds + 1):  # the first round warms up
        for k, (act, f) in ways.items():
            if k in ('course', 'LSUV-pytorch') and r != 1: continue  # minutes
            model = copy.deepcopy(nets[act])
            t, res = timed(lambda: f(model, xb))
            one = median(timed(lambda: plain(model, xb))[0] for _ in range(3))
            if not r: continue
            base.append(one)
            ratios[k].append(t/one)
            if isinstance(res, int): passes[k] = res
            mods = [b[1] if act is act_gr else b[0] for b in model]
            furthest[k] = off(model, mods[1:] if k == 'LSUV-pytorch' else mods, xb, k != 'LSUV-pytorch')
    print(f'\n{depth} blocks: a plain pass takes {1e3*median(base):.1f} ms')
    for k, v in ratios.items():
        v = sorted(v)
        n = f'   {passes[k]} passes over the model' if k in passes else ''
        goal = f'   goal {GOALS[k]}: {"met" if median(v) <= GOALS[k] else "MISSED"}' if k in GOALS else ''
        print(f'  {k:12} {median(v):7.2f} x one pass   ({v[0]:.2f} to {v[-1]:.2f})   furthest off {furthest[k]:.1e}{goal}{n}')

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--rounds', type=int, default=9, help='rounds of each comparison')
    p.add_argument('--quick', action='store_true', help='leave out the ways by whole passes')
    p.add_argument('--depths', type=int, nargs='*', default=[5, 20, 50, 200], help='numbers of blocks')
    p.add_argument('--width', type=int, default=32, help='channels')
    p.add_argument('--bs', type=int, default=64, help='images')
    p.add_argument('--size', type=int, default=16, help='pixels, of height and width')
    args = p.parse_args()
    for depth in args.depths: compare(depth, args.rounds if depth < 200 else max(3, args.rounds//2), args.width, args.bs, args.size, args.quick)


if __name__ == '__main__': main()
