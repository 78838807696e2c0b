"""pandas' Series and DataFrame over lists, as far as wrappers around a model use them."""

import math
import operator

import numpy
from numpy._array import _SAFE
from numpy._scalars import rounded
from phi3_page import Lacking

from pandas._column import STRING, boxed, convert, dtype_of, filled, infer, is_missing, plain, to_numpy
from pandas._groups import KEYS, GroupBy
from pandas._print import frame_html, frame_text, series_text
from pandas._rows import Rows, aligned, labels_at, replaced, sorted_places
from pandas._summaries import describe, describe_column, merge, select_dtypes, text_without_index, write_info
from pandas._texts import StringMethods


_TRUTH = f"Use a.empty, {'' if STRING == 'str' else 'a.bool(), '}a.item(), a.any() or a.all()."


class Index(Lacking):
    """Labels. Without a step of its own it is pandas' RangeIndex."""

    _recorded_as = "pandas.Index"
    __module__ = "pandas"

    def __init__(self, data, name=None, dtype=None):
        self._labels, self.name = list(data), name
        self._dtype = infer(self._labels)[1]

    @property
    def values(self):
        return to_numpy(self._labels, self._dtype)

    @property
    def dtype(self):
        return dtype_of(self._dtype)

    @property
    def size(self):
        return len(self._labels)

    @property
    def shape(self):
        return (len(self._labels),)

    def tolist(self):
        return list(self._labels)

    to_list = tolist

    def get_loc(self, key):
        try:
            return self._labels.index(key)
        except ValueError:
            raise KeyError(key) from None

    def __len__(self):
        return len(self._labels)

    def __iter__(self):
        return iter(self._labels)

    def __contains__(self, label):
        return label in self._labels

    def __getitem__(self, at):
        if isinstance(at, slice):
            return Index(self._labels[at])
        return self._labels[operator.index(at)]

    def __eq__(self, other):
        return numpy.array([a == b for a, b in zip(self._labels, other)], dtype=bool)

    def __repr__(self):
        shown = ", ".join(repr(label) for label in self._labels)
        name = f", name={self.name!r}" if self.name is not None else ""
        return f"Index([{shown}], dtype='{self._dtype}'{name})"


class RangeIndex(Index):
    def __init__(self, stop, name=None):
        super().__init__(range(stop), name)

    def __repr__(self):
        return f"RangeIndex(start=0, stop={len(self)}, step=1)"


def _index_of(index, length):
    if index is None:
        return RangeIndex(length)
    return index if isinstance(index, Index) else Index(index)


