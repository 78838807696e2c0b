"""numpy's functions that put arrays together, take them apart and repeat them."""

import functools
import math

from numpy._array import _converted, _make, _result_dtype, array, asarray


def concatenate(arrays, axis=0):
    arrays = [asarray(each) for each in arrays]
    if not arrays:
        raise ValueError("need at least one array to concatenate")
    if axis is None:
        arrays, axis = [each.ravel() for each in arrays], 0
    if not arrays[0].ndim:
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    axis = arrays[0]._axis(axis)
    _refuse_others(arrays, axis)
    of = functools.reduce(lambda left, right: _result_dtype(left, right, None), [each.dtype for each in arrays])
    steps = [math.prod(each.shape[axis:]) for each in arrays]
    outer = math.prod(arrays[0].shape[:axis])
    flat = [item for at in range(outer) for each, step in zip(arrays, steps) for item in each._flat[at * step : (at + 1) * step]]
    shape = list(arrays[0].shape)
    shape[axis] = sum(each.shape[axis] for each in arrays)
    return _make(_converted(flat, of), shape, of)


def _refuse_others(arrays, axis):
    """Arrays that do not fit the first."""
    first = arrays[0]
    for at, each in enumerate(arrays):
        if each.ndim != first.ndim:
            raise ValueError(
                "all the input arrays must have same number of dimensions, but the array at index 0 has "
                f"{first.ndim} dimension(s) and the array at index {at} has {each.ndim} dimension(s)"
            )
        for other, (ours, theirs) in enumerate(zip(first.shape, each.shape)):
            if other != axis and ours != theirs:
                raise ValueError(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension "
                    f"{other}, the array at index 0 has size {ours} and the array at index {at} has size {theirs}"
                )


def stack(arrays, axis=0):
    arrays = [asarray(each) for each in arrays]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if len({each.shape for each in arrays}) > 1:
        raise ValueError("all input arrays must have the same shape")
    return concatenate([expand_dims(each, axis) for each in arrays], axis)


def vstack(arrays):
    return concatenate([each if each.ndim > 1 else each.reshape((1, -1)) for each in map(asarray, arrays)])


def hstack(arrays):
    arrays = [atleast_1d(each) for each in arrays]
    return concatenate(arrays, axis=0 if not arrays or arrays[0].ndim == 1 else 1)


def expand_dims(a, axis):
    a = asarray(a)
    axis %= a.ndim + 1
    return a.reshape((*a.shape[:axis], 1, *a.shape[axis:]))


def column_stack(tup):
    return hstack([each if each.ndim > 1 else each.reshape(-1, 1) for each in map(asarray, tup)])


def append(arr, values, axis=None):
    return concatenate([arr, values], axis)


def atleast_1d(ary):
    made = asarray(ary)
    return made if made.ndim else made.reshape(1)


def atleast_2d(ary):
    made = asarray(ary)
    return made if made.ndim > 1 else made.reshape(1, -1)


def array_split(ary, indices_or_sections, axis=0):
    ary = asarray(ary)
    if axis != 0:
        raise NotImplementedError("numpy.array_split along another axis than 0: the Python of this page does not have it.")
    count = len(ary)
    if isinstance(indices_or_sections, int):
        size, more = divmod(count, indices_or_sections)
        ends = [(at + 1) * size + min(at + 1, more) for at in range(indices_or_sections)]
    else:
        ends = [*indices_or_sections, count]
    return [ary[start:end] for start, end in zip([0, *ends], ends)]


def split(ary, indices_or_sections, axis=0):
    if isinstance(indices_or_sections, int) and len(asarray(ary)) % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def flip(m, axis=None):
    m = asarray(m)
    chosen = range(m.ndim) if axis is None else [axis % m.ndim]
    return m[tuple(slice(None, None, -1) if at in chosen else slice(None) for at in range(m.ndim))]


def repeat(a, repeats, axis=None):
    if axis is not None:
        raise NotImplementedError("numpy.repeat along an axis: the Python of this page does not have it.")
    return asarray(a).repeat(repeats)


def tile(A, reps):
    made = asarray(A)
    counts = (reps,) if isinstance(reps, int) else tuple(reps)
    made = made.reshape((1,) * (len(counts) - made.ndim) + made.shape)
    counts = (1,) * (made.ndim - len(counts)) + counts
    for axis, count in enumerate(counts):
        made = concatenate([made] * count, axis) if count else made[(slice(None),) * axis + (slice(0, 0),)]
    return made


def pad(array, pad_width, mode="constant", constant_values=0):
    if mode != "constant":
        raise NotImplementedError(f"numpy.pad(mode={mode!r}): the Python of this page does not have it.")
    made = asarray(array)
    widths = asarray(pad_width)
    pairs = [(widths._flat[0],) * 2] * made.ndim if widths.size == 1 else [tuple(widths._flat)] * made.ndim if widths.ndim == 1 else widths.tolist()
    for axis, (before, after) in enumerate(pairs):
        shapes = [(*made.shape[:axis], width, *made.shape[axis + 1 :]) for width in (before, after)]
        sides = [_make(_converted([constant_values] * math.prod(shape), made.dtype), shape, made.dtype) for shape in shapes]
        made = concatenate([sides[0], made, sides[1]], axis)
    return made


__all__ = [
    "append", "array", "array_split", "atleast_1d", "atleast_2d", "column_stack", "concatenate", "expand_dims", "flip", "hstack",
    "pad", "repeat", "split", "stack", "tile", "vstack",
]  # fmt: skip
