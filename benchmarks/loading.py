"""Time to make the batches of one epoch: python benchmarks/loading.py [--rounds N]

Shuffled batches of 60,000 images of 28x28 on one thread, several ways in turn within each round; prints the median
of the rounds and how many times as fast each way is as the first. With MINIAI_DATA set to a folder that holds
fashion_mnist the images are those, and decoding them and the Hub-style loader are timed as well; without it they
are random bytes.
"""
import argparse, os, time
from pathlib import Path
from statistics import median

os.environ["OMP_NUM_THREADS"] = "1"
import torch
from miniai.datasets import DataLoaders, ImageLoader, decode, load_images, pixel_stats

torch.set_num_threads(1)


def by_index(x, y, bs):
    "What one writes first: a float tensor, indexed."
    for i in torch.randperm(len(x)).split(bs): yield x[i], y[i]

def secs(dl):
    "Seconds for one epoch of `dl`."
    start = time.perf_counter()
    for _ in dl: pass
    return time.perf_counter() - start

def compare(title, ways, rounds):
    "Print the median of `rounds` for each of `ways`, a dict of functions that return an epoch's loader."
    times = {k: [] for k in ways}
    for r in range(rounds+1):  # the first round warms up
        for k, f in ways.items():
            t = secs(f())
            if r: times[k].append(t)
    ref = median(next(iter(times.values())))
    print(f"\n{title}")
    for k, t in times.items(): print(f"  {k:<34}{median(t)*1e3:9.1f} ms   x{ref/median(t):.2f}")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--rounds", type=int, default=9, help="rounds that count (default: %(default)s)")
    rounds = p.parse_args().rounds
    local = Path(os.environ.get("MINIAI_DATA") or "none")/"fashion_mnist"
    if local.is_dir():
        dd = load_images("fashion_mnist")
        start = time.perf_counter()
        x, y = decode(dd["train"])
        print(f"Fashion-MNIST: {len(x):,} images decoded in {time.perf_counter()-start:.2f} s")
    else:
        x, y = torch.randint(256, (60_000, 1, 28, 28), dtype=torch.uint8), torch.randint(10, (60_000,))
        print("MINIAI_DATA holds no fashion_mnist: random bytes")
    start = time.perf_counter()
    stats = pixel_stats(x)
    print(f"mean and standard deviation in {(time.perf_counter()-start)*1e3:.0f} ms: {stats[0]:.4f}, {stats[1]:.4f}")
    f = x/255
    for bs in (1024, 64):
        compare(f"batch size {bs}", {"float32 tensor, x[i]": lambda: by_index(f, y, bs),
                                     "ImageLoader, 0 to 1": lambda: ImageLoader(x, y, bs, shuffle=True),
                                     "ImageLoader, normalized": lambda: ImageLoader(x, y, bs, shuffle=True, stats=stats)}, rounds)
    if local.is_dir():
        import numpy as np
        def transform(b):
            b["image"] = [torch.from_numpy(np.array(o))[None]/255 for o in b["image"]]
            return b
        tds = dd.with_transform(transform)
        compare("batch size 1024, decoding each time", {"DataLoaders.from_dd": lambda: DataLoaders.from_dd(tds, 1024).train,
                "ImageLoader, normalized": lambda: ImageLoader(x, y, 1024, shuffle=True, stats=stats)}, 1)
