"""numpy's scalars and dtypes: a number that knows how it is stored."""

import builtins
import math
import operator
import struct

nan = float("nan")
inf = float("inf")


class dtype:
    """How the items of an array are stored. Two are equal where their names are."""

    def __new__(cls, of):
        if isinstance(of, dtype):
            return of
        found = _by_type.get(of) if isinstance(of, type) else _by_name.get(of)
        if found is None:
            raise TypeError(f"data type {of!r} not understood")
        return found

    @classmethod
    def _make(cls, name, kind, itemsize, code, type_):
        made = object.__new__(cls)
        made.name, made.kind, made.itemsize, made._code, made.type = name, kind, itemsize, code, type_
        return made

    @property
    def str(self):
        if self.kind == "U":
            return f"<U{self.itemsize // 4}"
        return {"bool": "|b1", "object": "|O"}.get(self.name, f"<{self.kind}{self.itemsize}")

    def __repr__(self):
        shown = {"bool": "bool", "object": "O"}.get(self.name, self.str if self.kind == "U" else self.name)
        return f"dtype({shown!r})"

    def __str__(self):
        return self.str if self.kind == "U" else self.name

    def __eq__(self, other):
        try:
            other = dtype(other)
        except TypeError:
            return False
        return (self.name, self.itemsize) == (other.name, other.itemsize)

    def __hash__(self):
        return hash((self.name, self.itemsize))


class generic:
    """Base of numpy's scalars."""

    ndim = 0
    shape = ()
    size = 1

    @property
    def dtype(self):
        return dtype(type(self))

    def tolist(self):
        return self.item()

    def __array_ufunc_result__(self, value):
        return value


class number(generic):
    pass


class _Number(number):
    """A number of a width, which Python's own int and float are not."""

    __slots__ = ("_value",)

    def __init__(self, value=0):
        self._value = type(self)._rounded(value)

    def item(self):
        return self._value

    def astype(self, to):
        return dtype(to).type(self._value)

    def __repr__(self):
        return f"np.{type(self).__name__}({self})" if _is_two() else str(self)

    def __str__(self):
        return _scalar_text(self)

    def __format__(self, spec):
        return format(self._value, spec) if spec else str(self)

    def __hash__(self):
        return hash(self._value)

    def __bool__(self):
        return bool(self._value)

    def __int__(self):
        return int(self._value)

    def __float__(self):
        return float(self._value)

    def __neg__(self):
        return type(self)(-self._value)

    def __pos__(self):
        return self

    def __abs__(self):
        return type(self)(abs(self._value))

    def __round__(self, digits=None):
        return round(self._value, digits) if digits is None else type(self)(rounded(self._value, digits, self._rounded))

    def round(self, decimals=0):
        return type(self)(rounded(self._value, decimals, self._rounded))


def rounded(value, decimals=0, fit=float):
    """As numpy rounds: the number is multiplied, rounded to the nearest even whole number and divided again, each in its own width (`fit`)."""
    if not isinstance(value, float) or not math.isfinite(value):
        return round(value, decimals) if isinstance(value, int) else value
    scale = 10.0 ** abs(decimals)
    shifted = fit(value * scale if decimals >= 0 else value / scale)
    if not math.isfinite(shifted):
        return value
    whole = math.copysign(round(shifted), value)
    return whole / scale if decimals >= 0 else whole * scale


def _is_two():
    import numpy

    return not numpy.__version__.startswith("1.")


def _value_of(value):
    return value._value if isinstance(value, _Number) else value


def _operator(name, function, reverse=False):
    def apply(self, other):
        if not isinstance(other, (int, float, _Number)):
            return NotImplemented
        left, right = (_value_of(other), _value_of(self)) if reverse else (_value_of(self), _value_of(other))
        result = function(left, right)
        return result_type(self, other, result)(result)

    apply.__name__ = name
    return apply