class Series(Rows, Lacking):
    _recorded_as = "pandas.Series"
    __module__ = "pandas"

    def __init__(self, data=None, index=None, dtype=None, name=None, copy=None):
        if isinstance(data, dict):
            index = list(data) if index is None else list(index)
            data = [data.get(key, math.nan) for key in index]
        if isinstance(data, Series):
            index, name = data.index if index is None else index, data.name if name is None else name
            values, found = list(data._values), data._dtype
        elif isinstance(data, numpy.ndarray):
            if data.ndim != 1:
                raise ValueError(f"Data must be 1-dimensional, got ndarray of shape {data.shape} instead")
            values = list(data.tolist())
            found = data.dtype.name if data.dtype.kind in "iufb" else infer(values)[1]
        else:
            if data is None:
                data = []
            elif isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
                data = [data] * (1 if index is None else len(list(index)))
            values, found = infer(data)
        if dtype is not None:
            values, found = convert(values, dtype)
        if index is not None and len(list(index)) != len(values):
            raise ValueError(f"Length of values ({len(values)}) does not match length of index ({len(list(index))})")
        self._values, self._dtype, self.name = values, found, name
        self.index = _index_of(index, len(values))

    @classmethod
    def _of(cls, values, dtype, index, name=None):
        made = object.__new__(cls)
        made._values, made._dtype, made.name = values, dtype, name
        made.index = index if isinstance(index, Index) else Index(index)
        return made

    def _with(self, values, dtype, name=None):
        """Other values of the same rows."""
        return Series._of(values, dtype, self.index, self.name if name is None else name)

    def _frame(self, columns):
        return DataFrame._of(columns, self.index)

    def _become(self, made):
        self._values, self._dtype, self.index = made._values, made._dtype, made.index
        self._show_home()

    def _rows_of(self, subset):
        return [(item,) for item in self._values]

    def _flags(self, values):
        return self._with(values, "bool")

    def _take(self, places):
        return self._at(list(places))

    @property
    def dtype(self):
        return dtype_of(self._dtype)

    @property
    def values(self):
        return to_numpy(self._values, self._dtype)

    @property
    def array(self):
        return self.values

    @property
    def shape(self):
        return (len(self._values),)

    @property
    def size(self):
        return len(self._values)

    @property
    def ndim(self):
        return 1

    @property
    def empty(self):
        return not self._values

    @property
    def iloc(self):
        return _SeriesByPlace(self)

    @property
    def loc(self):
        return _SeriesByLabel(self)

    at = loc
    iat = iloc

    @property
    def str(self):
        return StringMethods(self)

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def tolist(self):
        return list(self._values)

    to_list = tolist

    def to_dict(self):
        return dict(zip(self.index, map(plain, self._values)))

    def to_frame(self, name=None):
        return DataFrame._of({self.name if name is None and self.name is not None else 0 if name is None else name: (list(self._values), self._dtype)}, self.index)

    def items(self):
        return zip(self.index, iter(self))

    def keys(self):
        return self.index

    def get(self, key, default=None):
        try:
            return self[key]
        except (KeyError, IndexError):
            return default

    def astype(self, dtype):
        values, found = convert(self._values, dtype)
        return Series._of(values, found, self.index, self.name)

    def apply(self, func, args=(), **kwargs):
        values, found = infer([func(item, *args, **kwargs) for item in self])
        return Series._of(values, found, self.index, self.name)

    def map(self, arg, na_action=None):
        function = arg if callable(arg) else lambda item: arg.get(item, math.nan)
        return self.apply(function if na_action is None else lambda item: item if is_missing(item) else function(item))

    def fillna(self, value, *, inplace=False):
        return self._filled(self._with(*filled(self._values, self._dtype, value)), inplace)

    def replace(self, to_replace=None, value=None, *, inplace=False):
        return self._filled(self._with(*replaced(self._values, to_replace, value)), inplace)

    def isin(self, values):
        values = list(values)
        return self._with([item in values or (is_missing(item) and any(map(is_missing, values))) for item in self._values], "bool")

    def between(self, left, right):
        return (self >= left) & (self <= right)

    def clip(self, lower=None, upper=None):
        return self.apply(lambda item: item if is_missing(item) else max(item, lower) if lower is not None and item < lower else min(item, upper) if upper is not None else item)

    def round(self, decimals=0):
        return self._with([item if is_missing(item) else rounded(item, decimals) for item in self._values], self._dtype)

    def abs(self):
        return self._with([item if is_missing(item) else abs(item) for item in self._values], self._dtype)

    def cumsum(self):
        total, sums = 0, []
        for item in self._values:
            total = total if is_missing(item) else total + item
            sums.append(item if is_missing(item) else total)
        return self._with(*infer(sums))

    def explode(self, ignore_index=False):
        pairs = [(label, each) for label, item in zip(self.index, self._values) for each in (item if isinstance(item, (list, tuple)) and item else [math.nan if isinstance(item, (list, tuple)) else item])]
        return Series._of([each for _, each in pairs], "object", RangeIndex(len(pairs)) if ignore_index else Index([label for label, _ in pairs]), self.name)

    def sort_values(self, *, ascending=True, inplace=False, na_position="last", ignore_index=False, key=None):
        column = self if key is None else key(self)
        return self._given(self._take(sorted_places([column._values], [ascending], na_position)), inplace, ignore_index)

    def nlargest(self, n=5):
        return self.dropna().sort_values(ascending=False).head(n)

    def nsmallest(self, n=5):
        return self.dropna().sort_values().head(n)

    def value_counts(self, normalize=False, sort=True, ascending=False, dropna=True):
        counts = {}
        for item in self._values:
            if not (dropna and is_missing(item)):
                counts[item] = counts.get(item, 0) + 1
        pairs = sorted(counts.items(), key=lambda pair: pair[1], reverse=not ascending) if sort else list(counts.items())
        total = sum(counts.values())
        values = [count / total if normalize else count for _, count in pairs]
        index = Index([label for label, _ in pairs], self.name)
        return Series._of(values, "float64" if normalize else "int64", index, "proportion" if normalize else "count")

    def nunique(self, dropna=True):
        return len({item for item in self._values if not is_missing(item)}) + (0 if dropna else int(any(map(is_missing, self._values))))

    def count(self):
        return numpy.int64(len(self._known()))

    def squeeze(self):
        return self.iloc[0] if len(self) == 1 else self

    def rename(self, index=None, *, inplace=False):
        """A name, or new labels."""
        made = self.copy()
        if isinstance(index, dict) or callable(index):
            made.index = Index([_renamed(label, index) for label in self.index], self.index.name)
        else:
            made.name = index
        if inplace:
            self.name, self.index = made.name, made.index
        return None if inplace else made

    def agg(self, func):
        if isinstance(func, list):
            named = {each if isinstance(each, str) else each.__name__: self.agg(each) for each in func}
            return Series(list(named.values()), index=list(named), name=self.name)
        return getattr(self, func)() if isinstance(func, str) else func(self)

    aggregate = agg

    def isna(self):
        return Series._of([is_missing(item) for item in self._values], "bool", self.index, self.name)

    isnull = isna

    def notna(self):
        return Series._of([not is_missing(item) for item in self._values], "bool", self.index, self.name)

    notnull = notna

    def unique(self):
        return to_numpy(list(dict.fromkeys(self._values)), self._dtype)

    def reset_index(self, drop=False, *, name=None, inplace=False):
        if not drop:
            return self.to_frame(name).reset_index()
        return self._given(Series._of(list(self._values), self._dtype, RangeIndex(len(self._values)), self.name), inplace)

    def groupby(self, by=None, *, sort=True, dropna=True):
        if not isinstance(by, Series):
            raise NotImplementedError("Series.groupby of anything but a Series: the Python of this page does not have it.")
        name = self.name if self.name is not None else 0
        groups = DataFrame._of({name: (list(self._values), self._dtype)}, self.index)._by_keys(by, True, sort, dropna)
        return groups._of_series(name, self.name)

    def copy(self):
        return Series._of(list(self._values), self._dtype, self.index, self.name)

    def item(self):
        if len(self._values) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._values[0]

    def _known(self):
        return [item for item in self._values if not is_missing(item)]

    def sum(self):
        known = self._known()
        if known and all(isinstance(item, str) for item in known):
            return "".join(known)
        if self._dtype.startswith("float"):
            return self._filled_array().sum()
        return boxed(sum(known), "int64" if self._dtype == "bool" else self._dtype)

    def _filled_array(self):
        """For numpy's sum, in its order: a missing value stands in its place, as 0."""
        return to_numpy([0.0 if is_missing(item) else item for item in self._values], self._dtype)

    def mean(self):
        known = self._known()
        if not known:
            return numpy.float64(math.nan)
        if self._dtype.startswith("float"):
            return self._filled_array().sum() / len(known)
        return numpy.float64(sum(known) / len(known))

    def describe(self):
        return describe_column(self)

    def median(self):
        return numpy.median(self._known()) if self._known() else numpy.float64(math.nan)

    def std(self, ddof=1):
        known = self._known()
        if len(known) <= ddof:
            return numpy.float64(math.nan)
        mean = numpy.array([0.0 if is_missing(item) else float(item) for item in self._values]).sum().item() / len(known)
        squares = numpy.array([0.0 if is_missing(item) else (mean - item) * (mean - item) for item in self._values])
        return numpy.float64(math.sqrt(squares.sum().item() / (len(known) - ddof)))

    def max(self):
        return boxed(max(self._known()), self._dtype) if self._known() else numpy.float64(math.nan)

    def min(self):
        return boxed(min(self._known()), self._dtype) if self._known() else numpy.float64(math.nan)

    def idxmax(self):
        return self.index[self._values.index(max(self._known()))]

    def idxmin(self):
        return self.index[self._values.index(min(self._known()))]

    def any(self):
        return numpy.bool_(any(self._values))

    def all(self):
        return numpy.bool_(all(self._values))

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        # pandas gives Python's own numbers here.
        return iter(self._values)

    def __contains__(self, label):
        return label in self.index

    def __array__(self, dtype=None):
        return self.values

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self.iloc[key]
        if isinstance(key, (Series, list, numpy.ndarray)):
            return self._at(labels_at(self.index, key))
        return boxed(self._values[self.index.get_loc(key)], self._dtype)

    def __setitem__(self, key, value):
        self._separate()
        if not isinstance(key, (slice, list, Series, numpy.ndarray)) and key not in self.index:
            self._values, self.index = [*self._values, plain(value)], Index([*self.index, key])
        else:
            _set_places(self._values, range(len(self))[key] if isinstance(key, slice) else labels_at(self.index, key), value)
        self._values, self._dtype = infer(self._values)
        self._show_home()

    def _separate(self):
        """Since pandas 3 a column taken from a table is a copy as soon as it changes."""
        if STRING == "str":
            self._values = list(self._values)

    #: Before pandas 3: the table and the name of a column taken from it, which changes with it.
    _home = None

    def _show_home(self):
        if self._home is not None:
            frame, name = self._home
            if name in frame._columns and len(self) == len(frame):
                frame._columns[name] = (self._values, self._dtype)

    def _at(self, places):
        index = Index([self.index[at] for at in places], self.index.name)
        return Series._of([self._values[at] for at in places], self._dtype, index, self.name)

    def __array_wrap__(self, array):
        """What one of numpy's functions made of the values."""
        return Series(array, index=self.index, name=self.name)

    def __bool__(self):
        raise ValueError(f"The truth value of a Series is ambiguous. {_TRUTH}")

    def __getattr__(self, name):
        if name == "str":
            # Python asks here after the property has refused: once more, for its words.
            return StringMethods(self)
        if not name.startswith("_") and "index" in self.__dict__ and name in self.index:
            return self[name]
        return super().__getattr__(name)

    def __repr__(self):
        return series_text(self)

    __hash__ = None


