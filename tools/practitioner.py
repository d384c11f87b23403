"A script as users write it: tools/editors.py has pyright look at it, and .ci/run runs it with newer metrics."
import torch
from torch import nn
from torchmetrics.classification import MulticlassAccuracy, MulticlassF1Score

from miniai import probe, schedule  # they add learn.summary and learn.fit_one_cycle
from miniai.activations import ActivationStats
from miniai.callbacks import Callback, CancelFitException
from miniai.datasets import DataLoaders
from miniai.init import GeneralRelu, get_model
from miniai.learner import DeviceCB, Learner, MetricsCB, TrainCB
from miniai.lsuv import lsuv_init


class StopAt(Callback):
    def __init__(self, accuracy: float): self.accuracy = accuracy
    def after_epoch(self, learn: Learner):
        if not learn.training and learn.history[-1]["accuracy"] >= self.accuracy: raise CancelFitException


torch.manual_seed(0)
metrics = MetricsCB(accuracy=MulticlassAccuracy(num_classes=10), f1=MulticlassF1Score(num_classes=10))
stats = ActivationStats(nn.Conv2d)
model, dls = get_model(act=lambda: GeneralRelu(leak=0.1, sub=0.4)), DataLoaders.from_images("digits", 128)
learn = Learner(model, dls, nn.functional.cross_entropy, lr=0.1, cbs=[TrainCB(), DeviceCB(), metrics, stats])
report = lsuv_init(model, next(iter(dls.train))[0])
lr = learn.lr_find(plot=False) or 0.1
learn.fit_one_cycle(3, lr, cbs=StopAt(0.99))
print(learn.summary(next(iter(dls.valid))[0]), report, stats.describe(), sep="\n")
print(f"{learn.history[-1]['accuracy']:.2f} {learn.history[-1]['f1']:.2f}")
assert learn.history[-1]["accuracy"] > 0.8
