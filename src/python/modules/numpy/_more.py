"""Functions of numpy that are made of its others."""

import builtins
import itertools
import math

import numpy as np
from numpy._array import ndarray


def ptp(a, axis=None):
    return np.max(a, axis=axis) - np.min(a, axis=axis)


def average(a, axis=None, weights=None):
    if weights is None:
        return np.mean(a, axis=axis)
    a, weights = np.asarray(a), np.asarray(weights)
    return np.sum(a * weights, axis=axis) / np.sum(weights, axis=None if weights.ndim < a.ndim else axis)


def corrcoef(x, y=None):
    """Correlates the rows of x, or those of x and y."""
    rows = np.asarray(x, dtype=float) if y is None else np.vstack([np.asarray(x, dtype=float), np.asarray(y, dtype=float)])
    apart = rows - np.mean(rows, axis=1).reshape(-1, 1)
    together = apart @ apart.T / (rows.shape[1] - 1)
    spread = np.sqrt(np.array([together[at, at] for at in range(len(rows))]))
    return np.clip(together / spread.reshape(-1, 1) / spread.reshape(1, -1), -1, 1)


def issubdtype(arg1, arg2):
    kind = np.dtype(arg1)
    if arg2 in (np.floating, np.integer, np.number, np.generic):
        kinds = {np.floating: "f", np.integer: "iu", np.number: "iuf", np.generic: "biufUOSV"}
        return kind.kind in kinds[arg2]
    return kind == np.dtype(arg2)


def nanmean(a):
    a = np.asarray(a)
    return np.mean(a[~np.isnan(a)])


def nan_to_num(x, nan=0.0):
    x = np.asarray(x)
    return np.where(np.isnan(x), nan, x)


def bincount(x, minlength=0):
    items = np.asarray(x).tolist()
    counts = [0] * builtins.max([minlength, *(each + 1 for each in items)])
    for each in items:
        counts[each] += 1
    return np.array(counts)


def take_along_axis(arr, indices, axis):
    """Of arrays with one or two dimensions, along the last."""
    arr, indices = np.asarray(arr), np.asarray(indices)
    if axis not in (-1, arr.ndim - 1) or arr.ndim > 2:
        raise NotImplementedError("numpy.take_along_axis along another axis than the last: the Python of this page does not have it.")
    if arr.ndim == 1:
        return arr[indices]
    return np.array([[row[at] for at in places] for row, places in zip(arr.tolist(), indices.tolist())], dtype=arr.dtype)


def roll(a, shift):
    a = np.asarray(a)
    flat = a.flatten().tolist()
    shift = shift % len(flat) if flat else 0
    return np.array(flat[-shift:] + flat[:-shift] if shift else flat, dtype=a.dtype).reshape(a.shape)


def inner(a, b):
    return np.dot(np.asarray(a), np.asarray(b).T)


def cumprod(a):
    total, found = 1, []
    for each in np.asarray(a).flatten().tolist():
        total *= each
        found.append(total)
    return np.array(found)


def exp2(x):
    return np.asarray(2.0) ** x if not isinstance(x, ndarray) else 2.0**x


def mod(x1, x2):
    return np.asarray(x1) % x2 if isinstance(x1, (list, tuple)) else x1 % x2


remainder = mod


def delete(arr, obj):
    arr = np.asarray(arr)
    flat = arr.flatten().tolist()
    gone = {at % len(flat) for at in ([obj] if isinstance(obj, int) else np.asarray(obj).tolist())}
    return np.array([each for at, each in enumerate(flat) if at not in gone], dtype=arr.dtype)


def insert(arr, obj, values):
    arr = np.asarray(arr)
    flat = arr.flatten().tolist()
    flat[obj:obj] = np.asarray(values).flatten().tolist()
    return np.array(flat, dtype=arr.dtype)


def _set(items):
    return np.unique(np.array(items)) if items else np.array(items)


def intersect1d(ar1, ar2):
    others = np.asarray(ar2).flatten().tolist()
    return _set([each for each in np.asarray(ar1).flatten().tolist() if each in others])


def setdiff1d(ar1, ar2):
    others = np.asarray(ar2).flatten().tolist()
    return _set([each for each in np.asarray(ar1).flatten().tolist() if each not in others])


def union1d(ar1, ar2):
    return np.unique(np.concatenate([np.asarray(ar1).flatten(), np.asarray(ar2).flatten()]))


def interp(x, xp, fp):
    xs, ys = np.asarray(xp).tolist(), np.asarray(fp).tolist()

    def at(value):
        if value <= xs[0]:
            return float(ys[0])
        for left, right, low, high in zip(xs, xs[1:], ys, ys[1:]):
            if value <= right:
                return low + (high - low) * (value - left) / (right - left)
        return float(ys[-1])

    if isinstance(x, (list, tuple, ndarray)):
        return np.array([at(each) for each in np.asarray(x).tolist()])
    return np.float64(at(x))


def fromiter(iter, dtype, count=-1):
    return np.array(list(iter if count < 0 else itertools.islice(iter, count)), dtype=dtype)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    arr = np.asarray(arr)
    if arr.ndim != 2:
        raise NotImplementedError("numpy.apply_along_axis of an array without two dimensions: the Python of this page does not have it.")
    return np.array([func1d(line, *args, **kwargs) for line in (arr if axis in (1, -1) else arr.T)])


class vectorize:
    def __init__(self, pyfunc, otypes=None):
        self.pyfunc, self.otypes = pyfunc, otypes

    def __call__(self, *args):
        arrays = [np.asarray(each) for each in args]
        found = [self.pyfunc(*each) for each in zip(*(array.flatten() for array in arrays))]
        return np.array(found, dtype=self.otypes[0] if self.otypes else None).reshape(arrays[0].shape)


class _IntegerFacts:
    def __init__(self, name):
        kind, bits = name.rstrip("0123456789"), int(name.lstrip("uint"))
        self.bits, self.dtype = bits, np.dtype(name)
        self.min, self.max = (0, 2**bits - 1) if kind == "uint" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def iinfo(type):
    return _IntegerFacts(np.dtype(type).name)


#: eps, smallest normal, largest.
_FLOATS = {
    "float16": (2.0**-10, 2.0**-14, 65504.0),
    "float32": (2.0**-23, 2.0**-126, (2 - 2.0**-23) * 2.0**127),
    "float64": (2.0**-52, 2.0**-1022, math.nextafter(math.inf, 0)),
}


class _FloatFacts:
    def __init__(self, dtype):
        self.dtype, self.bits = dtype, dtype.itemsize * 8
        eps, tiny, largest = (dtype.type(each) for each in _FLOATS[dtype.name])
        self.eps, self.tiny, self.smallest_normal, self.max, self.min = eps, tiny, tiny, largest, -largest


def finfo(dtype):
    return _FloatFacts(np.dtype(dtype))