def _series_operator(function, reverse=False, is_comparison=False):
    def apply(self, other):
        values, index = self._values, self.index
        if isinstance(other, DataFrame):
            return NotImplemented
        if isinstance(other, Series):
            if is_comparison and list(other.index) != list(index):
                raise ValueError("Can only compare identically-labeled Series objects")
            values, others, index = aligned(self, other)
        elif isinstance(other, (list, tuple, numpy.ndarray)):
            others = list(other)
            if len(others) != len(values) and is_comparison:
                raise ValueError("Lengths must match to compare", self.shape, (len(others),))
            if len(others) != len(values):
                raise ValueError(f"operands could not be broadcast together with shapes ({len(values)},) ({len(others)},) ")
        else:
            others = [other] * len(self)
        pairs = zip(others, values) if reverse else zip(values, others)
        values = [_missing_or(function, plain(a), plain(b), is_comparison) for a, b in pairs]
        values, found = infer(values) if not is_comparison else (values, "bool")
        name = None if isinstance(other, Series) and other.name != self.name else self.name
        return Series._of(values, found, index, name)

    return apply


def _by_zero(name):
    """Division by zero is no error; of whole numbers it gives floats."""
    plainly, safely = getattr(operator, name), _SAFE.get(name)
    if name not in ("truediv", "floordiv", "mod"):
        return plainly
    return lambda a, b: safely(float(a), b) if type(b) in (int, float) and b == 0 else plainly(a, b)


def _missing_or(function, a, b, is_comparison):
    if is_missing(a) or is_missing(b):
        return function is operator.ne if is_comparison else math.nan
    return function(a, b)


for _name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"]:
    setattr(Series, f"__{_name}__", _series_operator(_by_zero(_name)))
    setattr(Series, f"__r{_name}__", _series_operator(_by_zero(_name), reverse=True))
for _name in ["eq", "ne", "lt", "le", "gt", "ge"]:
    setattr(Series, f"__{_name}__", _series_operator(getattr(operator, _name), is_comparison=True))
for _name in ["and", "or"]:
    setattr(Series, f"__{_name}__", _series_operator(getattr(operator, f"{_name}_"), is_comparison=True))
Series.__invert__ = lambda self: Series._of([not item for item in self._values], "bool", self.index, self.name)


class _SeriesByPlace:
    def __init__(self, series):
        self._series = series

    def __getitem__(self, key):
        series = self._series
        if isinstance(key, slice):
            return series._at(range(*key.indices(len(series))))
        if isinstance(key, (list, numpy.ndarray)):
            return series._at([operator.index(each) for each in key])
        at = operator.index(key)
        if not -len(series) <= at < len(series):
            raise IndexError("single positional indexer is out-of-bounds")
        return boxed(series._values[at], series._dtype)


    def __setitem__(self, key, value):
        series = self._series
        series._separate()
        _set_places(series._values, range(len(series))[key] if isinstance(key, slice) else operator.index(key), value)
        series._values, series._dtype = infer(series._values)
        series._show_home()


class _SeriesByLabel:
    def __init__(self, series):
        self._series = series

    def __getitem__(self, key):
        return self._series._at(labels_at(self._series.index, key)) if isinstance(key, slice) else self._series[key]

    def __setitem__(self, key, value):
        self._series[labels_at(self._series.index, key) if isinstance(key, slice) else key] = value


def _set_places(values, places, value):
    """One value at each place, or a list of as many."""
    if isinstance(places, int):
        values[places] = plain(value)
        return
    places = list(places)
    given = value._values if isinstance(value, Series) else list(value) if isinstance(value, (list, tuple, numpy.ndarray)) else [value] * len(places)
    if len(given) != len(places):
        raise ValueError("cannot set using a list-like indexer with a different length than the value")
    for at, each in zip(places, given):
        values[at] = plain(each)


