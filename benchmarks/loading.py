"""Shuffled batches of 60,000 images, ready for a model

28x28, as normalized float32 with their labels. `x_f32[idx]` indexes a float tensor that was normalized beforehand; miniai keeps
bytes (a quarter of the memory) and normalizes each batch. `in order` is the physical limit: each byte read once and each float
written once, in the order of the memory and to one place. The course decodes PNG in each epoch (`datasets`, a transform, a collating
DataLoader; 2,000 images are timed, as that grows with their number); the others are DataLoaders over the float tensor: as in
tutorials, and as fast as they get, with whole batches by index.
"""
import numpy as np, torch
from torch.utils.data import BatchSampler, DataLoader, RandomSampler, TensorDataset

from miniai.datasets import DataLoaders, ImageLoader, digits, load_images

from .common import Job, over, speed, timed
from .models import IMAGES, has_fashion, images


def read(dl):
    for _ in dl: pass

def by_index(x, y, bs):
    for i in torch.randperm(len(x)).split(bs): yield x[i], y[i]

def in_order(x, buf):
    for o in x.split(len(buf)): buf[:len(o)].copy_(o)

def to_floats(rows):
    return dict(image=[torch.from_numpy(np.array(o))[None]/255 for o in rows['image']], label=rows['label'])

class Rows(torch.utils.data.Dataset):
    "A whole batch by its indices."
    def __init__(self, *ts): self.ts = ts
    def __len__(self): return len(self.ts[0])
    def __getitem__(self, i): return [t[i] for t in self.ts]

def ours(x, y, bs, stats): return DataLoaders(ImageLoader(x, y, bs, shuffle=True, stats=stats)).train


def jobs(quick, who):
    n, part = (6000, 200) if quick else (IMAGES, 2000)
    x, y, _, _, stats = images()
    x, y = x[:n], y[:n]
    f = (x/255).sub_(stats[0]).div_(stats[1])
    dd = load_images('fashion_mnist') if has_fashion() else digits()
    rows = {k: v.select(np.arange(part) % len(v)) for k, v in dd.items()}
    for bs, goal in (1024, 4), (64, 2.5):
        course = DataLoaders.from_dd({k: v.with_transform(to_floats) for k, v in rows.items()}, bs)
        best = DataLoader(Rows(f, y), batch_size=None, sampler=BatchSampler(RandomSampler(f), bs, False))
        buf = torch.empty(bs, *x.shape[1:])
        sides = {'x_f32[idx]': lambda: timed(read, by_index(f, y, bs)),
                 'miniai': lambda: timed(read, ours(x, y, bs, stats)),
                 'in order (limit)': lambda: timed(in_order, x, buf),
                 'DataLoader, whole batches': lambda: timed(read, best),
                 'DataLoader': lambda: timed(read, DataLoader(TensorDataset(f, y), bs, shuffle=True)),
                 "the course's pipeline": lambda: timed(read, course.train)*n/part}
        once = ["the course's pipeline", 'DataLoader'] if bs == 64 else []
        yield Job(f'{n:,} images in batches of {bs}', sides, speed('x_f32[idx]', miniai=goal), over('in order (limit)'), once=once)
