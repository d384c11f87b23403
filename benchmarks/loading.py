"""Shuffled batches of 60,000 images, ready for a model

28x28, as normalized float32 with labels. `x_f32[idx]` indexes floats normalized beforehand. miniai keeps bytes, in NumPy's
memory as `from_images` does (large pages on Linux), and normalizes each batch. `in order` is the physical limit: each byte read
and each float written once, in order. The course decodes PNG (2,000 are timed; time grows with them); the others are
DataLoaders over the floats, as in tutorials and, with whole batches, at their best.
"""
import numpy as np, torch, torch.nn.functional as F
from torch.utils.data import BatchSampler, DataLoader, RandomSampler, TensorDataset

from miniai.datasets import DataLoaders, ImageLoader, digits, digits_tensors, pixel_stats

from .common import Job, over, speed, timed

def images(n):
    "x, y, (mean, std): the digits, enlarged and repeated to `n`; uint8 (n, 1, 28, 28)."
    x, y, *_ = digits_tensors()
    i = np.arange(n) % len(x)
    return (x := torch.from_numpy(F.interpolate(x.float(), (28, 28)).byte().numpy()[i])), y[i], pixel_stats(x)

def read(dl):
    for _ in dl: pass
def by_index(x, y, bs):
    for i in torch.randperm(len(x)).split(bs): yield x[i], y[i]
def in_order(x, buf):
    for o in x.split(len(buf)): buf[:len(o)].copy_(o)
def to_floats(rows):
    return dict(image=[torch.from_numpy(np.array(o))[None]/255 for o in rows['image']], label=rows['label'])

def jobs(args):
    n, part = (6000, 200) if args.quick else (60_000, 2000)
    x, y, stats = images(n)
    f = (x/255).sub_(stats[0]).div_(stats[1])
    like = digits()['train']
    rows = type(like).from_dict(dict(image=[*x[:part, 0].numpy()], label=y[:part].numpy()), features=like.features)
    rows = dict.fromkeys(('train', 'valid'), rows.with_transform(to_floats))
    for bs, goal in (1024, '>= 4'), (64, '>= 2.5'):
        course, buf = DataLoaders.from_dd(rows, bs).train, torch.empty(bs, *x.shape[1:])
        best = DataLoader(TensorDataset(f, y), None, sampler=BatchSampler(RandomSampler(f), bs, False))
        sides = {'x_f32[idx]': lambda: timed(read, by_index(f, y, bs)),
                 'miniai': lambda: timed(read, ImageLoader(x, y, bs, True, stats=stats)),
                 'in order (limit)': lambda: timed(in_order, x, buf),
                 'DataLoader, whole batches': lambda: timed(read, best),
                 'DataLoader': lambda: timed(read, DataLoader(TensorDataset(f, y), bs, shuffle=True)),
                 "the course's pipeline": lambda: timed(read, course)*n/part}
        yield Job(f'{n:,} images in batches of {bs}', sides, speed('x_f32[idx]', {'miniai': goal}),
                  over('in order (limit)'), times=3, most={'DataLoader': 1, "the course's pipeline": 1})