class DataFrame(Rows, Lacking):
    _recorded_as = "pandas.DataFrame"
    __module__ = "pandas"

    def __init__(self, data=None, index=None, columns=None, dtype=None, copy=None):
        self.__dict__["_columns"], self.__dict__["index"] = _columns_of(data, index, columns)
        if dtype is not None:
            self.__dict__["_columns"] = {name: convert(values, dtype) for name, (values, _) in self._columns.items()}

    @classmethod
    def _of(cls, columns, index):
        made = object.__new__(cls)
        made.__dict__["_columns"] = columns
        made.__dict__["index"] = index if isinstance(index, Index) else Index(index)
        return made

    def _become(self, made):
        self.__dict__["_columns"], self.__dict__["index"] = made._columns, made.index

    def _rows_of(self, subset):
        names = list(self._columns) if subset is None else [subset] if isinstance(subset, str) else list(subset)
        missing = [name for name in names if name not in self._columns]
        if missing:
            raise KeyError(Index(missing) if STRING == "str" else missing)
        return list(zip(*(self._columns[name][0] for name in names))) if names else [()] * len(self)

    def _flags(self, values):
        return Series._of(values, "bool", self.index)

    def _series(self, values, dtype, labels, index_name, name):
        """What groupby makes."""
        return Series._of(values, dtype, Index(labels, index_name), name)

    def _frame(self, columns, labels, index_name):
        length = len(next(iter(columns.values()))[0]) if columns else 0
        return DataFrame._of(columns, RangeIndex(length) if labels is None else Index(labels, index_name))

    @classmethod
    def from_records(cls, data, index=None, columns=None):
        return cls(list(data) if not isinstance(data, (numpy.ndarray, DataFrame, dict)) else data, index=index, columns=columns)

    @classmethod
    def from_dict(cls, data, orient="columns", columns=None):
        if orient == "columns":
            return cls(data)
        rows = list(data.values())
        return cls(rows, index=list(data), columns=columns)

    @property
    def columns(self):
        names = list(self._columns)
        return RangeIndex(len(names)) if names == list(range(len(names))) else Index(names)

    @columns.setter
    def columns(self, names):
        names = list(names)
        if len(names) != len(self._columns):
            raise ValueError(f"Length mismatch: Expected axis has {len(self._columns)} elements, new values have {len(names)} elements")
        self.__dict__["_columns"] = dict(zip(names, self._columns.values()))

    @property
    def dtypes(self):
        return Series._of([dtype_of(dtype) for _, dtype in self._columns.values()], "object", Index(list(self._columns)))

    @property
    def shape(self):
        return (len(self.index), len(self._columns))

    @property
    def size(self):
        return len(self.index) * len(self._columns)

    @property
    def ndim(self):
        return 2

    @property
    def empty(self):
        return self.size == 0

    @property
    def values(self):
        return self.to_numpy()

    @property
    def T(self):
        return DataFrame({label: list(self._row(at)) for at, label in enumerate(self.index)}, index=list(self._columns))

    @property
    def iloc(self):
        return _FrameByPlace(self)

    @property
    def loc(self):
        return _FrameByLabel(self)

    @property
    def at(self):
        return _FrameByLabel(self)

    @property
    def iat(self):
        return _FrameByPlace(self)

    def to_numpy(self, dtype=None):
        if dtype is not None:
            return self.to_numpy().astype(dtype)
        dtypes = {dtype for _, dtype in self._columns.values()}
        common = dtypes.pop() if len(dtypes) == 1 else "float64" if dtypes and dtypes <= {"int64", "float64"} else "object"
        flat = [item for at in range(len(self.index)) for item in self._row(at)]
        return to_numpy(flat, common).reshape(self.shape)

    def to_dict(self, orient="dict"):
        rows = range(len(self.index))
        if orient == "dict":
            return {name: dict(zip(self.index, values)) for name, (values, _) in self._columns.items()}
        if orient == "list":
            return {name: list(values) for name, (values, _) in self._columns.items()}
        if orient == "records":
            return [dict(zip(self._columns, self._row(at))) for at in rows]
        if orient == "index":
            return {self.index[at]: dict(zip(self._columns, self._row(at))) for at in rows}
        if orient == "series":
            return {name: self[name] for name in self._columns}
        if orient == "split":
            return {"index": list(self.index), "columns": list(self._columns), "data": [list(self._row(at)) for at in rows]}
        raise ValueError(f"orient '{orient}' not understood")

    def __array_wrap__(self, array):
        """What one of numpy's functions made of the values."""
        return DataFrame(array, index=self.index, columns=self.columns)

    def to_json(self, path_or_buf=None, *, orient="columns", index=True):
        import json

        shown = {"columns": "dict", "records": "records", "split": "split", "index": "index"}.get(orient)
        if shown is None:
            raise ValueError(f"Invalid value '{orient}' for option 'orient'")
        facts = self.to_dict(shown)
        if shown == "split":
            facts = {name: facts[name] for name in ("columns", "index", "data") if index or name != "index"}
        # pandas writes ten decimals.
        cleaned = json.loads(json.dumps(facts, default=str), parse_constant=lambda _: None, parse_float=lambda text: round(float(text), 10))
        text = json.dumps(cleaned, separators=(",", ":"), ensure_ascii=True).replace("/", "\\/")
        if path_or_buf is None:
            return text
        if hasattr(path_or_buf, "write"):
            path_or_buf.write(text)
            return None
        with open(path_or_buf, "w", encoding="utf-8") as file:
            file.write(text)
        return None

    def to_csv(self, path_or_buf=None, *, sep=",", na_rep="", columns=None, header=True, index=True):
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, delimiter=sep, lineterminator="\n")
        frame = self if columns is None else self[list(columns)]
        first = [self.index.name or ""] if index else []
        if header:
            writer.writerow([*first, *frame._columns])
        for at in range(len(self)):
            row = [na_rep if is_missing(item) else item for item in frame._row(at)]
            writer.writerow([*([self.index[at]] if index else []), *row])
        if path_or_buf is None:
            return out.getvalue()
        if hasattr(path_or_buf, "write"):
            path_or_buf.write(out.getvalue())
            return None
        with open(path_or_buf, "w", encoding="utf-8", newline="") as file:
            file.write(out.getvalue())
        return None

    def to_string(self, index=True):
        return frame_text(self) if index else text_without_index(self)

    def describe(self):
        return describe(self)

    def select_dtypes(self, include=None, exclude=None):
        return select_dtypes(self, include, exclude)

    def info(self):
        write_info(self)

    def merge(self, right, how="inner", on=None):
        return merge(self, right, how, on)

    def iterrows(self):
        return ((self.index[at], _row_series(self, at, is_boxed=False)) for at in range(len(self.index)))

    def itertuples(self, index=True, name="Pandas"):
        from collections import namedtuple

        fields = (["Index"] if index else []) + [str(each) for each in self._columns]
        kind = namedtuple(name, fields, rename=True) if name else None
        for at in range(len(self.index)):
            row = ([self.index[at]] if index else []) + list(self._row(at))
            yield kind(*row) if kind else tuple(row)

    def items(self):
        return ((name, self[name]) for name in self._columns)

    def keys(self):
        return self.columns

    def get(self, key, default=None):
        return self[key] if _is_hashable(key) and key in self._columns else default

    def copy(self, deep=True):
        return DataFrame._of({name: (list(values), dtype) for name, (values, dtype) in self._columns.items()}, self.index)

    def astype(self, dtype):
        kinds = dtype if isinstance(dtype, dict) else dict.fromkeys(self._columns, dtype)
        made = {name: convert(column[0], kinds[name]) if name in kinds else column for name, column in self._columns.items()}
        return DataFrame._of(made, self.index)

    def round(self, decimals=0):
        """Its columns of numbers, each to as many places as it says."""
        if not isinstance(decimals, (int, dict)):
            raise NotImplementedError("DataFrame.round: the Python of this page takes a number or a dict of numbers.")
        places = decimals if isinstance(decimals, dict) else dict.fromkeys(self._columns, decimals)
        made = {}
        for name, column in self._columns.items():
            is_number = str(column[1]).startswith(("float", "int"))
            if is_number and name in places:
                rounded_column = Series._of(*column, self.index, name).round(places[name])
                column = (rounded_column._values, rounded_column._dtype)
            made[name] = column
        return DataFrame._of(made, self.index)

    def apply(self, func, axis=0, result_type=None, args=(), **kwargs):
        if axis in (1, "columns"):
            found = [func(row, *args, **kwargs) for _, row in self.iterrows()]
            if found and isinstance(found[0], Series):
                return DataFrame([dict(row.items()) for row in found], index=self.index)
            if result_type == "expand":
                return DataFrame(found, index=self.index)
            return Series(found, index=self.index)
        found = {name: func(self[name], *args, **kwargs) for name in self._columns}
        if found and all(isinstance(column, Series) for column in found.values()):
            return DataFrame._of({name: (list(column._values), column._dtype) for name, column in found.items()}, self.index)
        return Series(list(found.values()), index=list(found))

    def map(self, func, na_action=None):
        return self.apply(lambda column: column.map(func, na_action))

    applymap = map

    def fillna(self, value, *, inplace=False):
        fills = value if isinstance(value, dict) else dict(value.items()) if isinstance(value, Series) else dict.fromkeys(self._columns, value)
        made = {
            name: filled(*column, fills[name]) if name in fills else column
            for name, column in self._columns.items()
        }
        return self._filled(DataFrame._of(made, self.index), inplace)

    def replace(self, to_replace=None, value=None, *, inplace=False):
        made = {name: replaced(values, to_replace, value) for name, (values, _) in self._columns.items()}
        return self._filled(DataFrame._of(made, self.index), inplace)

    def isin(self, values):
        found = {name: self[name].isin(values[name] if isinstance(values, dict) else values) if not isinstance(values, dict) or name in values else None for name in self._columns}
        return DataFrame._of({name: (column._values if column is not None else [False] * len(self), "bool") for name, column in found.items()}, self.index)

    def notna(self):
        return DataFrame._of({name: ([not is_missing(item) for item in values], "bool") for name, (values, _) in self._columns.items()}, self.index)

    notnull = notna

    def sort_values(self, by, *, ascending=True, inplace=False, na_position="last", ignore_index=False, key=None):
        names = [by] if isinstance(by, str) or not isinstance(by, (list, tuple)) else list(by)
        columns = [self[name] if key is None else key(self[name]) for name in names]
        ups = list(ascending) if isinstance(ascending, (list, tuple)) else [ascending] * len(names)
        places = sorted_places([column._values for column in columns], ups, na_position)
        return self._given(self._take(places), inplace, ignore_index)

    def nlargest(self, n, columns):
        return self.sort_values(columns, ascending=False).head(n)

    def nsmallest(self, n, columns):
        return self.sort_values(columns).head(n)

    def groupby(self, by=None, *, as_index=True, sort=True, dropna=True):
        if isinstance(by, Series):
            return self._by_keys(by, as_index, sort, dropna)
        names = [by] if isinstance(by, str) else list(by)
        if any(isinstance(name, Series) for name in names):
            raise NotImplementedError("groupby of several Series: the Python of this page does not have it.")
        for name in names:
            if name not in self._columns:
                raise KeyError(name)
        return GroupBy(self, names, None, sort, dropna, as_index, isinstance(by, str))

    def _by_keys(self, keys, as_index, sort, dropna):
        """By a Series, whose name stands above the groups. A column of that name is none of its keys."""
        if not as_index:
            raise NotImplementedError("groupby(Series, as_index=False): the Python of this page does not have it.")
        values, dtype = _aligned(keys, self.index)
        own = {**self._columns}
        if keys.name in own and own[keys.name][0] == keys._values:
            # The frame's own column: pandas leaves it out of the groups, as by its name.
            del own[keys.name]
        groups = GroupBy(DataFrame._of({**own, KEYS: (values, dtype)}, self.index), [KEYS], None, sort, dropna, True, True, keys.name)
        groups._whole = self
        return groups

    def agg(self, func):
        if isinstance(func, dict):
            return Series([self[name].agg(how) for name, how in func.items()], index=list(func))
        return Series([self[name].agg(func) for name in self._columns], index=list(self._columns))

    aggregate = agg

    def explode(self, column, ignore_index=False):
        rows = []
        for at in range(len(self)):
            row = dict(zip(self._columns, self._row(at)))
            item = row[column]
            parts = list(item) if isinstance(item, (list, tuple)) and item else [math.nan if isinstance(item, (list, tuple)) else item]
            rows += [(self.index[at], {**row, column: each}) for each in parts]
        made = {name: ([row[name] for _, row in rows], "object" if name == column else dtype) for name, (_, dtype) in self._columns.items()}
        return DataFrame._of(made, RangeIndex(len(rows)) if ignore_index else Index([label for label, _ in rows]))

    def set_index(self, keys, *, drop=True, inplace=False):
        name = keys[0] if isinstance(keys, list) and len(keys) == 1 else keys
        if isinstance(name, list):
            raise NotImplementedError("DataFrame.set_index of several columns: the Python of this page does not have it.")
        index = Index(self[name]._values, name)
        made = {each: column for each, column in self._columns.items() if not drop or each != name}
        return self._given(DataFrame._of(made, index), inplace)

    def squeeze(self, axis=None):
        found = self
        if len(self._columns) == 1 and axis in (None, 1, "columns"):
            found = self[next(iter(self._columns))]
            return found.squeeze() if axis is None else found
        return self.iloc[0] if len(self) == 1 and axis in (None, 0, "index") else found

    def insert(self, loc, column, value, allow_duplicates=False):
        if column in self._columns:
            raise ValueError(f"cannot insert {column}, already exists")
        names = list(self._columns)
        self[column] = value
        names.insert(loc, column)
        self.__dict__["_columns"] = {name: self._columns[name] for name in names}

    def isna(self):
        return DataFrame._of({name: ([is_missing(item) for item in values], "bool") for name, (values, _) in self._columns.items()}, self.index)

    isnull = isna

    def rename(self, mapper=None, *, index=None, columns=None, axis=None, inplace=False):
        if mapper is not None:
            index, columns = (index, mapper) if axis in (1, "columns") else (mapper, columns)
        made = {_renamed(name, columns): column for name, column in self._columns.items()}
        labels = self.index if index is None else Index([_renamed(label, index) for label in self.index], self.index.name)
        return self._given(DataFrame._of(made, labels), inplace)

    def drop(self, labels=None, *, axis=0, index=None, columns=None, inplace=False, errors="raise"):
        if labels is not None:
            index, columns = (index, labels) if axis in (1, "columns") else (labels, columns)
        made = self
        if columns is not None:
            gone = _among(columns, self._columns, errors)
            made = DataFrame._of({name: column for name, column in self._columns.items() if name not in gone}, self.index)
        if index is not None:
            gone = _among(index, self.index, errors)
            made = made._take([at for at, label in enumerate(self.index) if label not in gone])
        return self._given(made, inplace)

    def reset_index(self, drop=False, *, inplace=False):
        made = {name: (list(values), dtype) for name, (values, dtype) in self._columns.items()}
        if not drop:
            made = {"index" if self.index.name is None else self.index.name: infer(self.index), **made}
        return self._given(DataFrame._of(made, RangeIndex(len(self.index))), inplace)

    def assign(self, **columns):
        made = self.copy()
        for name, value in columns.items():
            made[name] = value(made) if callable(value) else value
        return made

    def pop(self, item):
        found = self[item]
        del self._columns[item]
        return found

    def equals(self, other):
        return isinstance(other, DataFrame) and self.to_dict() == other.to_dict()

    def _row(self, at):
        return [values[at] for values, _ in self._columns.values()]

    def _take(self, places):
        made = {name: ([values[at] for at in places], dtype) for name, (values, dtype) in self._columns.items()}
        labels = [self.index[at] for at in places]
        is_range = self.index.name is None and labels == list(range(len(labels)))
        return DataFrame._of(made, RangeIndex(len(labels)) if is_range else Index(labels, self.index.name))

    def __len__(self):
        return len(self.index)

    def __iter__(self):
        return iter(self._columns)

    def __contains__(self, name):
        return name in self._columns

    def __getitem__(self, key):
        if isinstance(key, Series) and key._dtype == "bool":
            if list(key.index) != list(self.index):
                by_label = dict(zip(key.index, key._values))
                if any(label not in by_label for label in self.index):
                    raise ValueError("Unalignable boolean Series provided as indexer (index of the boolean Series and of the indexed object do not match).")
                key = key._with([by_label[label] for label in self.index], "bool")
            return self._take([at for at, each in enumerate(key._values) if each])
        if isinstance(key, (list, numpy.ndarray)) and len(key) and all(isinstance(each, (bool, numpy.bool_)) for each in key):
            if len(key) != len(self):
                raise ValueError(f"Item wrong length {len(key)} instead of {len(self)}.")
            return self._take([at for at, each in enumerate(key) if each])
        if isinstance(key, (list, numpy.ndarray, Index)):
            names = list(key)
            missing = [name for name in names if name not in self._columns]
            if missing:
                index = Index(names if len(missing) == len(names) else missing)
                raise KeyError(f"None of [{index!r}] are in the [columns]" if len(missing) == len(names) else f"{missing} not in index")
            return DataFrame._of({name: self._columns[name] for name in names}, self.index)
        if isinstance(key, slice):
            return self.iloc[key]
        if not _is_hashable(key) or key not in self._columns:
            raise KeyError(key)
        values, dtype = self._columns[key]
        made = Series._of(values, dtype, self.index, key)
        if STRING != "str":
            made._home = (self, key)
        return made

    def __setitem__(self, key, value):
        length = len(self.index)
        if isinstance(value, Series) and length and list(value.index) != list(self.index):
            by_label = dict(value.items())
            values, dtype = infer([by_label.get(label, math.nan) for label in self.index])
        elif isinstance(value, Series):
            values, dtype = list(value._values), value._dtype
        elif isinstance(value, (list, tuple, range, Index, numpy.ndarray)):
            values, dtype = infer(value.tolist() if isinstance(value, numpy.ndarray) else value)
        else:
            values, dtype = infer([value] * length)
        if not self._columns and not length:
            self.__dict__["index"] = RangeIndex(len(values))
        elif len(values) != length:
            raise ValueError(f"Length of values ({len(values)}) does not match length of index ({length})")
        self._columns[key] = (values, dtype)

    def __delitem__(self, key):
        if key not in self._columns:
            raise KeyError(key)
        del self._columns[key]

    def __getattr__(self, name):
        if not name.startswith("_") and name in self.__dict__.get("_columns", {}):
            return self[name]
        return super().__getattr__(name)

    def __bool__(self):
        raise ValueError(f"The truth value of a DataFrame is ambiguous. {_TRUTH}")

    def __array__(self, dtype=None):
        return self.values

    def __repr__(self):
        return frame_text(self)

    def _repr_html_(self):
        return frame_html(self)

    __hash__ = None