def result_type(left, right, result):
    """The scalar class of a result: the wider of two numpy numbers; Python's own numbers take the other's."""
    if isinstance(result, builtins.bool):
        return bool_
    # Truth counts as a whole number.
    classes = [int64 if isinstance(each, bool_) else type(each) for each in (left, right) if isinstance(each, generic)]
    if not _is_two():
        # Python's own numbers were of 64 bits until numpy 2.
        classes += [float64 if isinstance(each, float) else int64 for each in (left, right) if not isinstance(each, (generic, bool))]
    widest = max(classes, key=lambda each: (dtype(each).kind == "f", dtype(each).itemsize))
    if isinstance(result, float) and dtype(widest).kind != "f":
        return float64
    if len(classes) == 2 and {dtype(each).kind for each in classes} == {"i", "f"}:
        return float64 if widest is float64 or any(dtype(each).itemsize >= 4 and dtype(each).kind == "i" for each in classes) else widest
    return widest


def _compare(name, function):
    def apply(self, other):
        if not isinstance(other, (int, float, _Number)):
            return NotImplemented
        return bool_(function(_value_of(self), _value_of(other)))

    apply.__name__ = name
    return apply


_ARITHMETIC = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"]
for _name in _ARITHMETIC:
    setattr(_Number, f"__{_name}__", _operator(_name, getattr(operator, _name)))
    setattr(_Number, f"__r{_name}__", _operator(_name, getattr(operator, _name), reverse=True))
for _name in ["eq", "ne", "lt", "le", "gt", "ge"]:
    setattr(_Number, f"__{_name}__", _compare(_name, getattr(operator, _name)))


def _divmod(self, other):
    return (self // other, self % other)


def _rdivmod(self, other):
    return (other // self, other % self)


_Number.__divmod__, _Number.__rdivmod__ = _divmod, _rdivmod


class integer(_Number):
    def __index__(self):
        return self._value


for _name in ["and", "or", "xor", "lshift", "rshift"]:
    _function = getattr(operator, f"{_name}_" if _name in ("and", "or") else _name)
    setattr(integer, f"__{_name}__", _operator(_name, _function))
    setattr(integer, f"__r{_name}__", _operator(_name, _function, reverse=True))


class signedinteger(integer):
    pass


class floating(_Number):
    pass


def _int_class(name, bits, signed=True):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)

    def rounded(value):
        value = int(_value_of(value))
        if not low <= value <= high:
            raise OverflowError(f"Python integer {value} out of bounds for {name}")
        return value

    return type(name, (signedinteger if signed else integer,), {"_rounded": staticmethod(rounded), "__slots__": (), "__module__": "numpy"})


int8 = _int_class("int8", 8)
int16 = _int_class("int16", 16)
int32 = _int_class("int32", 32)
int64 = _int_class("int64", 64)
uint8 = _int_class("uint8", 8, signed=False)
uint32 = _int_class("uint32", 32, signed=False)
uint64 = _int_class("uint64", 64, signed=False)


def _to_float32(value):
    value = float(_value_of(value))
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(inf, value)


def _to_float16(value):
    value = float(_value_of(value))
    try:
        return struct.unpack("e", struct.pack("e", value))[0]
    except OverflowError:
        return math.copysign(inf, value)


class float16(floating):
    __slots__ = ()
    __module__ = "numpy"
    _rounded = staticmethod(_to_float16)


class float32(floating):
    __slots__ = ()
    __module__ = "numpy"
    _rounded = staticmethod(_to_float32)


class float64(float, generic):
    """A float of Python's, as in numpy."""

    __module__ = "numpy"

    def __new__(cls, value=0.0):
        return float.__new__(cls, _value_of(value))

    def item(self):
        return float(self)

    def astype(self, to):
        return dtype(to).type(float(self))

    def __repr__(self):
        return f"np.float64({float.__repr__(self)})" if _is_two() else float.__repr__(self)

    def __str__(self):
        return float.__repr__(self)

    def __round__(self, digits=None):
        return round(float(self), digits) if digits is None else float64(rounded(float(self), digits))

    def round(self, decimals=0):
        return float64(rounded(float(self), decimals))


for _name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "radd", "rsub", "rmul", "rtruediv"]:

    def _float64_operator(self, other, _function=getattr(float, f"__{_name}__")):
        result = _function(self, other._value) if isinstance(other, _Number) else _function(self, other)
        return result if result is NotImplemented else float64(result)

    setattr(float64, f"__{_name}__", _float64_operator)
