"""pandas' Series and DataFrame over lists, as far as wrappers around a model use them."""

import math
import operator

import numpy
from phi3_page import Lacking

from pandas._column import STRING, boxed, convert, dtype_of, infer, is_missing, plain, to_numpy
from pandas._print import frame_html, frame_text, series_text


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
        return f"Index([{shown}], dtype='{self._dtype}')"


class RangeIndex(Index):
    def __init__(self, stop, name=None):
        super().__init__(range(stop), name)

    def __repr__(self):
        return f"RangeIndex(start=0, stop={len(self)}, step=1)"


def _index_of(index, length):
    if index is None:
        return RangeIndex(length)
    return index if isinstance(index, Index) else Index(index)


class Series(Lacking):
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

    @property
    def dtype(self):
        return dtype_of(self._dtype)

    @property
    def values(self):
        return to_numpy(self._values, self._dtype)

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

    @property
    def str(self):
        return _Texts(self)

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

    def map(self, arg):
        return self.apply(arg if callable(arg) else lambda item: arg.get(item, math.nan))

    def fillna(self, value):
        values, found = infer([value if is_missing(item) else item for item in self._values])
        return Series._of(values, found, self.index, self.name)

    def isna(self):
        return Series._of([is_missing(item) for item in self._values], "bool", self.index, self.name)

    isnull = isna

    def notna(self):
        return Series._of([not is_missing(item) for item in self._values], "bool", self.index, self.name)

    def dropna(self):
        return self[self.notna()]

    def unique(self):
        return to_numpy(list(dict.fromkeys(self._values)), self._dtype)

    def head(self, n=5):
        return self.iloc[:n]

    def reset_index(self, drop=False):
        if not drop:
            raise NotImplementedError("Series.reset_index(drop=False): the Python of this page does not have it.")
        return Series._of(list(self._values), self._dtype, RangeIndex(len(self._values)), self.name)

    def copy(self):
        return Series._of(list(self._values), self._dtype, self.index, self.name)

    def item(self):
        if len(self._values) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._values[0]

    def _known(self):
        return [item for item in self._values if not is_missing(item)]

    def sum(self):
        return boxed(sum(self._known()), self._dtype)

    def mean(self):
        known = self._known()
        return numpy.float64(math.fsum(known) / len(known) if known else math.nan)

    def max(self):
        return boxed(max(self._known()), self._dtype)

    def min(self):
        return boxed(min(self._known()), self._dtype)

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
        if isinstance(key, Series) and key._dtype == "bool":
            key = key._values
        if isinstance(key, (list, numpy.ndarray)):
            key = list(key)
            if key and all(isinstance(each, (bool, numpy.bool_)) for each in key):
                places = [at for at, each in enumerate(key) if each]
            else:
                places = [self.index.get_loc(each) for each in key]
            return self._at(places)
        return boxed(self._values[self.index.get_loc(key)], self._dtype)

    def __setitem__(self, key, value):
        places = [self.index.get_loc(key)]
        for at in places:
            self._values[at] = plain(value)
        self._values, self._dtype = infer(self._values)

    def _at(self, places):
        return Series._of([self._values[at] for at in places], self._dtype, Index([self.index[at] for at in places]), self.name)

    def __bool__(self):
        raise ValueError(f"The truth value of a Series is ambiguous. {_TRUTH}")

    def __getattr__(self, name):
        if not name.startswith("_") and "index" in self.__dict__ and name in self.index:
            return self[name]
        return super().__getattr__(name)

    def __repr__(self):
        return series_text(self)

    __hash__ = None


def _series_operator(function, reverse=False, is_comparison=False):
    def apply(self, other):
        others = other._values if isinstance(other, Series) else list(other) if isinstance(other, (list, numpy.ndarray)) else [other] * len(self)
        pairs = zip(others, self._values) if reverse else zip(self._values, others)
        values = [_missing_or(function, plain(a), plain(b), is_comparison) for a, b in pairs]
        values, found = infer(values) if not is_comparison else (values, "bool")
        return Series._of(values, found, self.index, self.name)

    return apply


def _missing_or(function, a, b, is_comparison):
    if is_missing(a) or is_missing(b):
        return function is operator.ne if is_comparison else math.nan
    return function(a, b)


for _name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"]:
    setattr(Series, f"__{_name}__", _series_operator(getattr(operator, _name)))
    setattr(Series, f"__r{_name}__", _series_operator(getattr(operator, _name), reverse=True))
for _name in ["eq", "ne", "lt", "le", "gt", "ge"]:
    setattr(Series, f"__{_name}__", _series_operator(getattr(operator, _name), is_comparison=True))
for _name in ["and", "or"]:
    setattr(Series, f"__{_name}__", _series_operator(getattr(operator, f"{_name}_"), is_comparison=True))
Series.__invert__ = lambda self: Series._of([not item for item in self._values], "bool", self.index, self.name)


class _Texts:
    """``series.str``: the methods of text, item by item."""

    def __init__(self, series):
        self._series = series

    def __getattr__(self, name):
        if not hasattr(str, name) and name not in ("len", "contains"):
            raise AttributeError(f"'StringMethods' object has no attribute {name!r}")

        def apply(*args, **kwargs):
            function = {"len": len, "contains": lambda text, part, **_: part in text}.get(name) or getattr(str, name)
            return self._series.apply(lambda item: item if is_missing(item) else function(item, *args, **kwargs))

        return apply


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


class _SeriesByLabel:
    def __init__(self, series):
        self._series = series

    def __getitem__(self, key):
        return self._series[key]