def _frame_operator(name):
    def apply(self, other):
        if isinstance(other, DataFrame):
            if list(other._columns) != list(self._columns) or list(other.index) != list(self.index):
                raise NotImplementedError("Tables with different labels together: the Python of this page does not have it.")
            found = {each: getattr(self[each], name)(other[each]) for each in self._columns}
        elif isinstance(other, (Series, list, tuple, dict, numpy.ndarray)):
            raise NotImplementedError("A table and a list or Series together: the Python of this page does not have it.")
        else:
            found = {each: getattr(self[each], name)(other) for each in self._columns}
        return DataFrame._of({each: (column._values, column._dtype) for each, column in found.items()}, self.index)

    return apply


for _name in "add radd sub rsub mul rmul truediv rtruediv floordiv mod pow eq ne lt le gt ge".split():
    setattr(DataFrame, f"__{_name}__", _frame_operator(f"__{_name}__"))


def _renamed(name, names):
    return name if names is None else names(name) if callable(names) else names.get(name, name)


def _among(names, known, errors):
    names = [names] if isinstance(names, str) or not hasattr(names, "__iter__") else list(names)
    missing = [name for name in names if name not in known]
    if missing and errors == "raise":
        raise KeyError(f"{missing} not found in axis")
    return names


def _is_hashable(key):
    try:
        hash(key)
    except TypeError:
        return False
    return True


