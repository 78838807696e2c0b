"""The small part of numpy that wrappers around a model use, in plain Python; numpy itself takes its place where it is installed."""

import builtins as _builtins
import math
import operator

import phi3_page

from numpy import linalg, random
from numpy._array import _converted, _floats, _make, _result_dtype, array, asarray, binary, frombuffer, full, in_order, matmul, ndarray
from numpy._joining import (
    append,
    array_split,
    atleast_1d,
    atleast_2d,
    column_stack,
    concatenate,
    expand_dims,
    flip,
    hstack,
    pad,
    repeat,
    split,
    stack,
    tile,
    vstack,
)
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
    a = asarray(a)
    return full(a.shape, 0, dtype or a.dtype)


def ones_like(a, dtype=None):
    a = asarray(a)
    return full(a.shape, 1, dtype or a.dtype)


def full_like(a, fill_value, dtype=None):
    a = asarray(a)
    return full(a.shape, fill_value, dtype or a.dtype)


def arange(start, stop=None, step=1, dtype=None):
    start, stop = (0, start) if stop is None else (start, stop)
    count = _builtins.max(0, math.ceil((stop - start) / step))
    return array([start + at * step for at in range(count)], dtype or (int if _builtins.all(isinstance(each, int) for each in (start, stop, step)) else float))


def linspace(start, stop, num=50):
    return array([start + (stop - start) * at / (num - 1) if num > 1 else start for at in range(num)], float)


def where(condition, x=None, y=None):
    condition = asarray(condition)
    if x is None:
        return condition.nonzero()
    weak = "left" if type(x) in (int, float) else "right" if type(y) in (int, float) else None
    x, y = asarray(x), asarray(y)
    if not (condition.shape or x.shape or y.shape):
        return x if condition else y
    chosen = binary(lambda a, b: (a, b), condition, x, dtype(object))
    made = binary(lambda pair, b: pair[1] if pair[0] else b, chosen, y, dtype(object))
    is_numbers = x.dtype.kind in "biuf" and y.dtype.kind in "biuf"
    found = array(made.tolist(), _result_dtype(x.dtype, y.dtype, weak) if is_numbers else None)
    if x.dtype.kind == y.dtype.kind == "U":
        found.dtype = _builtins.max(x.dtype, y.dtype, key=lambda each: each.itemsize)
    return found


def isscalar(element):
    return isinstance(element, (generic, int, float, complex, str, bytes))


def array_equal(a1, a2):
    a1, a2 = asarray(a1), asarray(a2)
    return a1.shape == a2.shape and a1._flat == a2._flat


def allclose(a, b, rtol=1e-05, atol=1e-08):
    return _builtins.bool(all(isclose(asarray(a), asarray(b), rtol, atol)))


def isclose(a, b, rtol=1e-05, atol=1e-08):
    def are_close(x, y):
        return x == y or (math.isfinite(y) and _builtins.abs(x - y) <= atol + rtol * _builtins.abs(y))

    return binary(are_close, a, b, dtype(bool_))


def _reduction(name):
    def reduce(a, axis=None, **more):
        return getattr(asarray(a), name)(**({"axis": axis} if axis is not None or name not in ("argsort",) else {}), **more)

    reduce.__name__ = reduce.__qualname__ = name
    return reduce


mean, sum, std, var, prod, max, min, argmax, argmin, any, all = map(
    _reduction, ["mean", "sum", "std", "var", "prod", "max", "min", "argmax", "argmin", "any", "all"]
)
amax, amin = max, min


def median(a, axis=None):
    def of(items):
        items = in_order(items)
        middle = len(items) // 2
        if not items or items[-1] != items[-1]:
            return nan
        return items[middle] if len(items) % 2 else (items[middle - 1] + items[middle]) / 2

    a = asarray(a)
    return a._reduced(of, axis, _floats(a.dtype))


def argsort(a, axis=-1, kind=None, *, stable=None):
    """Equal items stay in their order, as with every kind that promises it."""
    return asarray(a).argsort(axis)


def sort(a, axis=-1):
    a = asarray(a)
    return a._lines(in_order, axis, a.dtype)


def cumsum(a, axis=None):
    return asarray(a).cumsum(axis)


def unique(ar, return_counts=False):
    ar = asarray(ar)
    items = in_order(set(ar._flat))
    found = _make(items, (len(items),), ar.dtype)
    return (found, array([ar._flat.count(item) for item in items])) if return_counts else found


def squeeze(a, axis=None):
    return asarray(a).squeeze(axis)


def reshape(a, shape):
    return asarray(a).reshape(shape)


def _elementwise(name, function, of=_floats):
    def apply(x):
        if isinstance(x, ndarray):
            return x._mapped(function, of(x.dtype))
        if hasattr(x, "__array_wrap__"):
            return x.__array_wrap__(apply(x.to_numpy()))
        made = of(asarray(x).dtype)
        return asarray(x)._mapped(function, made) if isinstance(x, (list, tuple)) else made.type(function(x.item() if isinstance(x, generic) else x))

    apply.__name__ = apply.__qualname__ = name
    return apply


def _safe(function, below):
    return lambda x: function(x) if x > 0 else (below if x == 0 else nan)


