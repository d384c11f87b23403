"""Models and images of the benchmarks, in plain torch."""
import os
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

IMAGES = 60_000


def cnn():
    "The course's CNN, for images of 28x28."
    nfs = [1, 8, 16, 32, 64]
    convs = [m for i, (a, b) in enumerate(zip(nfs, nfs[1:])) for m in (nn.Conv2d(a, b, 3 if i else 5, 2, 1 if i else 2), nn.ReLU())]
    return nn.Sequential(*convs, nn.Conv2d(64, 10, 3, 2, 1), nn.Flatten())


class Block(nn.Module):
    "The basic block of a ResNet."
    def __init__(self, ni, nf, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(ni, nf, 3, stride, 1, bias=False), nn.BatchNorm2d(nf)
        self.conv2, self.bn2 = nn.Conv2d(nf, nf, 3, 1, 1, bias=False), nn.BatchNorm2d(nf)
        self.relu1, self.relu2 = nn.ReLU(), nn.ReLU()
        self.down = nn.Identity() if stride == 1 and ni == nf else nn.Sequential(nn.Conv2d(ni, nf, 1, stride, bias=False), nn.BatchNorm2d(nf))

    def forward(self, x): return self.relu2(self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x))))) + self.down(x))


def resnet18():
    nfs = [64, 64, 64, 128, 128, 256, 256, 512, 512]
    blocks = [Block(a, b, 1 + (a != b)) for a, b in zip(nfs, nfs[1:])]
    stem = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


def has_fashion(): return (Path(os.environ.get('MINIAI_DATA') or 'none')/'fashion_mnist').is_dir()

def _make_images():
    from miniai.datasets import decode, digits_tensors, load_images, pixel_stats
    if has_fashion():
        dd = load_images('fashion_mnist')
        x, y, xv, yv = *decode(dd['train']), *decode(dd['test'])
    else:
        def tile(x, y, n):
            i = torch.arange(n) % len(x)
            return F.interpolate(x.float(), (28, 28)).byte()[i], y[i]
        x, y, xv, yv = digits_tensors()
        (x, y), (xv, yv) = tile(x, y, IMAGES), tile(xv, yv, IMAGES//6)
    return x, y, xv, yv, pixel_stats(x)

def images_file():
    "The file with what `images` gives; the first who asks makes it."
    path = Path(os.environ['MINIAI_BENCHMARKS_TMP'])/'images.pt'
    if not path.exists(): torch.save(_make_images(), path)
    return path

def images():
    "x, y, x_valid, y_valid, (mean, std): Fashion-MNIST from the folder MINIAI_DATA, or the digits, enlarged and repeated; uint8 (n, 1, 28, 28)."
    return torch.load(images_file(), weights_only=True)
