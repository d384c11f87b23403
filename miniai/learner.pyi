"Written by tools/stubs.py: edit the notebooks, not this file."
from typing import Any, Self
from .probe import Summary, Trace
from .checkup import Findings
__all__ = ['make_opt', 'drop_grads', 'Learner', 'TrainCB', 'DeviceCB', 'SingleBatchCB', 'TrainLearner', 'MomentumLearner', 'mean_loss', 'Mean', 'named_metrics', 'is_training', 'MetricsCB', 'ProgressCB', 'suggest_lr', 'LRFinderCB', 'lr_find', 'StopOnNaNCB', 'joining', 'check_fit', 'check_batch', 'conv2d', 'cnn_layers', 'Callback', 'CancelFitException', 'CancelEpochException', 'CancelBatchException', 'run_cbs', 'with_cbs', 'to_cpu']
import copy, math, numbers, operator, time, warnings
import numpy as np, torch, torch.nn.functional as F
from torch import Tensor, nn, optim
from .callbacks import STEPS, Callback, CancelBatchException, CancelEpochException, CancelFitException, check_cbs, find_methods, listed, run_cbs, with_cbs
from .display import Bar, History, Page, Terminal, as_text, curves, in_notebook
from .state import Stop, batch_size, default_device, kept, parts, put, take, to_cpu, to_device, uninterrupted
def make_opt(learn, train, lr):
    """The optimizer of a fit: a new one, or `learn.opt` if nothing is trained or `opt_func` is None."""
    ...
def drop_grads(learn) -> None:
    """Set the gradients of the model, and of all that the optimizer steps, to None."""
    ...
class Learner:
    """Trains `model` on `dls`, and tells its callbacks, which do the work, what happens."""
    opt: Any
    iter: Any
    training: Any
    due: Any
    model: Any
    dls: Any
    loss_func: Any
    lr: Any
    opt_func: Any
    cbs: Any
    history: Any
    dl: Any
    n_epochs: Any
    epochs: Any
    trains: Any
    validates: Any
    epoch: Any

    def __init__(self, model, dls=..., loss_func=..., lr=0.1, cbs=None, opt_func=...):
        ...

    def __repr__(self):
        ...

    def predict(self):
        ...

    def get_loss(self):
        ...

    def backward(self):
        ...

    def step(self):
        ...

    def zero_grad(self):
        ...

    def one_epoch(self, training):
        """Train or validate once over the data."""
        ...

    def callback(self, method_nm):
        """Call what the callbacks have for the event `method_nm`; a fit looks it up once."""
        ...

    def fit(self, n_epochs=1, train=True, valid=True, cbs=None, lr=None):
        """Train and validate for `n_epochs`; raises an error first if something given cannot work."""
        ...

    def lr_find(self, gamma=1.3, max_mult=3, start_lr=1e-05, max_epochs=10, plot=True) -> float | None:
        """A learning rate that suits, found by trying; the learner stays as it is."""
        ...

    def fit_one_cycle(self, n_epochs, lr_max=None, div=25.0, div_final=100000.0, pct_start=0.25, wd=None, moms=..., cbs=None, **kwargs) -> None:
        """Fit while the learning rate rises and falls once, and momentum falls and rises."""
        ...

    def fit_flat_cos(self, n_epochs, lr=None, div_final=100000.0, pct_start=0.75, wd=None, cbs=None, **kwargs) -> None:
        """Fit at one learning rate, and in the end let it fall along a cosine."""
        ...

    def plot_sched(self) -> None:
        """Draw learning rate and momentum of the last fit with a schedule, batch by batch."""
        ...

    def save_model(self, path) -> None:
        """Write weights and buffers as a safetensors file; raises CheckpointError."""
        ...

    def load_model(self, path) -> None:
        """Load weights and buffers; raises CheckpointError, and the model is then as before."""
        ...

    def rewind(self, n=1) -> list:
        """Put back the run before the last `n` training batches of this fit, or of the last."""
        ...

    def capture_preds(self, cbs=None, inps=False) -> tuple:
        """Predictions and targets for the validation set, on the CPU; the learner stays as it is."""
        ...

    def show_image_batch(self, max_n=9, cbs=None, **kw) -> None:
        """Draw the first images of a training batch as the model gets them; the learner stays as it is."""
        ...

    def summary(self, *inputs, size=64, depth=None, **kwargs) -> Summary:
        """A table of the modules in `m`, what is in them included: inputs, outputs, parameters, FLOPs."""
        ...

    def trace(self, n_batches=1, **kwargs) -> Trace:
        """What happens in a short fit of a copy of `learn`; callbacks that write to a `path` are left out."""
        ...

    def checkup(self, dl=None, loss_func=None, opt=None, steps=30) -> Findings:
        """What is wrong with a network or with its training; all stays as it is."""
        ...

    def report(self, path='report.html', steps=30):
        """Write a page that says what is wrong with `learn`, how it trained, and what is in its layers."""
        ...
class TrainCB(Callback):
    """Provides the five steps, for batches of `n_inp` inputs and then targets."""
    n_inp: Any

    def __init__(self, n_inp=1):
        ...

    def predict(self, learn):
        ...

    def get_loss(self, learn):
        ...

    def backward(self, learn):
        ...

    def step(self, learn):
        ...

    def zero_grad(self, learn):
        ...