exp = _elementwise("exp", lambda x: inf if x > 709.782712893384 else math.exp(x))
log = _elementwise("log", _safe(math.log, -inf))
log2 = _elementwise("log2", _safe(math.log2, -inf))
log10 = _elementwise("log10", _safe(math.log10, -inf))
sqrt = _elementwise("sqrt", _safe(math.sqrt, 0.0))
tanh = _elementwise("tanh", math.tanh)
floor = _elementwise("floor", lambda x: math.copysign(math.floor(x), x) if math.isfinite(x) else x)
ceil = _elementwise("ceil", lambda x: math.copysign(math.ceil(x), x) if math.isfinite(x) else x)
abs = absolute = _elementwise("absolute", operator.abs, lambda of: of)
isnan = _elementwise("isnan", lambda x: x != x, lambda of: dtype(bool_))
isfinite = _elementwise("isfinite", math.isfinite, lambda of: dtype(bool_))


def round(a, decimals=0):
    made = asarray(a).round(decimals)
    return made if made.shape else made[()]


def maximum(x1, x2):
    return binary(lambda a, b: a if a >= b or a != a else b, x1, x2)


def minimum(x1, x2):
    return binary(lambda a, b: a if a <= b or a != a else b, x1, x2)


def dot(a, b):
    return asarray(a).dot(b)


def outer(a, b):
    a, b = asarray(a).ravel(), asarray(b).ravel()
    return a.reshape(-1, 1) * b.reshape(1, -1)


def eye(N, M=None, dtype=float):
    M = N if M is None else M
    return array([[int(row == column) for column in range(M)] for row in range(N)], dtype)


def identity(n, dtype=float):
    return eye(n, dtype=dtype)


def clip(a, a_min=None, a_max=None, *, min=None, max=None):
    return asarray(a).clip(min if a_min is None else a_min, max if a_max is None else a_max)


def take(a, indices, axis=None):
    return asarray(a).take(indices, axis)


def nonzero(a):
    return asarray(a).nonzero()


def argwhere(a):
    return stack(nonzero(a)).T


def flatnonzero(a):
    return asarray(a).ravel().nonzero()[0]


def count_nonzero(a):
    return int64(_builtins.sum(1 for item in asarray(a)._flat if item))


def isin(element, test_elements):
    known = asarray(test_elements)._flat
    return asarray(element)._mapped(lambda item: item in known, dtype(bool_))


def searchsorted(a, v, side="left"):
    from bisect import bisect_left, bisect_right

    find = bisect_left if side == "left" else bisect_right
    found = asarray(v)._mapped(lambda item: find(asarray(a)._flat, item), dtype(int))
    return found if found.ndim else found[()]


def diff(a):
    a = asarray(a)
    return a[..., 1:] - a[..., :-1]


def percentile(a, q, axis=None):
    return quantile(a, asarray(q) / 100 if isinstance(q, (list, tuple, ndarray)) else q / 100, axis)


def quantile(a, q, axis=None):
    a = asarray(a)

    def of(items, share):
        items = in_order(items)
        if not items or items[-1] != items[-1]:
            return nan
        place = share * (len(items) - 1)
        low = _builtins.min(int(place), len(items) - 1)
        high = _builtins.min(low + 1, len(items) - 1)
        return items[low] + (items[high] - items[low]) * (place - low)

    if isinstance(q, (list, tuple, ndarray)):
        return stack([a._reduced(lambda items: of(items, each), axis, dtype(float)) for each in asarray(q)._flat])
    return a._reduced(lambda items: of(items, q), axis, dtype(float))


def argpartition(a, kth, axis=-1):
    """Sorted whole: what stands on either side of ``kth`` is numpy's own secret."""
    return asarray(a).argsort(axis)


def ravel(a):
    return asarray(a).ravel()


def transpose(a):
    return asarray(a).transpose()


def copy(a):
    return array(a)


def ascontiguousarray(a, dtype=None):
    return asarray(a, dtype)


def log1p(x):
    return _elementwise("log1p", math.log1p)(x)


def expm1(x):
    return _elementwise("expm1", math.expm1)(x)


sin = _elementwise("sin", math.sin)
cos = _elementwise("cos", math.cos)
square = _elementwise("square", lambda x: x * x, lambda of: of)
sign = _elementwise("sign", lambda x: x if x != x else (x > 0) - (x < 0), lambda of: of)
isinf = _elementwise("isinf", math.isinf, lambda of: dtype(bool_))
logical_not = _elementwise("logical_not", operator.not_, lambda of: dtype(bool_))


def logical_and(x1, x2):
    return binary(lambda a, b: _builtins.bool(a and b), x1, x2, dtype(bool_))


def logical_or(x1, x2):
    return binary(lambda a, b: _builtins.bool(a or b), x1, x2, dtype(bool_))


def power(x1, x2):
    return asarray(x1) ** x2


def add(x1, x2):
    return asarray(x1) + x2


def subtract(x1, x2):
    return asarray(x1) - x2


def multiply(x1, x2):
    return asarray(x1) * x2


def divide(x1, x2):
    return asarray(x1) / x2


from numpy._printing import array2string, get_printoptions, printoptions, set_printoptions  # noqa: E402, F401
from numpy._more import (  # noqa: E402
    apply_along_axis,
    average,
    bincount,
    corrcoef,
    cumprod,
    delete,
    exp2,
    finfo,
    fromiter,
    iinfo,
    inner,
    insert,
    interp,
    intersect1d,
    issubdtype,
    mod,
    nan_to_num,
    nanmean,
    ptp,
    remainder,
    roll,
    setdiff1d,
    take_along_axis,
    union1d,
    vectorize,
)

__getattr__ = phi3_page.lacking_attribute("numpy")
