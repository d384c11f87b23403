"""What a step costs above a bare loop

A tiny model, nn.Linear(4, 2), and 6,000 batches of 4 (1,000 for peers) that lie ready, so that the loop is all there is. Both
sides do the same five steps with the same optimizer, and take turns of 20 batches in one process, so that a machine that is
slower for a while is slower for both. The fastest turn counts, as in `timeit`: whatever else the machine does makes a turn
slower. `with start` is the whole fit, for each step. With metrics, both keep accuracy (one class for both) and mean loss, and the
library shows its progress (Accelerate has neither) on a terminal that swallows it. Ignite has the same job as miniai: it moves
each batch to the CPU and looks for a loss that is not finite (always; miniai at every 16th batch).
"""
import json, sys
from functools import partial

from .common import View, by_library, process

def jobs(args):
    def above(o, _=None): return o['s']*1e6 - o['bare us']
    def share(o, ignite): return above(o)/above(ignite)
    for title, metrics, most, part in ('TrainCB and DeviceCB', '', 10, 0.25), ('with metrics and progress', 'yes', 13, 0.125):
        def side(who, python): return process(python, '-m', 'benchmarks.step', who, metrics, str(args.quick or ''))
        yield by_library(f'a step: {title}', args, side,
                         View('above a bare loop', above, {'miniai': f'<= {most}'}, unit='us'),
                         View("over Ignite's", share, {'miniai': f'<= {part}'}, 'Ignite'))

def main(who, metrics, quick):
    import torch
    from . import fits
    torch.manual_seed(0)
    data = [(torch.randn(4, 4), torch.randint(2, (4,))) for _ in range(300 if quick else 1000)]
    if who == 'miniai' and not quick: data *= 6
    run = partial(fits.beside, getattr(fits, who.lower()), partial(torch.nn.Linear, 4, 2), metrics=bool(metrics))
    run(data[:100])  # what the first fit of a process does once
    bare, other, whole = run(data)
    print(json.dumps({'s': min(other)/fits.EVERY, 'bare us': 1e6*min(bare)/fits.EVERY, 'us with start': 1e6*whole/len(data)}))

if __name__ == '__main__': main(*sys.argv[1:])
