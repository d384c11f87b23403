"""What statistics of activations cost: python benchmarks/activations.py [--rounds N]

Per way and round a model runs afresh, and the way is timed over what its layers gave out, in the state in which training
leaves them: mean, standard deviation, share near zero and a histogram of 40 bins. `one read` is `x.sum()` over the same
tensors. Then whole fits, without and with the statistics. Everything in turns, on one thread; medians of the rounds.
"""
import argparse, os, random, sys, time
from pathlib import Path
from statistics import median

os.environ['OMP_NUM_THREADS'] = '1'
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import torch
import torch.nn.functional as F
from torch import nn

from miniai.activations import ActivationStats, FastStats, append_stats, plain_stats
from miniai.datasets import DataLoaders
from miniai.hooks import Hooks, HooksCallback
from miniai.learner import Learner, TrainCB, cnn_layers

torch.set_num_threads(1)


class Block(nn.Module):
    "The basic block of a ResNet."
    def __init__(self, ni, nf, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(ni, nf, 3, stride, 1, bias=False), nn.BatchNorm2d(nf)
        self.conv2, self.bn2 = nn.Conv2d(nf, nf, 3, 1, 1, bias=False), nn.BatchNorm2d(nf)
        self.relu1, self.relu2 = nn.ReLU(), nn.ReLU()
        self.down = nn.Identity() if stride == 1 and ni == nf else nn.Sequential(nn.Conv2d(ni, nf, 1, stride, bias=False), nn.BatchNorm2d(nf))

    def forward(self, x): return self.relu2(self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x))))) + self.down(x))


def resnet18(n_out=10):
    nfs = [64, 64, 64, 128, 128, 256, 256, 512, 512]
    blocks = [Block(a, b, 1 + (a != b)) for a, b in zip(nfs, nfs[1:])]
    stem = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, n_out))


def is_relu(m): return isinstance(m, nn.ReLU)

def course(x):
    "The formulation of fast.ai's course."
    x = x.cpu()
    return x.mean(), x.std(), x.abs().histc(40, 0, 10)

def stats(title, model, xb, rounds, ways):
    times, outs = {k: [] for k in ways}, []
    hooks, ks = Hooks([m for m in model.modules() if is_relu(m)], lambda mod, inp, outp: outs.append(outp)), list(ways)
    for r in range(rounds + 1):  # the first round warms up
        random.shuffle(ks)
        for k in ks:
            outs.clear()
            loss = model(xb).square().mean()
            start = time.perf_counter()
            for x in outs: ways[k](x)
            if r: times[k].append(1e3*(time.perf_counter() - start))
            loss.backward()
    hooks.remove()
    t = {k: median(v) for k, v in times.items()}
    n = sum(x.numel() for x in outs)
    print(f'\n{title}: {len(outs)} ReLUs, {n/1e6:.1f} million values a batch')
    for k, v in t.items(): print(f'  {k:10} {v:9.3f} ms   {v/t["one read"]:6.1f} x one read   {v*1e6/n:6.2f} ns a value')
    print(f'  miniai is {t["course"]/t["miniai"]:.1f} times as fast as the course')

def fits(title, make, data, rounds):
    cbs = {'nothing': lambda: [], 'course': lambda: [HooksCallback(append_stats, is_relu)], 'miniai': lambda: [ActivationStats(is_relu)],
           'every=5': lambda: [ActivationStats(is_relu, every=5)]}
    times, ks = {k: [] for k in cbs}, list(cbs)
    for r in range(rounds + 1):
        random.shuffle(ks)
        for k in ks:
            torch.manual_seed(0)
            learn = Learner(make(), DataLoaders(data), F.cross_entropy, 0.01, [TrainCB(), *cbs[k]()])
            start = time.perf_counter()
            learn.fit(1, valid=False)
            if r: times[k].append(time.perf_counter() - start)
    base = median(times['nothing'])
    print(f'\n{title}: a fit of {len(data)} batches takes {base:.2f} s')
    for k in list(cbs)[1:]:
        extra = median(b/a - 1 for a, b in zip(times['nothing'], times[k]))
        print(f'  with {k:10} {extra:+7.1%}')

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--rounds', type=int, default=9, help='rounds of each comparison')
    p.add_argument('--skip-fits', action='store_true', help='leave out the share of training')
    args = p.parse_args()
    torch.manual_seed(0)
    fast, one = FastStats(), {'one read': torch.sum, 'course': course, 'plain': lambda x: plain_stats(x, 0, 10)}
    ways = one | {'miniai': lambda x: fast(x, 0, 10)}
    cnn = lambda: nn.Sequential(*cnn_layers())
    small, large = torch.randn(256, 1, 28, 28), torch.randn(64, 3, 64, 64)
    stats("the course's CNN, batch 256 of 28x28", cnn(), small, 3*args.rounds, ways)
    stats('ResNet-18, batch 64 of 64x64', resnet18(), large, args.rounds, ways)
    if args.skip_fits: return
    y = torch.randint(10, (256,))
    fits("the course's CNN", cnn, [(small, y)]*20, args.rounds)
    fits('ResNet-18', resnet18, [(large[:32], y[:32])]*2, max(3, args.rounds//2))


if __name__ == '__main__': main()
