"""One epoch by each library, as its documentation does it: a function of a model, batches, and whether there are metrics.

SGD and cross entropy; the metrics are accuracy and mean loss of the epoch, and progress is shown as the library does it.
"""
import io, time
from contextlib import redirect_stderr, redirect_stdout
from functools import partial

import torch, torch.nn.functional as F
from torch import nn

LR, EVERY = 0.01, 20  # EVERY: batches of a turn

def cnn():
    "The course's CNN, for images of 28x28."
    nfs = [1, 8, 16, 32, 64]
    convs = [nn.Conv2d(a, b, 5 if a == 1 else 3, 2, 2 if a == 1 else 1) for a, b in zip(nfs, nfs[1:])]
    return nn.Sequential(*[m for o in convs for m in (o, nn.ReLU())], nn.Conv2d(64, 10, 3, 2, 1), nn.Flatten())

class Accuracy:
    "And, in a loop by hand, the mean loss."
    def __init__(self): self.reset()
    def reset(self): self.right = self.total = self.n = 0
    def update(self, preds, y, loss=0.):
        self.right += (preds.argmax(1) == y).sum().item()
        self.total += loss*len(y)
        self.n += len(y)
    def compute(self): return self.right/self.n

def by_hand(model, batches, opt, seen, backward=torch.Tensor.backward):
    for xb, yb in batches:
        preds = model(xb)
        loss = F.cross_entropy(preds, yb)
        backward(loss)
        opt.step()
        opt.zero_grad()
        if seen: seen.update(preds.detach(), yb, loss.item())

def bare(model, dl, metrics):
    by_hand(model, dl, torch.optim.SGD(model.parameters(), LR), Accuracy() if metrics else None)

def learner(model, dl, metrics=False, cbs=()):
    from miniai.datasets import DataLoaders
    from miniai.learner import DeviceCB, Learner, MetricsCB, ProgressCB, TrainCB
    cbs = [TrainCB(), DeviceCB('cpu'), *cbs] + ([MetricsCB(accuracy=Accuracy()), ProgressCB()] if metrics else [])
    return Learner(model, DataLoaders(dl), F.cross_entropy, LR, cbs)
def miniai(model, dl, metrics): learner(model, dl, metrics).fit(valid=False)

def fastai(model, dl, metrics):
    from fastai.basics import DataLoaders, Learner, OptimWrapper, accuracy
    import fastai.callback.progress  # adds the bar
    dls, opt = DataLoaders(dl, []), partial(OptimWrapper, opt=torch.optim.SGD)
    learn = Learner(dls, model, F.cross_entropy, opt, LR, metrics=accuracy if metrics else None)
    learn.recorder.train_metrics, learn.recorder.valid_metrics = metrics, False
    if metrics: return learn.fit(1)
    with learn.no_bar(), learn.no_logging(): learn.fit(1)

def lightning(model, dl, metrics):
    import lightning
    class Module(lightning.LightningModule):
        def training_step(self, batch):
            preds = self.model(batch[0])
            loss = F.cross_entropy(preds, batch[1])
            if metrics:
                accuracy = (preds.detach().argmax(1) == batch[1]).float().mean()
                self.log_dict(dict(accuracy=accuracy, loss=loss), on_step=False, on_epoch=True, prog_bar=True,
                              batch_size=len(batch[1]))
            return loss
        def configure_optimizers(self): return torch.optim.SGD(self.parameters(), LR)
    (module := Module()).model = model
    lightning.Trainer(accelerator='cpu', devices=1, max_epochs=1, logger=False, enable_checkpointing=False,
                      enable_model_summary=False, enable_progress_bar=metrics).fit(module, dl)

def ignite(model, dl, metrics):
    from ignite.engine import Events, create_supervised_trainer
    from ignite.handlers import ProgressBar, TerminateOnNan
    from ignite.metrics import Accuracy, Average
    opt = torch.optim.SGD(model.parameters(), LR)
    trainer = create_supervised_trainer(model, opt, F.cross_entropy, device='cpu',  # as DeviceCB('cpu') does
                                        output_transform=lambda x, y, preds, loss: (preds, y, loss))
    trainer.add_event_handler(Events.ITERATION_COMPLETED, TerminateOnNan(lambda o: o[2].item()))  # as StopOnNaNCB
    if metrics:
        Accuracy(lambda o: o[:2]).attach(trainer, 'accuracy')
        Average(lambda o: o[2].item()).attach(trainer, 'loss')
        ProgressBar().attach(trainer)
    trainer.run(dl, max_epochs=1)

def skorch(model, dl, metrics):
    from skorch import NeuralNetClassifier
    from skorch.callbacks import EpochScoring, ProgressBar
    scoring = EpochScoring('accuracy', name='train_acc', on_train=True, lower_is_better=False)
    stands_in = torch.utils.data.TensorDataset(torch.zeros(8, 1), torch.zeros(8).long())  # for the batches
    NeuralNetClassifier(model, criterion=nn.CrossEntropyLoss, optimizer=torch.optim.SGD, lr=LR, max_epochs=1,
                        classes=list(range(10)), callbacks=[scoring, ProgressBar()] if metrics else 'disable',
                        iterator_train=lambda ds, **kw: dl, train_split=None).fit(stands_in, None)

def accelerate(model, dl, metrics):
    from accelerate import Accelerator
    acc = Accelerator(cpu=True)
    model, opt = acc.prepare(model, torch.optim.SGD(model.parameters(), LR))
    by_hand(model, dl, opt, Accuracy() if metrics else None, acc.backward)

class Turns:
    "Batches that lie ready, in turns: before each, a loop by hand takes the same ones, with a model of its own."
    def __init__(self, data, model, metrics, clock):
        self.data, self.model, self.opt, self.clock = data, model, torch.optim.SGD(model.parameters(), LR), clock
        self.seen, self.bare, self.other = Accuracy() if metrics else None, [], []  # seconds of each turn
    def __len__(self): return len(self.data)
    def __iter__(self):
        for i in range(0, len(self.data), EVERY):
            part, start = self.data[i:i + EVERY], self.clock()
            by_hand(self.model, (o for o in part), self.opt, self.seen)
            self.bare.append((middle := self.clock()) - start)
            yield from part
            self.other.append(self.clock() - middle)

def beside(fit, make, data, metrics, clock=time.thread_time):
    "Lists of seconds, of turns of a loop by hand and of `fit`; and all seconds of `fit`, with start and end."
    turns, model, out = Turns(data, make(), metrics, clock), make(), io.StringIO()
    out.isatty, start = lambda: True, clock()  # so that progress is shown
    with redirect_stdout(out), redirect_stderr(out): fit(model, turns, metrics)
    return turns.bare, turns.other, clock() - start - sum(turns.bare)
