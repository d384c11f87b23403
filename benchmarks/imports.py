"""What a new process costs

Each round has processes for each library, in its own interpreter. First the import: seconds of the import statement, as the
documentation writes it, and the most memory that the process ever held. Then one epoch, by the clock from the start of Python to
its end: the course's CNN on 60,000 images of 28x28 from a file of bytes, in batches of 1,024, with accuracy and mean loss. The
bare script normalizes each batch as one writes it first; peers take its batches, miniai those of its ImageLoader.
"""
import sys, time
from functools import partial
from tempfile import TemporaryDirectory

from .common import View, by_library, process, timed

IMPORTS = dict(miniai='import miniai.learner', fastai='from fastai.basics import *', Lightning='import lightning',
               Ignite='import ignite.engine, ignite.handlers, ignite.metrics', skorch='import skorch',
               Accelerate='import accelerate')

CHILD = '''import time
_start = time.perf_counter()
{}
_secs = time.perf_counter() - _start
import json, resource, sys
print(json.dumps([_secs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/2**(20 if sys.platform == 'darwin' else 10)]))'''

def imported(who, python):
    torch, own = (process(python, '-c', CHILD.format(o)) for o in ('import torch', IMPORTS[who]))
    return {'s': own[0], 'torch s': torch[0], 'MiB': own[1], 'torch MiB': torch[1]}

def epoch(file, who, python):
    def run(who): return timed(process, python, '-m', 'benchmarks.imports', file, who, clock=time.perf_counter)
    return {'bare s': run('bare'), 's': run(who)}

def jobs(args):
    yield by_library('import', args, imported, View('over torch', lambda o, _: o['s']/o['torch s'], {'miniai': '<= 1.10'}),
                     View('above torch', lambda o, _: o['MiB'] - o['torch MiB'], {'miniai': '<= 15'}, unit='MiB'))
    import torch  # now: what a process has held counts for those that it starts
    from .loading import images
    with TemporaryDirectory() as tmp:
        torch.save(images(6000 if args.quick else 60_000), file := f'{tmp}/images.pt')
        yield by_library('an epoch in a new process', args, partial(epoch, file),
                         View('over the bare script', lambda o, _: o['s']/o['bare s'], {'miniai': '<= 1.10'}))

def main(file, who):
    import torch
    from . import fits
    x, y, (mean, std) = torch.load(file, weights_only=True)
    class Batches:
        def __len__(self): return -(-len(x)//1024)
        def __iter__(self):
            for i in torch.randperm(len(x)).split(1024): yield x[i].float().div_(255).sub_(mean).div_(std), y[i]
    if who == 'miniai': from miniai.datasets import ImageLoader
    dl = ImageLoader(x, y, 1024, True, stats=(mean, std)) if who == 'miniai' else Batches()
    getattr(fits, who.lower())(fits.cnn(), dl, True)
    print(0)

if __name__ == '__main__': main(*sys.argv[1:])
