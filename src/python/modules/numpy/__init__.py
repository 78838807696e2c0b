"""The small part of numpy that wrappers around a model use, in plain Python; numpy itself takes its place where it is installed."""

import builtins as _builtins
import math
import operator

import phi3_page

from numpy._array import _converted, _floats, _make, array, asarray, binary, frombuffer, full, ndarray
from numpy._scalars import (
    bool_,
    dtype,
    float16,
    float32,
    float64,
    floating,
    generic,
    inf,
    int8,
    int16,
    int32,
    int64,
    integer,
    nan,
    number,
    object_,
    signedinteger,
    str_,
    uint8,
    uint32,
    uint64,
)

__phi3__ = True
__version__ = phi3_page.version("numpy")
bool = bool_
newaxis = None
pi = math.pi
e = math.e
double = float64
int_ = intp = int64


def zeros(shape, dtype=float):
    return full(shape, 0, dtype)


def ones(shape, dtype=float):
    return full(shape, 1, dtype)


def empty(shape, dtype=float):
    return full(shape, 0, dtype)


def zeros_like(a, dtype=None):
    return full(a.shape, 0, dtype or a.dtype)


def ones_like(a, dtype=None):
    return full(a.shape, 1, dtype or a.dtype)


def full_like(a, fill_value, dtype=None):
    return full(a.shape, fill_value, dtype or a.dtype)


def arange(start, stop=None, step=1, dtype=None):
    start, stop = (0, start) if stop is None else (start, stop)
    count = _builtins.max(0, math.ceil((stop - start) / step))
    return array([start + at * step for at in range(count)], dtype or (int if _builtins.all(isinstance(each, int) for each in (start, stop, step)) else float))


def linspace(start, stop, num=50):
    return array([start + (stop - start) * at / (num - 1) if num > 1 else start for at in range(num)], float)


def concatenate(arrays, axis=0):
    arrays = [asarray(each) for each in arrays]
    axis %= arrays[0].ndim
    of = _builtins.max((each.dtype for each in arrays), key=lambda each: (each.kind == "f", each.itemsize))
    steps = [math.prod(each.shape[axis:]) for each in arrays]
    outer = math.prod(arrays[0].shape[:axis])
    flat = [item for at in range(outer) for each, step in zip(arrays, steps) for item in each._flat[at * step : (at + 1) * step]]
    shape = list(arrays[0].shape)
    shape[axis] = _builtins.sum(each.shape[axis] for each in arrays)
    return _make(_converted(flat, of), shape, of)


def stack(arrays, axis=0):
    if axis != 0:
        raise NotImplementedError("numpy.stack along another axis than 0: the Python of this page does not have it.")
    arrays = [asarray(each) for each in arrays]
    return concatenate([each.reshape((1, *each.shape)) for each in arrays])


def vstack(arrays):
    return concatenate([each if each.ndim > 1 else each.reshape((1, -1)) for each in map(asarray, arrays)])


def hstack(arrays):
    return concatenate(arrays, axis=0 if asarray(arrays[0]).ndim == 1 else 1)


def expand_dims(a, axis):
    a = asarray(a)
    axis %= a.ndim + 1
    return a.reshape((*a.shape[:axis], 1, *a.shape[axis:]))


def where(condition, x=None, y=None):
    condition = asarray(condition)
    if x is None:
        if condition.ndim != 1:
            raise NotImplementedError("numpy.where of more than one dimension: the Python of this page does not have it.")
        return (array([at for at, each in enumerate(condition._flat) if each], int),)
    chosen = binary(lambda a, b: (a, b), condition, asarray(x), dtype(object))
    made = binary(lambda pair, b: pair[1] if pair[0] else b, chosen, asarray(y), dtype(object))
    return array(made.tolist())


def isscalar(element):
    return isinstance(element, (generic, int, float, complex, str, bytes))


def array_equal(a1, a2):
    a1, a2 = asarray(a1), asarray(a2)
    return a1.shape == a2.shape and a1._flat == a2._flat


def allclose(a, b, rtol=1e-05, atol=1e-08):
    return _builtins.bool(all(binary(lambda x, y: _builtins.abs(x - y) <= atol + rtol * _builtins.abs(y), asarray(a), asarray(b), dtype(bool_))))


def _reduction(name):
    def reduce(a, axis=None, **more):
        return getattr(asarray(a), name)(**({"axis": axis} if axis is not None or name not in ("argsort",) else {}), **more)

    reduce.__name__ = reduce.__qualname__ = name
    return reduce


mean, sum, std, max, min, argmax, argmin, any, all = map(
    _reduction, ["mean", "sum", "std", "max", "min", "argmax", "argmin", "any", "all"]
)
amax, amin = max, min


def median(a, axis=None):
    items = sorted(asarray(a)._flat)
    middle = len(items) // 2
    return float64(items[middle] if len(items) % 2 else (items[middle - 1] + items[middle]) / 2)


def argsort(a, axis=-1):
    return asarray(a).argsort(axis)


def sort(a, axis=-1):
    a = asarray(a)
    return a._lines(sorted, axis, a.dtype)


def cumsum(a, axis=None):
    return asarray(a).cumsum(axis)


def unique(ar):
    ar = asarray(ar)
    return _make(sorted(set(ar._flat)), (len(set(ar._flat)),), ar.dtype)


def squeeze(a, axis=None):
    return asarray(a).squeeze(axis)


def reshape(a, shape):
    return asarray(a).reshape(shape)


def _elementwise(name, function, of=_floats):
    def apply(x):
        if isinstance(x, ndarray):
            return x._mapped(function, of(x.dtype))
        made = of(asarray(x).dtype)
        return asarray(x)._mapped(function, made) if isinstance(x, (list, tuple)) else made.type(function(x.item() if isinstance(x, generic) else x))

    apply.__name__ = apply.__qualname__ = name
    return apply


def _safe(function, below):
    return lambda x: function(x) if x > 0 else (below if x == 0 else nan)


exp = _elementwise("exp", lambda x: math.exp(x) if x < 709 else inf)
log = _elementwise("log", _safe(math.log, -inf))
log2 = _elementwise("log2", _safe(math.log2, -inf))
log10 = _elementwise("log10", _safe(math.log10, -inf))
sqrt = _elementwise("sqrt", _safe(math.sqrt, 0.0))
tanh = _elementwise("tanh", math.tanh)
floor = _elementwise("floor", math.floor)
ceil = _elementwise("ceil", math.ceil)
abs = absolute = _elementwise("absolute", operator.abs, lambda of: of)
isnan = _elementwise("isnan", lambda x: x != x, lambda of: dtype(bool_))
isfinite = _elementwise("isfinite", math.isfinite, lambda of: dtype(bool_))


def round(a, decimals=0):
    return _elementwise("round", lambda x: _builtins.round(x, decimals), lambda of: of)(a)


def maximum(x1, x2):
    return binary(lambda a, b: a if a >= b else b, x1, x2)


def minimum(x1, x2):
    return binary(lambda a, b: a if a <= b else b, x1, x2)


def dot(a, b):
    a, b = asarray(a), asarray(b)
    if a.ndim != 1 or b.ndim != 1:
        raise NotImplementedError("numpy.dot of matrices: the Python of this page does not have it.")
    if a.shape != b.shape:
        raise ValueError(f"shapes {a.shape} and {b.shape} not aligned: {a.shape[0]} (dim 0) != {b.shape[0]} (dim 0)")
    return (a * b).sum()


__getattr__ = phi3_page.lacking_attribute("numpy")
