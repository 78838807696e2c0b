"""A column: its items, and how pandas stores them."""

import math

import numpy
from numpy._scalars import _Number, float64

import phi3_page

#: pandas 3 has a dtype of texts; before it they are objects.
STRING = "str" if int(phi3_page.version("pandas").split(".")[0]) >= 3 else "object"

_NUMPY = {"int64": numpy.int64, "int32": numpy.int32, "float64": numpy.float64, "float32": numpy.float32, "bool": numpy.bool_}


def is_missing(value):
    return value is None or (isinstance(value, float) and value != value)


def plain(value):
    return value.item() if isinstance(value, (_Number, float64)) else value


def infer(values):
    """(items, dtype) of a list, as pandas finds them: None is NaN beside numbers, an int a float beside floats or NaN."""
    values = list(values)
    kinds = {type(value) for value in values if isinstance(value, _Number)}
    if len(kinds) == 1 and all(isinstance(value, _Number) for value in values):
        kind = next(iter(kinds))
        return [plain(value) for value in values], numpy.dtype(kind).name
    values = [plain(value) for value in values]
    known = [value for value in values if not is_missing(value)]
    if not known:
        if values and all(value is None for value in values):
            return values, "object"
        return [math.nan] * len(values), "float64" if values else "object"
    is_complete = len(known) == len(values)
    if all(isinstance(value, bool) for value in known):
        return values, "bool" if is_complete else "object"
    if all(type(value) is str for value in known):
        return (values if STRING == "object" else [math.nan if is_missing(value) else value for value in values]), STRING
    if all(type(value) in (int, float) for value in known):
        if is_complete and all(type(value) is int for value in known):
            return values, "int64" if all(-(2**63) <= value < 2**63 for value in values) else "object"
        return [math.nan if value is None else float(value) for value in values], "float64"
    return values, "object"


def filled(values, dtype, value):
    """(items, dtype) with the value in place of missing ones. The dtype stays where it can hold the value."""
    if not any(map(is_missing, values)):
        return list(values), dtype
    value = plain(value)
    made = [value if is_missing(item) else item for item in values]
    if dtype.startswith("float"):
        return convert(made, dtype) if type(value) in (int, float) else (made, "object")
    if dtype == "str" and not isinstance(value, str):
        return made, "object"
    # pandas 2 still looks for a narrower one.
    return infer(made) if dtype == "object" and STRING == "object" else (made, dtype)


def convert(values, dtype):
    """The items as ``astype`` makes them."""
    name = dtype if isinstance(dtype, str) else getattr(dtype, "__name__", None) if isinstance(dtype, type) else dtype.name
    name = {"int": "int64", "float": "float64", "bool_": "bool", "O": "object", "string": "str"}.get(name, name)
    if name == "str":
        texts = [value if is_missing(value) and STRING == "str" else str(value) for value in values]
        return texts, STRING
    if name == "object":
        return list(values), "object"
    if name not in _NUMPY:
        raise TypeError(f"data type '{name}' not understood")
    if name.startswith("int") and any(is_missing(value) for value in values):
        raise ValueError("cannot convert float NaN to integer" if any(value is not None for value in values) else "int() argument")
    return [_NUMPY[name](value).item() for value in values], name


def boxed(value, dtype):
    """An item as Series gives it."""
    made = _NUMPY.get(dtype)
    return made(value) if made is not None else value


class Dtype:
    """What ``.dtype`` shows for a column of texts in pandas 3, and numpy's dtype for all others."""

    name = "str"
    kind = "O"

    def __repr__(self):
        return "<StringDtype(na_value=nan)>"

    def __str__(self):
        return "str"

    def __eq__(self, other):
        return isinstance(other, Dtype) or other == "str" or other == "string" or other is str

    def __hash__(self):
        return hash("str")


def dtype_of(name):
    return Dtype() if name == "str" else numpy.dtype(name)


def to_numpy(values, dtype):
    if dtype in _NUMPY:
        return numpy.array(list(values), dtype=dtype)
    made = numpy.array([None] * len(values), dtype=object)
    made._flat[:] = values
    if dtype == "str":
        made.__class__ = ArrowStringArray
    return made


class ArrowStringArray(numpy.ndarray):
    """How pandas 3 shows the texts of a column."""

    def __repr__(self):
        if self.ndim != 1:
            return super().__repr__()
        return f"<ArrowStringArray>\n{self._flat!r}\nLength: {len(self)}, dtype: str"

    __str__ = __repr__


__all__ = ["Dtype", "STRING", "boxed", "convert", "dtype_of", "filled", "infer", "is_missing", "plain", "to_numpy"]