def _columns_of(data, index, columns):
    if isinstance(data, DataFrame):
        names = list(data._columns) if columns is None else list(columns)
        return {name: data._columns[name] for name in names}, data.index if index is None else _index_of(index, 0)
    if isinstance(data, Series):
        return {data.name if data.name is not None else 0: (list(data._values), data._dtype)}, data.index
    if data is None:
        return {name: ([], "object") for name in columns or []}, _index_of(index, 0)
    if isinstance(data, dict):
        return _of_dict(data, index, columns)
    if isinstance(data, numpy.ndarray):
        rows = data.tolist() if data.ndim == 2 else [[item] for item in data.tolist()]
        return _of_rows(rows, index, columns)
    if isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
        raise ValueError("DataFrame constructor not properly called!")
    return _of_rows(list(data), index, columns)


def _union(indexes):
    """The labels of all, in order if they are not all the same."""
    labels = [list(each) for each in indexes]
    if all(each == labels[0] for each in labels):
        return indexes[0]
    united = list(dict.fromkeys(label for each in labels for label in each))
    try:
        united.sort()
    except TypeError:
        pass
    return Index(united)


def _aligned(series, index):
    """Its values at these labels."""
    labels = list(series.index)
    if labels == list(index):
        return list(series._values), series._dtype
    if len(set(labels)) < len(labels):
        raise ValueError("cannot reindex on an axis with duplicate labels")
    found = dict(zip(labels, series._values))
    if all(label in found for label in index):
        return [found[label] for label in index], series._dtype
    return infer([found.get(label, math.nan) for label in index])


