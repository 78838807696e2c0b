"""numpy's ndarray: a flat list of items and a shape."""

import builtins
import itertools
import math
import operator
import struct

from phi3_page import Lacking

from numpy._print import array_repr, array_str
from numpy._scalars import (
    _is_two,
    _Number,
    bool_,
    dtype,
    float64,
    generic,
    int64,
    rounded,
    string_dtype,
)


class ndarray(Lacking):
    _recorded_as = "numpy.ndarray"
    __module__ = "numpy"
    #: Before Python's own numbers in arithmetic.
    __array_priority__ = 0

    def __init__(self, shape, dtype=float, buffer=None):
        made = frombuffer(buffer, dtype).reshape(shape) if buffer is not None else full(shape, 0, dtype)
        self._flat, self.shape, self.dtype = made._flat, made.shape, made.dtype

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        return math.prod(self.shape)

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.size * self.itemsize

    @property
    def flat(self):
        return iter(self._scalars())

    @property
    def T(self):
        return self.transpose()

    def _scalars(self):
        make = self.dtype.type
        return self._flat if self.dtype.kind == "O" else [make(item) for item in self._flat]

    def tolist(self):
        return _nested(self._flat, self.shape)

    def item(self, *at):
        if at:
            return self[at if len(at) > 1 else at[0]].item()
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._flat[0]

    def tobytes(self):
        return struct.pack(f"<{self.size}{self.dtype._code}", *self._flat)

    def copy(self):
        return _make(list(self._flat), self.shape, self.dtype)

    def astype(self, to, copy=True):
        return _make(_converted(self._flat, dtype(to)), self.shape, _fitting(dtype(to), self._flat))

    def reshape(self, *shape):
        shape = tuple(map(operator.index, shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape))
        if -1 in shape:
            rest = -math.prod(shape)
            known = self.size // rest if rest else 0
            shape = tuple(known if each == -1 else each for each in shape)
        if math.prod(shape) != self.size:
            raise ValueError(f"cannot reshape array of size {self.size} into shape {_shape_text(shape)}")
        return _make(self._flat, shape, self.dtype)

    def flatten(self):
        return _make(list(self._flat), (self.size,), self.dtype)

    def ravel(self):
        return self.reshape(-1)

    def squeeze(self, axis=None):
        if axis is not None and self.shape[self._axis(axis)] != 1:
            raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
        shape = tuple(each for at, each in enumerate(self.shape) if each != 1 or (axis is not None and at != axis % self.ndim))
        return _make(self._flat, shape, self.dtype)

    def transpose(self, *axes):
        axes = axes[0] if len(axes) == 1 and isinstance(axes[0], (list, tuple)) else axes
        if self.ndim < 2 or list(axes) == list(range(self.ndim)):
            return self
        if self.ndim > 2:
            raise NotImplementedError("numpy's transpose of more than two dimensions: the Python of this page does not have it.")
        rows, columns = self.shape
        return _make([self._flat[r * columns + c] for c in range(columns) for r in range(rows)], (columns, rows), self.dtype)

    def fill(self, value):
        self._flat[:] = _converted([value] * self.size, self.dtype)

    def any(self, axis=None, keepdims=False):
        return self._reduced(any, axis, dtype(bool), keepdims)

    def all(self, axis=None, keepdims=False):
        return self._reduced(all, axis, dtype(bool), keepdims)

    def sum(self, axis=None, dtype=None, keepdims=False):
        of = globals()["dtype"](dtype) if dtype is not None else _sum_dtype(self.dtype)
        return self._reduced(_sum if self.dtype.kind == "f" else sum, axis, of, keepdims)

    def prod(self, axis=None, keepdims=False):
        return self._reduced(math.prod, axis, _sum_dtype(self.dtype), keepdims)

    def mean(self, axis=None, keepdims=False):
        return self._reduced(_mean, axis, _floats(self.dtype), keepdims)

    def var(self, axis=None, ddof=0, keepdims=False):
        return self._reduced(lambda items: _variance(items, ddof), axis, _floats(self.dtype), keepdims)

    def std(self, axis=None, ddof=0, keepdims=False):
        return self._reduced(lambda items: math.sqrt(_variance(items, ddof)), axis, _floats(self.dtype), keepdims)

    def max(self, axis=None, keepdims=False):
        return self._reduced(_refusing_none(_extreme(max), "maximum"), axis, self.dtype, keepdims)

    def min(self, axis=None, keepdims=False):
        return self._reduced(_refusing_none(_extreme(min), "minimum"), axis, self.dtype, keepdims)

    def argmax(self, axis=None, keepdims=False):
        return self._reduced(_extreme_place(max), axis, dtype(int), keepdims)

    def argmin(self, axis=None, keepdims=False):
        return self._reduced(_extreme_place(min), axis, dtype(int), keepdims)

    def argsort(self, axis=-1, kind=None, stable=None):
        return self._lines(_places_in_order, axis, dtype(int))

    def sort(self, axis=-1):
        self._flat[:] = self._lines(in_order, axis, self.dtype)._flat

    def cumsum(self, axis=None):
        of = _sum_dtype(self.dtype)
        if axis is not None and self.ndim > 1:
            return self._lines(lambda items: _running_sums(items, of), axis, of)
        return _make(_running_sums(self._flat, of), (self.size,), of)

    def clip(self, min=None, max=None):
        low = self if min is None else binary(lambda item, least: least if item < least else item, self, min)
        return low if max is None else binary(lambda item, most: most if item > most else item, low, max)

    def round(self, decimals=0):
        fit = getattr(self.dtype.type, "_rounded", float)
        return self._mapped(lambda item: rounded(item, decimals, fit))

    def take(self, indices, axis=None):
        items = self.ravel() if axis is None else self
        places = asarray(indices)
        if axis is None:
            return items[places._flat].reshape(places.shape) if places.shape else items[places._flat[0]]
        return items[(slice(None),) * self._axis(axis) + (places._flat if places.shape else places._flat[0],)]

    def repeat(self, repeats):
        return _make([item for item in self._flat for _ in range(repeats)], (self.size * repeats,), self.dtype)

    def nonzero(self):
        steps = [math.prod(self.shape[at + 1 :]) for at in range(self.ndim)]
        found = [at for at, item in enumerate(self._flat) if item]
        return tuple(array([place // step % length for place in found], int) for step, length in zip(steps, self.shape))

    def dot(self, other):
        other = asarray(other)
        if self.ndim in (1, 2) and other.ndim in (1, 2) and self.shape[-1] != other.shape[0]:
            at = f"(dim {self.ndim - 1}) != {other.shape[0]} (dim 0)"
            raise ValueError(f"shapes {_shape_text(self.shape)} and {_shape_text(other.shape)} not aligned: {self.shape[-1]} {at}")
        return matmul(self, other) if self.shape and other.shape else self * other

    def __matmul__(self, other):
        return matmul(self, other)

    def _axis(self, axis):
        axis = operator.index(axis)
        if not -self.ndim <= axis < self.ndim:
            raise ValueError(f"axis {axis} is out of bounds for array of dimension {self.ndim}")
        return axis % self.ndim

    def _reduced(self, function, axis, of, keepdims=False):
        if axis is None:
            found = of.type(function(self._flat))
            return _make(_converted([found], of), (1,) * self.ndim, of) if keepdims else found
        axis = self._axis(axis)
        shape = self.shape[:axis] + ((1,) if keepdims else ()) + self.shape[axis + 1 :]
        flat = [function(line) for line in self._along(axis)]
        return _make(_converted(flat, of), shape, of) if shape else of.type(flat[0])

    def _along(self, axis):
        inner = math.prod(self.shape[axis + 1 :])
        length = self.shape[axis]
        for outer in range(math.prod(self.shape[:axis])):
            for at in range(inner):
                start = outer * length * inner + at
                yield self._flat[start : start + length * inner : inner]

    def _lines(self, function, axis, of):
        if self._axis(axis) != self.ndim - 1:
            raise NotImplementedError("Sorting along another axis than the last: the Python of this page does not have it.")
        return _make([item for line in self._along(self.ndim - 1) for item in function(line)], self.shape, of)

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self):
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[at] for at in range(self.shape[0]))

    def __contains__(self, item):
        return item in self._flat

    def __getitem__(self, key):
        positions, shape = self._places(key)
        if shape is None:
            item = self._flat[positions]
            return item if self.dtype.kind == "O" else self.dtype.type(item)
        return _make([self._flat[at] for at in positions], shape, self.dtype)

    def __setitem__(self, key, value):
        positions, shape = self._places(key)
        if shape is None:
            self._flat[positions] = _converted([value], self.dtype)[0]
            return
        values = asarray(value)._flat if isinstance(value, (ndarray, list, tuple)) else [value]
        if len(values) not in (1, len(positions)):
            raise ValueError(f"could not broadcast input array from shape {_shape_text((len(values),))} into shape {_shape_text(shape)}")
        values = _converted(values * (len(positions) if len(values) == 1 else 1), self.dtype)
        for at, each in zip(positions, values):
            self._flat[at] = each

    def _places(self, key):
        """Places in the flat list, and the shape of what is there; a place alone, and None, for one item."""
        if isinstance(key, ndarray) and key.dtype.kind == "b" and key.shape == self.shape:
            found = [at for at, each in enumerate(key._flat) if each]
            return found, (len(found),)
        keys = list(key) if isinstance(key, tuple) else [key]
        if Ellipsis in [each for each in keys if each is Ellipsis]:
            at = next(index for index, each in enumerate(keys) if each is Ellipsis)
            missing = self.ndim - sum(each is not None and each is not Ellipsis for each in keys)
            keys[at : at + 1] = [slice(None)] * missing
        used = sum(each is not None for each in keys)
        if used > self.ndim:
            raise IndexError(f"too many indices for array: array is {self.ndim}-dimensional, but {used} were indexed")
        keys += [slice(None)] * (self.ndim - used)
        paired = _paired(keys)
        places, shape, axis = [0], [], 0
        for number, each in enumerate(keys):
            if each is None:
                shape.append(1)
                continue
            length, step = self.shape[axis], math.prod(self.shape[axis + 1 :])
            chosen, kept = _chosen(each, length, axis)
            chosen = [at * step for at in chosen]
            axis += 1
            if number in paired:
                # Lists side by side choose items together, one of each list.
                if number > paired[0]:
                    if len(chosen) != len(together) and 1 not in (len(chosen), len(together)):
                        shapes = f"{_shape_text((len(together),))} {_shape_text((len(chosen),))}"
                        raise IndexError(f"shape mismatch: indexing arrays could not be broadcast together with shapes {shapes} ")
                    most = max(len(chosen), len(together))
                    chosen = [a + b for a, b in zip(together * (most // len(together)), chosen * (most // len(chosen)))]
                together = chosen
                if number < paired[-1]:
                    continue
                kept = (len(chosen),)
            places = [place + at for place in places for at in chosen]
            if kept is not None:
                shape.extend(kept)
        return (places, tuple(shape)) if shape else (places[0], None)

    def __bool__(self):
        if self.size > 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        if self.size == 0:
            raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.")
        return bool(self._flat[0])

    def __int__(self):
        return int(self._only())

    def __float__(self):
        return float(self._only())

    def __index__(self):
        if self.shape or self.dtype.kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self._flat[0]

    def _only(self):
        if self.size != 1:
            raise TypeError("only length-1 arrays can be converted to Python scalars")
        return self._flat[0]

    def __repr__(self):
        return array_repr(self)

    def __str__(self):
        return array_str(self)

    def __neg__(self):
        return self._mapped(operator.neg)

    def __abs__(self):
        return self._mapped(abs)

    def __invert__(self):
        return self._mapped(operator.not_ if self.dtype.kind == "b" else operator.invert)

    def _mapped(self, function, of=None):
        of = of or self.dtype
        return _make(_converted([function(item) for item in self._flat], of), self.shape, of)

    __hash__ = None


def _paired(keys):
    """Which of the keys are lists that choose items together; none, if there is only one list."""
    lists = [at for at, each in enumerate(keys) if isinstance(each, list) or (isinstance(each, ndarray) and each.shape)]
    if len(lists) < 2:
        return []
    if lists != list(range(lists[0], lists[-1] + 1)) or any(asarray(keys[at]).ndim > 1 for at in lists):
        raise NotImplementedError("Indexing with these arrays together: the Python of this page does not have it.")
    return lists


def _chosen(key, length, axis):
    """The places along one axis, and the shape that the axis becomes; None where it goes."""
    if isinstance(key, slice):
        places = range(*key.indices(length))
        return places, (len(places),)
    if isinstance(key, list) or (isinstance(key, ndarray) and key.shape):
        key = asarray(key)
        items = key._flat
        if items and key.dtype.kind == "b":
            if key.shape != (length,):
                given = key.shape[0]
                raise IndexError(
                    "boolean index did not match indexed array along "
                    + (
                        f"axis {axis}; size of axis is {length} but size of corresponding boolean axis is {given}"
                        if _is_two()
                        else f"dimension {axis}; dimension is {length} but corresponding boolean dimension is {given}"
                    )
                )
            places = [at for at, each in enumerate(items) if each]
            return places, (len(places),)
        return [_place(operator.index(item), length, axis) for item in items], key.shape
    try:
        return [_place(operator.index(key), length, axis)], None
    except TypeError:
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
        ) from None


def _place(at, length, axis):
    if not -length <= at < length:
        raise IndexError(f"index {at} is out of bounds for axis {axis} with size {length}")
    return at % length


def _nan_place(items):
    """Where the first NaN is; None without one, which is found out at the speed of C."""
    if not any(map(operator.ne, items, items)):
        return None
    return next(at for at, item in enumerate(items) if item != item)


def _sorting_key(items):
    """NaN comes last."""
    return None if _nan_place(items) is None else lambda item: (item != item, item)


def in_order(items):
    items = list(items)
    return sorted(items, key=_sorting_key(items))


def _places_in_order(items):
    key = _sorting_key(items)
    return sorted(range(len(items)), key=items.__getitem__ if key is None else lambda at: key(items[at]))


def _extreme(function):
    """`max` or `min`; NaN wins."""
    return lambda items: function(items) if _nan_place(items) is None else math.nan


def _extreme_place(function):
    def of(items):
        place = _nan_place(items)
        return items.index(function(items)) if place is None else place

    return of


def _running_sums(items, of):
    return list(itertools.accumulate(_converted(items, of), lambda a, b: _converted([a + b], of)[0]))


def _sum(items):
    """In numpy's order: eight sums side by side, of halves where there are many."""
    count = len(items)
    if count < 8:
        total = 0.0
        for item in items:
            total += item
        return total
    if count > 128:
        half = count // 2 - count // 2 % 8
        return _sum(items[:half]) + _sum(items[half:])
    whole = count - count % 8
    sums = [0.0] * 8
    for at in range(8):
        sums[at] = items[at]
        for item in items[at + 8 : whole : 8]:
            sums[at] += item
    total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    for item in items[whole:]:
        total += item
    return total


def _mean(items):
    return _sum(items) / len(items) if items else math.nan


def _variance(items, ddof):
    mean = _mean(items)
    return _sum([(item - mean) * (item - mean) for item in items]) / (len(items) - ddof) if len(items) > ddof else math.nan


def matmul(x1, x2):
    """Vectors and matrices, as ``@`` and ``dot`` have them."""
    x1, x2 = asarray(x1), asarray(x2)
    if x1.ndim > 2 or x2.ndim > 2:
        raise NotImplementedError("numpy.matmul of more than two dimensions: the Python of this page does not have it.")
    rows = x1.shape[0] if x1.ndim == 2 else 1
    columns = x2.shape[1] if x2.ndim == 2 else 1
    length = x1.shape[-1]
    if length != x2.shape[0]:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) "
            f"(size {x2.shape[0]} is different from {length})"
        )
    of = _result_dtype(x1.dtype, x2.dtype, None)
    add = math.fsum if of.kind == "f" else sum
    sums = [
        add(a * b for a, b in zip(x1._flat[row * length : (row + 1) * length], x2._flat[column::columns]))
        for row in range(rows)
        for column in range(columns)
    ]
    shape = x1.shape[:-1] + x2.shape[1:]
    return _make(_converted(sums, of), shape, of) if shape else of.type(sums[0])


def _refusing_none(function, name):
    def of(items):
        if not items:
            raise ValueError(f"zero-size array to reduction operation {name} which has no identity")
        return function(items)

    return of


def _sum_dtype(of):
    return of if of.kind == "f" else dtype(int)


def _make(flat, shape, of):
    made = object.__new__(ndarray)
    made._flat, made.shape, made.dtype = flat, tuple(shape), of
    return made


def _nested(flat, shape):
    if not shape:
        return flat[0]
    if len(shape) == 1:
        return list(flat)
    step = math.prod(shape[1:])
    return [_nested(flat[at * step : (at + 1) * step], shape[1:]) for at in range(shape[0])]


def _shape_text(shape):
    return f"({shape[0]},)" if len(shape) == 1 else f"({','.join(map(str, shape))})"


def _plain(item):
    return item.item() if isinstance(item, generic) else item


def _converted(items, of):
    items = [_plain(item) for item in items]
    if of.kind == "O":
        return items
    if of.kind == "U":
        return [str(item) for item in items]
    if of.kind in "iu":
        return [of.type(int(item))._value for item in items]
    if of.name == "float64":
        return [float(item) for item in items]
    return [of.type(item)._value for item in items]


def _fitting(of, items):
    """A dtype of texts is as long as the longest."""
    return string_dtype(max((len(str(item)) for item in items), default=1) or 1) if of.kind == "U" else of


def _found_dtype(items):
    items = [item for item in items]
    numpy_types = {dtype(type(item)) for item in items if isinstance(item, (_Number, float64))}
    plain = [item for item in items if not isinstance(item, (_Number, float64))]
    if not items:
        return dtype(float)
    if all(isinstance(item, str) for item in items):
        return _fitting(dtype(str), items)
    if any(not isinstance(item, (bool, int, float, _Number)) for item in items):
        return _fitting(dtype(str), items) if any(isinstance(item, str) for item in items) and all(isinstance(item, (str, bool, int, float)) for item in items) else dtype(object)
    kinds = {type(item) for item in plain}
    if numpy_types and not plain:
        return max(numpy_types, key=lambda each: (each.kind == "f", each.itemsize))
    if kinds == {bool} and not numpy_types:
        return dtype(bool)
    if float in kinds or any(each.kind == "f" for each in numpy_types):
        return dtype(float)
    if any(isinstance(item, int) and not -(2**63) <= item < 2**63 for item in plain):
        return dtype("uint64") if all(0 <= int(item) < 2**64 for item in items) else dtype(object)
    return dtype(int)


def array(object, dtype=None, copy=True, ndmin=0):
    of = globals()["dtype"](dtype) if dtype is not None else None
    if isinstance(object, ndarray):
        return object.astype(of or object.dtype)
    if hasattr(object, "__array__"):
        return array(object.__array__(), dtype)
    if isinstance(object, (list, tuple, range)):
        flat, shape = _flattened(list(object), of)
    else:
        flat, shape = [object], ()
    of = _fitting(of, flat) if of is not None else _found_dtype(flat)
    made = _make(_converted(flat, of), shape, of)
    return made.reshape((1,) * (ndmin - made.ndim) + made.shape) if made.ndim < ndmin else made


def _flattened(items, of):
    items = [item.tolist() if isinstance(item, ndarray) else list(item) if isinstance(item, (tuple, range)) else item for item in items]
    if not items or not any(isinstance(item, list) for item in items):
        return items, (len(items),)
    inner = [_flattened(item, of) if isinstance(item, list) else None for item in items]
    shapes = {each and each[1] for each in inner}
    if len(shapes) > 1:
        if of is not None and of.kind == "O":
            return items, (len(items),)
        raise ValueError(
            f"setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was ({len(items)},) + inhomogeneous part."
        )
    return [item for flat, _ in inner for item in flat], (len(items), *shapes.pop())


def asarray(a, dtype=None):
    return a if isinstance(a, ndarray) and dtype is None else array(a, dtype)


def frombuffer(buffer, dtype=float, count=-1, offset=0):
    of = globals()["dtype"](dtype)
    data = bytes(buffer)[offset:]
    size = len(data) // of.itemsize if count < 0 else count
    return _make(list(struct.unpack(f"<{size}{of._code}", data[: size * of.itemsize])), (size,), of)


def full(shape, fill_value, dtype=None):
    shape = tuple(map(operator.index, shape if isinstance(shape, (tuple, list)) else (shape,)))
    of = globals()["dtype"](dtype) if dtype is not None else _found_dtype([fill_value])
    return _make(_converted([fill_value] * math.prod(shape), of), shape, of)


def _broadcast(left, right):
    shape = _common_shape(left.shape, right.shape)
    return _stretched(left, shape), _stretched(right, shape), shape


def _common_shape(left, right):
    length = max(len(left), len(right))
    pairs = list(zip((1,) * (length - len(left)) + left, (1,) * (length - len(right)) + right))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        raise ValueError(f"operands could not be broadcast together with shapes {_shape_text(left)} {_shape_text(right)} ")
    return tuple(b if a == 1 else a for a, b in pairs)


def _stretched(of, shape):
    if of.shape == shape:
        return of._flat
    own = (1,) * (len(shape) - of.ndim) + of.shape
    steps = [0 if own[at] == 1 else math.prod(own[at + 1 :]) for at in range(len(own))]
    places = [0]
    for length, step in zip(shape, steps):
        places = [place + at * step for place in places for at in range(length)]
    return [of._flat[at] for at in places]


def _result_dtype(left, right, weak):
    """`weak`: a number of Python's own stands on that side, and takes the other's dtype."""
    if "O" in (left.kind, right.kind):
        return dtype(object)
    if weak is not None:
        strong, other = (right, left) if weak == "left" else (left, right)
        if strong.kind == "f" or other.kind in "bi" and strong.kind in "iu":
            return strong
        return dtype(float) if other.kind == "f" else dtype(int)
    if left == right:
        return left
    if {left.kind, right.kind} == {"f", "i"}:
        ints = left if left.kind == "i" else right
        floats = left if left.kind == "f" else right
        return dtype(float) if ints.itemsize >= 4 else floats
    return max(left, right, key=lambda each: (each.kind == "f", each.itemsize))


def binary(function, left, right, of=None):
    weak = "right" if type(right) in (int, float, bool) else "left" if type(left) in (int, float, bool) else None
    left, right = asarray(left), asarray(right)
    found = of or _result_dtype(left.dtype, right.dtype, weak)
    first, second, shape = _broadcast(left, right)
    flat = [function(a, b) for a, b in zip(first, second)]
    made = _make(_converted(flat, found), shape, found)
    return made if shape else made[()] if False else found.type(made._flat[0])


def _floats(of):
    return of if of.kind == "f" else dtype(float)


def _division(a, b):
    if b == 0:
        return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1, b)
    return a / b