class DeviceCB(Callback):
    """Moves the model and each batch to a device."""
    device: Any

    def __init__(self, device=None):
        ...

    def before_fit(self, learn):
        ...

    def before_batch(self, learn):
        ...
class SingleBatchCB(Callback):
    """Ends the fit after one batch."""
    order: Any

    def after_batch(self, learn):
        ...
class TrainLearner(Learner):
    """A Learner that has the five steps as methods, for batches of an input and a target."""
    preds: Any
    loss: Any

    def predict(self):
        ...

    def get_loss(self):
        ...

    def backward(self):
        ...

    def step(self):
        ...

    def zero_grad(self):
        ...
class MomentumLearner(TrainLearner):
    """A TrainLearner with momentum: a share `mom` of each gradient stays for the next step."""
    mom: Any

    def __init__(self, model, dls, loss_func, lr=None, cbs=None, opt_func=..., mom=0.85):
        ...

    def zero_grad(self):
        ...
def mean_loss(loss) -> float:
    """`loss` as a number; of several numbers, their mean."""
    ...
class Mean:
    """Weighted mean of the numbers that `update` is given, or of what `f` makes of what it is given."""
    f: Any
    total: Any
    n: Any

    def __init__(self, f=None):
        ...

    def reset(self):
        ...

    def update(self, *args, weight=1):
        """Add a number, of `weight` items; or predictions and targets, for `f`."""
        ...

    def compute(self) -> Tensor:
        """The mean."""
        ...
def named_metrics(ms, metrics) -> dict:
    """All metrics by name; raises TypeError for what is not one, ValueError for a name that is taken."""
    ...
def is_training(learn) -> bool:
    """Whether `learn` is in a pass over the training data."""
    ...
class MetricsCB(Callback):
    """Computes the loss and `metrics` over each epoch: rows of `learn.history`, which `log` gets as text."""
    metrics: Any
    loss: Any
    log: Any
    history: Any
    target: Any
    all_metrics: Any
    start: Any

    def __init__(self, *ms, log=print, **metrics):
        ...

    def before_fit(self, learn):
        ...

    def before_epoch(self, learn):
        ...

    def after_batch(self, learn):
        ...

    def after_epoch(self, learn):
        ...
class ProgressCB(Callback):
    """Shows a bar while an epoch runs, and what `MetricsCB` logs as a table."""
    order: Any
    metrics: Any
    mbar: Any
    plot: Any
    losses: Any
    val_losses: Any
    at: Any

    def __init__(self, plot=False):
        ...

    def before_fit(self, learn):
        ...

    def before_epoch(self, learn):
        ...

    def after_batch(self, learn):
        ...

    def after_epoch(self, learn):
        ...

    def cleanup_epoch(self, learn):
        ...

    def cleanup_fit(self, learn):
        ...
def suggest_lr(lrs, losses, base=...) -> float | None:
    """A third of the rate at which half of the fall of the smoothed loss is done; None if it cannot be told."""
    ...
class LRFinderCB(Callback):
    """Raises the learning rate with each batch until the loss gets out of hand, then puts everything back."""
    order: Any
    is_trial: Any
    state: Any
    suggestion: Any
    gamma: Any
    max_mult: Any
    base: Any
    draw: Any
    own: Any
    most: Any
    objs: Any
    lrs: Any
    losses: Any
    sched: Any
    min: Any

    def __init__(self, gamma=1.3, max_mult=3, base=..., plot=True, own=...):
        ...

    def before_fit(self, learn):
        ...

    def after_batch(self, learn):
        ...

    def cleanup_fit(self, learn):
        ...

    def plot(self):
        """Draw the losses by learning rate, and the suggestion."""
        ...
def lr_find(learn, gamma=1.3, max_mult=3, start_lr=1e-05, max_epochs=10, plot=True) -> float | None:
    """A learning rate that suits, found by trying; the learner stays as it is."""
    ...
class StopOnNaNCB(Callback):
    """Stops the fit when the loss is not finite: looks at the first 16 of an epoch, every n-th and the last."""
    order: Any
    every: Any

    def __init__(self, every=16):
        ...

    def after_loss(self, learn):
        ...

    def after_epoch(self, learn):
        ...
def joining(cbs, train) -> list:
    """Those of `cbs` that take part in a fit, and the watch for NaN that belongs to a `TrainCB`."""
    ...
def check_fit(learn, n_epochs, train, valid, cbs, lr) -> list:
    """Check what `fit` was given; raises an error that says in one sentence what cannot work."""
    ...
def check_batch(batch, n_inp) -> None:
    """Raise TypeError for a batch that `TrainCB` cannot take."""
    ...
def conv2d(ni, nf, ks=3, stride=2, act=True) -> nn.Module:
    """A convolution that keeps the size at stride 1, with a ReLU after it."""
    ...
def cnn_layers(act=True, ni=1, n_out=10) -> list:
    """The layers of the course's CNN, for images of up to 32x32 pixels."""
    ...
