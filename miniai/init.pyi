"Written by tools/stubs.py: edit the notebooks, not this file."
from typing import Any, Self
__all__ = ['conv', 'get_model', 'init_weights', 'GeneralRelu', 'normalize_to', 'BatchTransformCB', 'plot_func', 'ConvLayer', 'Lambda', 'flatten', 'Flatten', 'clean_tb', 'clean_ipython_hist', 'clean_mem', 'lsuv_init']
import gc, math, re, sys, traceback
import torch, torch.nn.functional as F
from torch import Tensor, nn
from .callbacks import Callback
from .learner import DeviceCB, is_training
from .state import default_device
def conv(ni, nf, ks=3, stride=2, act=..., norm=None, bias=None) -> nn.Sequential:
    """A convolution, a normalization if there is one, and an activation if there is one."""
    ...
def get_model(act=..., nfs=None, norm=None, ni=1, n_out=10) -> nn.Sequential:
    """The course's CNN for images of any size, on the default device."""
    ...
def init_weights(m, leaky=0.0) -> None:
    """Draw the weights of a convolution from Kaiming's normal distribution; for `model.apply`."""
    ...
class GeneralRelu(nn.Module):
    """A ReLU that may leak below zero, be shifted down, and be capped, in this order."""
    leak: Any
    maxv: Any
    sub: Any

    def __init__(self, leak=None, sub=None, maxv=None):
        ...

    def forward(self, x):
        ...

    def extra_repr(self):
        ...
def normalize_to(train, valid) -> tuple:
    """Both, minus the mean of `train` and over its standard deviation."""
    ...
class BatchTransformCB(Callback):
    """Puts `tfm(batch)` in place of each batch, once `DeviceCB` has moved it."""
    order: Any
    tfm: Any
    on_train: Any
    on_val: Any

    def __init__(self, tfm, on_train=True, on_val=True):
        ...

    def before_batch(self, learn):
        ...
def plot_func(f, start=..., end=5.0, steps=100):
    """Draw `f` in the current axes of pyplot."""
    ...
class ConvLayer(nn.Module):
    """A convolution and a GeneralRelu as one layer, with a `weight`, and a `bias` that acts after the ReLU."""
    conv: Any
    relu: Any

    def __init__(self, ni, nf, ks=3, stride=2, sub=0.0, **kwargs):
        ...

    def forward(self, x):
        ...

    @property
    def weight(self):
        ...

    @property
    def bias(self):
        ...

    def bias(self, v):
        ...
class Lambda(nn.Module):
    """A function as a layer; give it a name, not a lambda, if the model is to be saved."""
    func: Any

    def __init__(self, func):
        ...

    def forward(self, x):
        ...

    def extra_repr(self):
        ...
def flatten(x) -> Tensor:
    """`x` with all axes but the first in one: (bs, n)."""
    ...
class Flatten(nn.Module):
    """`flatten` as a layer."""

    def forward(self, x):
        ...
def clean_tb() -> None:
    """Let go of the last exception that nobody caught, and of the variables in its frames."""
    ...
def clean_ipython_hist() -> None:
    """Let go of the outputs and inputs of the cells that have run; without IPython, do nothing."""
    ...
def clean_mem() -> None:
    """Free what only an exception or the history of a notebook kept alive, on the GPU too."""
    ...
from .state import set_seed
def __getattr__(name):
    ...