def _floor_division(a, b):
    if b == 0:
        return _division(a, b) if isinstance(a, float) or isinstance(b, float) else 0
    return a // b


def _remainder(a, b):
    if b == 0:
        return math.nan if isinstance(a, float) or isinstance(b, float) else 0
    return a % b


def _power(a, b):
    if isinstance(a, int) and isinstance(b, int) and b < 0:
        raise ValueError("Integers to negative integer powers are not allowed.")
    return a**b


_SAFE = {"truediv": _division, "floordiv": _floor_division, "mod": _remainder, "pow": _power}


def _array_operator(name, function, reverse=False):
    def apply(self, other):
        if other is None or isinstance(other, (str, dict)):
            return NotImplemented
        left, right = (other, self) if reverse else (self, other)
        of = None
        if name == "truediv":
            weak = type(other) in (int, float, bool)
            of = self.dtype if weak and self.dtype.kind == "f" else _floats(_result_dtype(asarray(left).dtype, asarray(right).dtype, None))
        return binary(_SAFE.get(name, function), left, right, of)

    return apply


for _name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"]:
    setattr(ndarray, f"__{_name}__", _array_operator(_name, getattr(operator, _name)))
    setattr(ndarray, f"__r{_name}__", _array_operator(_name, getattr(operator, _name), reverse=True))
for _name, _function in {"and": operator.and_, "or": operator.or_, "xor": operator.xor}.items():
    setattr(ndarray, f"__{_name}__", _array_operator(_name, _function))


def _array_comparison(function):
    def apply(self, other):
        if isinstance(other, (str, type(None))):
            return self._mapped(lambda item: function(item, other), dtype(bool))
        return binary(function, self, other, dtype(bool))

    return apply


for _name in ["eq", "ne", "lt", "le", "gt", "ge"]:
    setattr(ndarray, f"__{_name}__", _array_comparison(getattr(operator, _name)))