def _of_dict(data, index, columns):
    data = {name: data.get(name, [math.nan]) for name in columns} if columns is not None else data
    lists = {name: value for name, value in data.items() if isinstance(value, (list, tuple, numpy.ndarray, range, Index))}
    series = {name: value for name, value in data.items() if isinstance(value, Series)}
    dicts = {name: value for name, value in data.items() if isinstance(value, dict)}
    if data and not lists and not series and not dicts and index is None:
        raise ValueError("If using all scalar values, you must pass an index")
    if len({len(value) for value in lists.values()}) > 1:
        raise ValueError("All arrays must be of the same length")
    if lists and dicts:
        raise ValueError("Mixing dicts with non-Series may lead to ambiguous ordering.")
    if index is None:
        labels = _union([value.index for value in series.values()]) if series else None
        if dicts and labels is None:
            labels = Index(list(dict.fromkeys(key for value in dicts.values() for key in value)))
        length = len(next(iter(lists.values()))) if lists else len(labels) if labels is not None else 0
        if labels is not None and lists and length != len(labels):
            raise ValueError(f"array length {length} does not match index length {len(labels)}")
        index = labels if labels is not None else RangeIndex(length)
    else:
        index = _index_of(index, 0)
    made = {}
    for name, value in data.items():
        if isinstance(value, dict):
            made[name] = infer([value.get(label, math.nan) for label in index])
        elif isinstance(value, Series):
            made[name] = _aligned(value, index)
        elif name in lists:
            made[name] = infer(value.tolist() if isinstance(value, numpy.ndarray) else value)
        else:
            made[name] = infer([value] * len(index))
        if len(made[name][0]) != len(index):
            raise ValueError(f"Length of values ({len(made[name][0])}) does not match length of index ({len(index)})")
    return made, index


