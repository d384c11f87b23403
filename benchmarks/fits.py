"""One epoch by each library, as its documentation does it: `FITS[who](model, train, valid, lr, metrics)`.

SGD and cross entropy; `train` and `valid` are anything that gives batches, and `valid` may be None. With `metrics`: accuracy and mean
loss of each epoch, and progress as the library shows it. Everything is imported when it is used: each library has a process of its own.
"""
from functools import partial
from importlib import import_module

import torch
import torch.nn.functional as F
from torch import nn


class Accuracy:
    def __init__(self): self.reset()
    def reset(self): self.right = self.n = 0
    def update(self, preds, y):
        self.right += (preds.argmax(1) == y).sum().item()
        self.n += len(y)
    def compute(self): return self.right/self.n


def _epoch(model, dl, opt=None, backward=torch.Tensor.backward):
    acc, total, n = Accuracy(), 0., 0
    model.train(opt is not None)
    for xb, yb in dl:
        preds = model(xb)
        loss = F.cross_entropy(preds, yb)
        if opt:
            backward(loss)
            opt.step()
            opt.zero_grad()
        acc.update(preds.detach(), yb)
        total += loss.item()*len(xb)
        n += len(xb)
    print(f'loss {total/n:.3f} accuracy {acc.compute():.3f}')

def _loop(model, train, valid, opt, metrics, backward=torch.Tensor.backward):
    if metrics: _epoch(model, train, opt, backward)
    else:
        model.train()
        for xb, yb in train:
            loss = F.cross_entropy(model(xb), yb)
            backward(loss)
            opt.step()
            opt.zero_grad()
    if valid is not None:
        with torch.no_grad(): _epoch(model, valid)

def bare(model, train, valid, lr, metrics): _loop(model, train, valid, torch.optim.SGD(model.parameters(), lr), metrics)


def miniai(model, train, valid, lr, metrics):
    from miniai.datasets import DataLoaders
    from miniai.learner import DeviceCB, Learner, MetricsCB, ProgressCB, TrainCB
    cbs = [TrainCB(), DeviceCB('cpu')] + ([MetricsCB(accuracy=Accuracy()), ProgressCB()] if metrics else [])
    Learner(model, DataLoaders(train, valid), F.cross_entropy, lr, cbs).fit(valid=valid is not None)


class Loader:
    "Batches that lie in a list, for those who take a list for something else."
    device = torch.device('cpu')
    def __init__(self, dl): self.dl = dl
    def __len__(self): return len(self.dl)
    def __iter__(self): return iter(self.dl)

def fastai(model, train, valid, lr, metrics):
    from fastai.basics import DataLoaders, Learner, OptimWrapper, accuracy
    import_module('fastai.callback.progress')  # adds the bar
    opt = partial(OptimWrapper, opt=torch.optim.SGD)
    dls = DataLoaders(Loader(train), Loader([] if valid is None else valid))
    learn = Learner(dls, model, F.cross_entropy, opt, lr, metrics=accuracy if metrics else None)
    learn.recorder.train_metrics, learn.recorder.valid_metrics = metrics, valid is not None
    if metrics: return learn.fit(1)
    with learn.no_bar(), learn.no_logging(): learn.fit(1)


def lightning(model, train, valid, lr, metrics):
    import lightning, warnings
    class Module(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.model = model
        def _step(self, batch, name):
            preds = self.model(batch[0])
            loss = F.cross_entropy(preds, batch[1])
            if metrics:
                accuracy = (preds.detach().argmax(1) == batch[1]).float().mean()
                self.log_dict({f'{name}_accuracy': accuracy, f'{name}_loss': loss}, on_step=False, on_epoch=True, prog_bar=True, batch_size=len(batch[1]))
            return loss
        def training_step(self, batch): return self._step(batch, 'train')
        def validation_step(self, batch): return self._step(batch, 'valid')
        def configure_optimizers(self): return torch.optim.SGD(self.model.parameters(), lr)
    warnings.simplefilter('ignore')
    trainer = lightning.Trainer(accelerator='cpu', devices=1, max_epochs=1, logger=False, enable_checkpointing=False,
                                enable_model_summary=False, enable_progress_bar=metrics, num_sanity_val_steps=0)
    trainer.fit(Module(), Loader(train), None if valid is None else Loader(valid))


def ignite(model, train, valid, lr, metrics):
    from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
    from ignite.handlers import ProgressBar, TerminateOnNan
    from ignite.metrics import Accuracy, Average, Loss
    opt = torch.optim.SGD(model.parameters(), lr)
    trainer = create_supervised_trainer(model, opt, F.cross_entropy, device='cpu',  # as DeviceCB('cpu') does
                                        output_transform=lambda x, y, preds, loss: (preds, y, loss))
    trainer.add_event_handler(Events.ITERATION_COMPLETED, TerminateOnNan(lambda o: o[2].item()))  # as StopOnNaNCB
    if metrics:
        Accuracy(lambda o: o[:2]).attach(trainer, 'accuracy')
        Average(lambda o: o[2].item()).attach(trainer, 'loss')
        ProgressBar().attach(trainer)
    trainer.run(train, max_epochs=1)
    if valid is not None: create_supervised_evaluator(model, dict(accuracy=Accuracy(), loss=Loss(F.cross_entropy))).run(valid)


def skorch(model, train, valid, lr, metrics):
    from skorch import NeuralNetClassifier
    from skorch.callbacks import EpochScoring, ProgressBar
    from skorch.helper import predefined_split
    data = torch.utils.data.TensorDataset(torch.zeros(8, 1), torch.zeros(8).long())  # stands for the batches, which are given below
    cbs = [('train_acc', EpochScoring('accuracy', name='train_acc', on_train=True, lower_is_better=False)), ('bar', ProgressBar())]
    NeuralNetClassifier(model, criterion=nn.CrossEntropyLoss, optimizer=torch.optim.SGD, lr=lr, max_epochs=1, classes=list(range(10)),
                        iterator_train=lambda ds, **kw: train, iterator_valid=lambda ds, **kw: valid, callbacks=cbs if metrics else 'disable',
                        train_split=None if valid is None else predefined_split(data)).fit(data, None)


def accelerate(model, train, valid, lr, metrics):
    from accelerate import Accelerator
    acc = Accelerator(cpu=True)
    model, opt = acc.prepare(model, torch.optim.SGD(model.parameters(), lr))
    _loop(model, train, valid, opt, metrics, acc.backward)


FITS = dict(bare=bare, miniai=miniai, fastai=fastai, Lightning=lightning, Ignite=ignite, skorch=skorch, Accelerate=accelerate)
