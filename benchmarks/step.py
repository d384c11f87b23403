"""What a step costs above a bare loop

A tiny model, nn.Linear(4, 2), and 2,000 batches of 4 (1,000 for peers) that lie ready, so that the loop is all there is. Both sides
do the same five steps with the same optimizer. They run at the same time, in two threads of which one waits while the other takes
20 batches, so that a machine that is slower for a while is slower for both. Of each fit the fastest turn counts, as in `timeit`:
whatever else the machine does makes a turn slower, by more than what is looked for here. (The bare loop against itself: within 1
us.) `us with start` is the whole fit with its beginning and end, for each step. Then both also keep accuracy (one class, the same
for both) and mean loss, and miniai shows its progress bar, on a terminal that swallows it; the bare loop shows none. Each peer is
compared with the bare loop of its own process, and has metrics and bar of its own (Accelerate has neither). Ignite, the nearest
of them, has the same job as miniai: it moves each batch to the CPU and looks for a loss that is not finite (at each batch; miniai
at the first 16 and every 16th).
"""
import time
from threading import Semaphore, Thread

import torch
from torch import nn

from .common import Job, above
from .fits import FITS

EVERY = 20  # batches of a turn


class Turns:
    "Batches that lie ready, some at a time: then it is the turn of the `other`. `spans` are the seconds that each turn took."
    def __init__(self, data, mine, other): self.data, self.mine, self.other, self.spans = data, mine, other, []
    def __len__(self): return len(self.data)
    def __iter__(self):
        for i in range(0, len(self.data), EVERY):
            self.mine.acquire()
            start = time.thread_time()
            yield from self.data[i:i + EVERY]
            self.spans.append(time.thread_time() - start)
            self.other.release()

def together(data, who, metrics):
    "Who -> seconds of a step, of the bare loop and of `who`."
    a, b, res = Semaphore(1), Semaphore(0), {}
    def run(who, mine, other):
        turns, start = Turns(data, mine, other), time.thread_time()
        try: FITS[who](nn.Linear(4, 2), turns, None, 0.1, metrics)
        finally: other.release(len(data))  # whoever ends, for whatever reason, does not keep the other waiting
        res[who] = {'s': min(turns.spans)/EVERY, 'us with start': 1e6*(time.thread_time() - start)/len(data)}
    thread = Thread(target=run, args=('bare', a, b))
    thread.start()
    try: run(who, b, a)  # in the main thread, where libraries may set what signals do
    finally: thread.join()
    return res

def jobs(quick, who):
    torch.manual_seed(0)
    n = 300 if quick else 2000 if who == 'miniai' else 1000
    data, done = [(torch.randn(4, 4), torch.randint(2, (4,))) for _ in range(n)], {}
    def side(name, metrics):
        def run():
            if name not in done: done.update(together(data, who, metrics))
            return done.pop(name)
        return run
    for metrics, title, most in (False, 'a step: TrainCB and DeviceCB', 10), (True, 'a step: with metrics and progress', 13):
        yield Job(title, {o: side(o, metrics) for o in ('bare', who)}, above('bare', miniai=most), times=3, peer_rounds=5)
