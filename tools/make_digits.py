"""Make miniai/data/digits.npz from scikit-learn's copy of the UCI digits: python tools/make_digits.py [OUT.npz]

scikit-learn is needed for this only. The same numbers come out every time, so a changed file means changed data.
"""
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

n_test, seed = 360, 42


def split(y, n_test, rng):
    "A mask over `y` with `n_test` rows set: from each class its share, rounded so that the shares add up."
    share = np.bincount(y)*n_test/len(y)
    take = np.floor(share).astype(int)
    take[np.argsort(take-share, kind="stable")[:n_test-take.sum()]] += 1  # the largest remainders get what is left
    test = np.zeros(len(y), bool)
    for c, k in enumerate(take): test[rng.permutation(np.flatnonzero(y == c))[:k]] = True
    return test


if __name__ == "__main__":
    out = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent.parent/"miniai"/"data"/"digits.npz"
    d = load_digits()
    x, y = d.images.astype(np.uint8), d.target.astype(np.uint8)
    assert x.shape == (1797, 8, 8) and (x == d.images).all() and x.max() == 16
    test = split(y, n_test, np.random.RandomState(seed))  # RandomState: its stream is frozen for good
    np.savez_compressed(out, x=x, y=y, test=test)
    print(f"{out}: {out.stat().st_size:,} bytes, {(~test).sum():,} train and {test.sum():,} test images")