for _name in ["eq", "ne", "lt", "le", "gt", "ge"]:

    def _float64_comparison(self, other, _function=getattr(float, f"__{_name}__")):
        result = _function(self, other._value if isinstance(other, _Number) else other)
        return result if result is NotImplemented else bool_(result)

    setattr(float64, f"__{_name}__", _float64_comparison)
float64.__neg__ = lambda self: float64(-float(self))
float64.__abs__ = lambda self: float64(abs(float(self)))
float64.__divmod__, float64.__rdivmod__ = _divmod, _rdivmod


class bool_(_Number):
    __slots__ = ()
    __module__ = "numpy"
    _rounded = staticmethod(lambda value: bool(_value_of(value)))

    def __repr__(self):
        return f"np.{self._value}_" if _is_two() else str(self._value)

    def __str__(self):
        return str(self._value)

    def __and__(self, other):
        return bool_(self._value and bool(other))

    def __or__(self, other):
        return bool_(self._value or bool(other))

    def __invert__(self):
        return bool_(not self._value)


bool_.__name__ = bool_.__qualname__ = "bool"


class str_(str, generic):
    __module__ = "numpy"

    def item(self):
        return str(self)

    def __repr__(self):
        return f"np.str_({str.__repr__(self)})" if _is_two() else str.__repr__(self)


class object_(generic):
    __module__ = "numpy"

    def __new__(cls, value=None):
        return value


def _scalar_text(scalar):
    value = scalar._value
    if not isinstance(value, float):
        return str(value)
    return shortest(value, dtype(type(scalar)))


def shortest(value, of):
    """The fewest digits that give the same number of that width: what numpy prints."""
    if of.itemsize == 8 or not math.isfinite(value):
        return repr(float(value))
    rounded = _to_float32 if of.itemsize == 4 else _to_float16
    digits = next(n for n in range(1, 18) if rounded(float(f"{value:.{n}g}")) == value)
    return repr(float(f"{value:.{digits}g}"))


_types = [
    ("int8", "i", 1, "b", int8),
    ("int16", "i", 2, "h", int16),
    ("int32", "i", 4, "i", int32),
    ("int64", "i", 8, "q", int64),
    ("uint8", "u", 1, "B", uint8),
    ("uint32", "u", 4, "I", uint32),
    ("uint64", "u", 8, "Q", uint64),
    ("float16", "f", 2, "e", float16),
    ("float32", "f", 4, "f", float32),
    ("float64", "f", 8, "d", float64),
    ("bool", "b", 1, "?", bool_),
    ("object", "O", 8, None, object_),
]
_by_name = {name: dtype._make(name, kind, size, code, type_) for name, kind, size, code, type_ in _types}
_by_type = {each.type: each for each in _by_name.values()}
_by_type |= {builtins.int: _by_name["int64"], builtins.float: _by_name["float64"], builtins.bool: _by_name["bool"]}
_by_type |= {builtins.object: _by_name["object"]}
_by_name |= {"int": _by_name["int64"], "float": _by_name["float64"], "O": _by_name["object"], "<i8": _by_name["int64"]}
_by_name |= {"<i4": _by_name["int32"], "<f4": _by_name["float32"], "<f8": _by_name["float64"], "bool_": _by_name["bool"]}


def string_dtype(length):
    return dtype._make(f"str{32 * length}", "U", 4 * length, None, str_)


_by_type[builtins.str] = _by_type[str_] = string_dtype(0)
_by_name["str"] = _by_name["U"] = string_dtype(0)
