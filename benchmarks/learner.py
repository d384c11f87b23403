"""What one step of the Learner costs above a bare PyTorch loop: python benchmarks/learner.py

A tiny model (nn.Linear(4, 2), batches of 4), so that the loop is all there is. Both sides run in turns in one process, on one
thread; each round gives a difference, and the median of the differences is what counts.
"""
import contextlib, io, statistics, sys, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import torch
import torch.nn.functional as F
from torch import nn, optim
from torcheval.metrics import MulticlassAccuracy

from miniai.datasets import DataLoaders
from miniai.learner import DeviceCB, Learner, MetricsCB, ProgressCB, TrainCB

STEPS, ROUNDS = 2000, 31


def make_data():
    torch.manual_seed(0)
    return [(torch.randn(4, 4), torch.randint(2, (4,))) for _ in range(STEPS)]


def bare(data):
    "The core: five steps, nothing else."
    model = nn.Linear(4, 2)
    opt = optim.SGD(model.parameters(), 0.1)
    model.train()
    start = time.perf_counter()
    for xb, yb in data:
        loss = F.cross_entropy(model(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
    return time.perf_counter() - start


def bare_metrics(data):
    "The same with torcheval's accuracy and the mean loss."
    model, acc, total, n = nn.Linear(4, 2), MulticlassAccuracy(), 0., 0
    opt = optim.SGD(model.parameters(), 0.1)
    model.train()
    start = time.perf_counter()
    for xb, yb in data:
        preds = model(xb)
        loss = F.cross_entropy(preds, yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
        acc.update(preds.detach(), yb)
        total += loss.item()*len(xb)
        n += len(xb)
    acc.compute(), total/n
    return time.perf_counter() - start


def ours(data, cbs):
    model = nn.Linear(4, 2)
    learn = Learner(model, DataLoaders(data), F.cross_entropy, 0.1, [TrainCB(), DeviceCB('cpu'), *cbs])
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()): learn.fit(valid=False)
    return time.perf_counter() - start


def report(name, base, with_learner):
    us = [[t/STEPS*1e6 for t in ts] for ts in (base, with_learner)]
    extra = sorted(b - a for a, b in zip(*us))
    a, b = (statistics.median(o) for o in us)
    print(f'{name:24} bare {a:6.1f} us   Learner {b:6.1f} us   above {statistics.median(extra):5.2f} us '
          f'(quartiles {extra[len(extra)//4]:.2f} to {extra[-len(extra)//4]:.2f})   ratio {b/a:.3f}')


def main():
    torch.set_num_threads(1)
    data, times = make_data(), [[] for _ in range(4)]
    for i in range(ROUNDS + 1):
        ts = [bare(data), ours(data, []), bare_metrics(data), ours(data, [MetricsCB(accuracy=MulticlassAccuracy()), ProgressCB()])]
        if i:  # the first round warms up
            for o, t in zip(times, ts): o.append(t)
    report('TrainCB, DeviceCB', *times[:2])
    report('with metrics, progress', *times[2:])


if __name__ == '__main__': main()
