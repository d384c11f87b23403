"Written by tools/stubs.py: edit the notebooks, not this file."
from typing import Any, Self
__all__ = ['digits_tensors', 'Dataset', 'get_dls', 'ImageLoader', 'pixel_stats', 'subplots', 'get_grid', 'show_image', 'show_images', 'digits', 'inplace', 'collate_dict', 'decode', 'image_array', 'DataLoaders', 'collate_device', 'load_images']
import math, os
from functools import partial, wraps
from importlib.resources import files
from multiprocessing.pool import ThreadPool
from operator import length_hint
from urllib.request import urlopen
import numpy as np, torch
from torch.utils.data import DataLoader, default_collate
from .state import default_device, to_cpu, to_device
def digits_tensors() -> tuple:
    """The digits: images uint8 (n, 1, 8, 8) from 0 to 255, labels int64 (n,); 1,437 to train, 360 to test."""
    ...
class Dataset:
    """Pairs: an item of `x` and the item of `y` at the same index."""
    x: Any
    y: Any

    def __init__(self, x, y):
        ...

    def __len__(self):
        ...

    def __getitem__(self, i):
        ...

    def __repr__(self):
        ...
def get_dls(train_ds, valid_ds, bs, shuffle=True, **kw) -> tuple:
    """A `DataLoader` of `bs` items, shuffled or not, for training, and one of `2*bs`; `kw` goes to both."""
    ...
class ImageLoader:
    """Batches `(xb, yb)` of images in memory: `xb` float32 (bs, c, h, w), `yb` (bs, ...), both fresh copies."""
    dataset: Any
    batch_size: Any
    shuffle: Any
    tfm: Any
    stats: Any
    generator: Any

    def __init__(self, x, y, batch_size, shuffle=False, tfm=None, stats=None, generator=None):
        ...

    def __len__(self):
        ...

    def __repr__(self):
        ...

    def __iter__(self):
        ...
def pixel_stats(x) -> tuple:
    """Mean and standard deviation of all pixels, from 0 to 1; where all are the same, the latter is 1."""
    ...
def subplots(nrows=1, ncols=1, figsize=None, imsize=3, suptitle=None, **kw) -> tuple:
    """A figure and an array of its axes."""
    ...
def get_grid(n, nrows=None, ncols=None, title=None, weight='bold', size=14, **kw) -> tuple:
    """A figure with exactly `n` axes, and the array of its grid, whose first `n` entries they are."""
    ...
def show_image(im, ax=None, figsize=None, title=None, noframe=True, **imshow):
    """The axes on which `im` was drawn."""
    ...
def show_images(ims, nrows=None, ncols=None, titles=None, cmap=None, **kw) -> np.ndarray:
    """The axes of a grid on which the images were drawn."""
    ...
def digits():
    """The digits as a `DatasetDict`: splits `train` and `test`, columns `image` and `label`."""
    ...
def inplace(f):
    """`f` as a function that returns its first argument, changed."""
    ...
def collate_dict(ds):
    """A function from a list of rows to a tuple of batched columns, in the order of `ds.features`."""
    ...
def decode(ds):
    """All images of `ds` as a uint8 tensor (n, c, h, w), and their labels as an int64 tensor (n,)."""
    ...
def image_array(im) -> np.ndarray:
    """The pixels of `im`, uint8 (c, h, w): gray or RGB, with alpha if it has that; else a ValueError."""
    ...
class DataLoaders:
    """A training and a validation loader, `train` and `valid`; one that is not given is None."""
    train: Any
    valid: Any

    def __init__(self, *dls):
        ...

    def __repr__(self):
        ...

    @classmethod
    def from_dd(cls, dd, batch_size, as_tuple=True, **kw):
        """Loaders of rows for `train` and for `validation`, `valid`, `val` or `test`."""
        ...

    @classmethod
    def from_images(cls, dd=None, batch_size=64, normalize=False, shuffle=True, **kw):
        """Loaders of images that are decoded once, here, and picked by index."""
        ...
def collate_device(rows) -> tuple | dict:
    """`rows` as one batch on the default device."""
    ...
def __getattr__(name):
    ...
def load_images(name=None):
    """A `DatasetDict` of labeled images; a ConnectionError if it is not here and the Hub does not answer."""
    ...
