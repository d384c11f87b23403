"""A new process that trains and validates for one epoch

From a file with the images as bytes: 60,000 of 28x28 to train on and 10,000 to validate, in batches of 1,024, the course's CNN,
accuracy and mean loss, wall time from the start of Python to its end. The bare script holds nothing but torch, and normalizes each
batch as one writes it first; peers take its batches, miniai those of its ImageLoader. What the first optimizer of a process makes
torch import is paid by all.
"""
import subprocess, sys, time

from .common import Job, over


def jobs(quick, who):
    from .models import images_file
    args = [str(images_file()), '6000' if quick else '60000']
    def side(name):
        def run():
            start = time.perf_counter()
            subprocess.run([sys.executable, '-m', 'benchmarks.cold', name, *args], check=True, capture_output=True)
            return time.perf_counter() - start
        return run
    yield Job('a new process to the end of one epoch', {o: side(o) for o in ('bare', who)}, over('bare', miniai=1.10), peer_rounds=3, warm=False)


class Batches:
    "The batches of the bare script."
    def __init__(self, x, y, bs, shuffle, stats): self.x, self.y, self.bs, self.shuffle, self.stats = x, y, bs, shuffle, stats
    def __len__(self): return -(-len(self.x)//self.bs)
    def __iter__(self):
        import torch
        order, (mean, std) = torch.randperm(len(self.x)) if self.shuffle else torch.arange(len(self.x)), self.stats
        for i in order.split(self.bs): yield self.x[i].float().div_(255).sub_(mean).div_(std), self.y[i]

def main(who, file, n):
    import torch
    from .fits import FITS
    from .models import cnn
    torch.manual_seed(0)
    x, y, xv, yv, stats = torch.load(file, weights_only=True)
    make = Batches
    if who == 'miniai': from miniai.datasets import ImageLoader as make
    FITS[who](cnn(), make(x[:n], y[:n], 1024, True, stats=stats), make(xv, yv, 2048, False, stats=stats), 0.2, True)

if __name__ == '__main__': main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