class DataFrame(Lacking):
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

    def to_numpy(self):
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

    def to_json(self, orient="columns"):
        import json

        shown = {"columns": "dict", "records": "records", "split": "split", "index": "index"}.get(orient)
        if shown is None:
            raise ValueError(f"Invalid value '{orient}' for option 'orient'")
        cleaned = json.loads(json.dumps(self.to_dict(shown), default=str), parse_constant=lambda _: None)
        return json.dumps(cleaned, separators=(",", ":"), ensure_ascii=True).replace("/", "\\/")

    def to_string(self):
        return frame_text(self)

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

    def head(self, n=5):
        return self.iloc[:n]

    def tail(self, n=5):
        return self.iloc[-n:] if n else self.iloc[:0]

    def copy(self, deep=True):
        return DataFrame._of({name: (list(values), dtype) for name, (values, dtype) in self._columns.items()}, self.index)

    def astype(self, dtype):
        kinds = dtype if isinstance(dtype, dict) else dict.fromkeys(self._columns, dtype)
        made = {name: convert(column[0], kinds[name]) if name in kinds else column for name, column in self._columns.items()}
        return DataFrame._of(made, self.index)

    def apply(self, func, axis=0):
        if axis in (1, "columns"):
            return Series([func(row) for _, row in self.iterrows()], index=self.index)
        return Series([func(self[name]) for name in self._columns], index=list(self._columns))

    def fillna(self, value):
        made = {name: infer([value if is_missing(item) else item for item in values]) for name, (values, _) in self._columns.items()}
        return DataFrame._of(made, self.index)

    def isna(self):
        return DataFrame._of({name: ([is_missing(item) for item in values], "bool") for name, (values, _) in self._columns.items()}, self.index)

    isnull = isna

    def rename(self, columns):
        return DataFrame._of({columns.get(name, name): column for name, column in self._columns.items()}, self.index)

    def drop(self, labels=None, axis=0, columns=None):
        gone = columns if columns is not None else labels if axis in (1, "columns") else None
        if gone is None:
            raise NotImplementedError("DataFrame.drop of rows: the Python of this page does not have it.")
        gone = [gone] if isinstance(gone, str) else list(gone)
        missing = [name for name in gone if name not in self._columns]
        if missing:
            raise KeyError(f"{missing} not found in axis")
        return DataFrame._of({name: column for name, column in self._columns.items() if name not in gone}, self.index)

    def reset_index(self, drop=False):
        made = {name: (list(values), dtype) for name, (values, dtype) in self._columns.items()}
        if not drop:
            made = {"index": infer(self.index), **made}
        return DataFrame._of(made, RangeIndex(len(self.index)))

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
        return DataFrame._of(made, RangeIndex(len(labels)) if labels == list(range(len(labels))) else Index(labels))

    def __len__(self):
        return len(self.index)

    def __iter__(self):
        return iter(self._columns)

    def __contains__(self, name):
        return name in self._columns

    def __getitem__(self, key):
        if isinstance(key, Series) and key._dtype == "bool":
            return self._take([at for at, each in enumerate(key._values) if each])
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
        return Series._of(values, dtype, self.index, key)

    def __setitem__(self, key, value):
        length = len(self.index)
        if isinstance(value, Series):
            values, dtype = list(value._values), value._dtype
        elif isinstance(value, (list, tuple, numpy.ndarray)):
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


def _of_dict(data, index, columns):
    data = {name: data.get(name, [math.nan]) for name in columns} if columns is not None else data
    lists = {name: value for name, value in data.items() if isinstance(value, (list, tuple, numpy.ndarray, range))}
    series = {name: value for name, value in data.items() if isinstance(value, Series)}
    dicts = {name: value for name, value in data.items() if isinstance(value, dict)}
    if data and not lists and not series and not dicts and index is None:
        raise ValueError("If using all scalar values, you must pass an index")
    if len({len(value) for value in lists.values()}) > 1:
        raise ValueError("All arrays must be of the same length")
    if lists and dicts:
        raise ValueError("Mixing dicts with non-Series may lead to ambiguous ordering.")
    if index is None:
        labels = next(iter(series.values())).index if series else None
        if dicts and labels is None:
            labels = Index(list(dict.fromkeys(key for value in dicts.values() for key in value)))
        length = len(next(iter(lists.values()))) if lists else len(labels) if labels is not None else 0
        index = labels if labels is not None else RangeIndex(length)
    else:
        index = _index_of(index, 0)
    made = {}
    for name, value in data.items():
        if isinstance(value, dict):
            made[name] = infer([value.get(label, math.nan) for label in index])
        elif isinstance(value, Series):
            made[name] = (list(value._values), value._dtype)
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
            found = frame[columns] if not isinstance(columns, slice) else frame
            return found if isinstance(rows, slice) and rows == slice(None) else found[rows] if isinstance(found, Series) else _FrameByLabel(found)[rows]
        if isinstance(key, Series) and key._dtype == "bool":
            return frame[key]
        if isinstance(key, slice):
            labels = list(frame.index)
            start = 0 if key.start is None else labels.index(key.start)
            stop = len(labels) if key.stop is None else labels.index(key.stop) + 1
            return frame._take(range(start, stop))
        if isinstance(key, list):
            return frame._take([frame.index.get_loc(each) for each in key])
        return _row_series(frame, frame.index.get_loc(key))

    def __setitem__(self, key, value):
        rows, column = key if isinstance(key, tuple) else (key, None)
        frame = self._frame
        if column is None:
            raise NotImplementedError("DataFrame.loc[row] = …: the Python of this page does not have it. Name the column too.")
        values, _ = frame._columns.get(column, ([math.nan] * len(frame), "float64"))
        values = list(values)
        places = range(len(frame)) if isinstance(rows, slice) else [frame.index.get_loc(rows)]
        for at in places:
            values[at] = plain(value)
        frame._columns[column] = infer(values)