def _of_rows(rows, index, columns):
    if rows and all(isinstance(row, dict) for row in rows):
        names = list(dict.fromkeys(key for row in rows for key in row)) if columns is None else list(columns)
        made = {name: infer([row.get(name, math.nan) for row in rows]) for name in names}
    elif rows and isinstance(rows[0], Series):
        names = list(rows[0].index)
        made = {name: infer([row[name] for row in rows]) for name in names}
        index = [row.name for row in rows] if index is None and rows[0].name is not None else index
    else:
        lists = [list(row) if isinstance(row, (list, tuple, numpy.ndarray)) else [row] for row in rows]
        width = max(map(len, lists), default=0)
        names = list(range(width)) if columns is None else list(columns)
        if lists and len(names) != width:
            if not any(isinstance(row, (list, tuple, numpy.ndarray)) for row in rows):
                raise ValueError(f"Shape of passed values is ({len(rows)}, 1), indices imply ({len(rows)}, {len(names)})")
            raise ValueError(f"{len(names)} columns passed, passed data had {width} columns")
        made = {name: infer([row[at] if at < len(row) else None for row in lists]) for at, name in enumerate(names)}
    return made, _index_of(index, len(rows))


class _FrameByPlace:
    def __init__(self, frame):
        self._frame = frame

    def __getitem__(self, key):
        frame = self._frame
        if isinstance(key, tuple):
            rows, columns = key
            names = list(frame._columns)
            chosen = names[columns] if not isinstance(columns, list) else [names[at] for at in columns]
            if isinstance(chosen, list):
                return frame[chosen].iloc[rows]
            return frame[chosen].iloc[rows]
        if isinstance(key, slice):
            return frame._take(range(*key.indices(len(frame))))
        if isinstance(key, (list, numpy.ndarray)):
            return frame._take([operator.index(each) for each in key])
        at = operator.index(key)
        if not -len(frame) <= at < len(frame):
            raise IndexError("single positional indexer is out-of-bounds")
        return _row_series(frame, at % len(frame))

    def __setitem__(self, key, value):
        frame = self._frame
        rows, column = key if isinstance(key, tuple) else (key, None)
        if column is None:
            raise NotImplementedError("DataFrame.iloc[row] = …: the Python of this page does not have it. Name the column too.")
        name = list(frame._columns)[operator.index(column)]
        values = list(frame._columns[name][0])
        _set_places(values, range(len(frame))[rows] if isinstance(rows, slice) else operator.index(rows), value)
        frame._columns[name] = infer(values)


def _row_series(frame, at, is_boxed=True):
    """A row: of the columns' own dtype where they agree, else of objects."""
    dtypes = {dtype for _, dtype in frame._columns.values()}
    values = frame._row(at)
    if len(dtypes) == 1:
        found = next(iter(dtypes))
    elif dtypes <= {"int64", "float64"}:
        values, found = [float(each) for each in values], "float64"
    else:
        # Row by row pandas goes over Python's own numbers; one row alone it takes from the columns.
        kinds = [dtype for _, dtype in frame._columns.values()]
        values, found = [boxed(*each) if is_boxed else each[0] for each in zip(values, kinds)], "object"
    return Series._of(values, found, Index(list(frame._columns)), frame.index[at])


class _FrameByLabel:
    def __init__(self, frame):
        self._frame = frame

    def __getitem__(self, key):
        frame = self._frame
        if isinstance(key, tuple):
            rows, columns = key
            if isinstance(columns, slice):
                names = list(frame._columns)
                columns = [names[at] for at in labels_at(Index(names), columns)]
            found = frame[columns]
            places = labels_at(frame.index, rows)
            if isinstance(found, Series):
                return boxed(found._values[places], found._dtype) if isinstance(places, int) else found._at(places)
            return _row_series(found, places) if isinstance(places, int) else found._take(places)
        places = labels_at(frame.index, key)
        return _row_series(frame, places) if isinstance(places, int) else frame._take(places)

    def __setitem__(self, key, value):
        frame = self._frame
        rows, columns = key if isinstance(key, tuple) else (key, list(frame._columns))
        is_new = not isinstance(rows, (slice, list, Series, numpy.ndarray)) and rows not in frame.index
        if is_new:
            frame.__dict__["index"] = _index_with(frame.index, rows)
            frame.__dict__["_columns"] = {name: ([*values, None], dtype) for name, (values, dtype) in frame._columns.items()}
        places = labels_at(frame.index, rows)
        names = columns if isinstance(columns, list) else [columns]
        given = list(value) if isinstance(columns, list) and isinstance(value, (list, tuple, numpy.ndarray, Series)) and isinstance(places, int) else None
        if given is not None and len(given) != len(names):
            raise ValueError("cannot set a row with mismatched columns" if is_new else "Must have equal len keys and value when setting with an iterable")
        for at, name in enumerate(names):
            values, _ = frame._columns.get(name, ([math.nan] * len(frame.index), "float64"))
            values = list(values)
            each = value if given is None else given[at]
            if isinstance(each, Series) and not isinstance(places, int):
                by_label = dict(each.items())
                each = [by_label.get(frame.index[place], math.nan) for place in places]
            _set_places(values, places, each)
            frame._columns[name] = infer(values)
        if is_new:
            frame.__dict__["_columns"] = {name: infer(values) for name, (values, _) in frame._columns.items()}


def _index_with(index, label):
    labels = [*index, label]
    return RangeIndex(len(labels)) if labels == list(range(len(labels))) else Index(labels, index.name)


def _column_reduction(name):
    def reduce(self, axis=0, numeric_only=False):
        if axis in (1, "columns"):
            return Series([getattr(row, name)() for _, row in self.iterrows()], index=self.index)
        names = [each for each, (_, dtype) in self._columns.items() if not numeric_only or dtype in ("int64", "float64", "bool")]
        return Series([getattr(self[each], name)() for each in names], index=names)

    reduce.__name__ = name
    return reduce


for _name in ["sum", "mean", "median", "std", "max", "min", "count", "nunique", "any", "all"]:
    setattr(DataFrame, _name, _column_reduction(_name))
