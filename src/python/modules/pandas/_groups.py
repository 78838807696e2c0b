"""``frame.groupby(…)``: rows with the same values in some columns."""

import math

from pandas._column import infer, is_missing

#: The column that holds a Series' keys.
KEYS = object()

_NAMES = ["sum", "mean", "median", "min", "max", "std", "count", "nunique", "first", "last"]


class GroupBy:
    def __init__(self, frame, by, column=None, sort=True, dropna=True, as_index=True, is_named=True, key_name=None):
        """`is_named`: one name was given, not a list of it. `key_name`: that of the Series whose values are the keys."""
        self._frame, self._by, self._column, self._as_index, self._is_named = frame, by, column, as_index, is_named
        self._more = (sort, dropna, as_index, is_named, key_name)
        #: Whose rows its groups are.
        self._whole = frame
        self._key_name = key_name if by == [KEYS] else by[0]
        #: What its results are named after: a Series may have no name.
        self._shown = column
        places = {}
        for at in range(len(frame)):
            key = tuple(frame._columns[name][0][at] for name in by)
            if not (dropna and any(map(is_missing, key))):
                places.setdefault(key, []).append(at)
        self._places = dict(sorted(places.items(), key=lambda item: [(is_missing(each), each) for each in item[0]])) if sort else places

    @property
    def _is_single(self):
        return len(self._by) == 1

    def _label(self, key):
        return key[0] if self._is_single else key

    @property
    def groups(self):
        return {self._label(key): [self._frame.index[at] for at in places] for key, places in self._places.items()}

    @property
    def ngroups(self):
        return len(self._places)

    def __len__(self):
        return len(self._places)

    def __getitem__(self, column):
        if column is not None and isinstance(column, list):
            return GroupBy(self._frame[[*self._by, *column]], self._by, None, *self._more)
        if column not in self._frame._columns:
            raise KeyError(f"Column not found: {column}")
        return GroupBy(self._frame, self._by, column, *self._more)

    def _of_series(self, column, name):
        groups = self[column]
        groups._shown = name
        return groups

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._frame._columns:
            return self[name]
        raise AttributeError(f"groupby(…).{name}: the Python of this page does not have it.", name=name, obj=self)

    def __iter__(self):
        for key, places in self._places.items():
            rows = self._rows(places)
            # Since pandas 2 a list of one name gives tuples too.
            yield (self._label(key) if self._is_named else key), (rows if self._column is None else rows[self._column])

    def get_group(self, name):
        key = name if isinstance(name, tuple) else (name,)
        if key not in self._places:
            raise KeyError(name)
        rows = self._rows(self._places[key])
        return rows if self._column is None else rows[self._column]

    def _rows(self, places):
        rows = self._whole._take(places)
        return rows.drop(columns=[KEYS]) if KEYS in rows._columns else rows

    def size(self):
        return self._series([len(places) for places in self._places.values()], None)

    def apply(self, func):
        return self._series([func(group) for _, group in self], None if self._column is None else self._shown)

    def agg(self, func=None, **named):
        if func is None and not named:
            raise TypeError("Must provide 'func' or tuples of '**kwargs'.")
        if self._column is not None:
            if isinstance(func, dict):
                raise NotImplementedError("groupby(…)[column].agg of a dict: the Python of this page does not have it.")
            several = {_name_of(how): how for how in func} if isinstance(func, list) else named
            if several:
                return self._table({name: self._reduced(how)._values for name, how in several.items()})
            return self._reduced(func)
        if func is None:
            for name, how in named.items():
                if not (isinstance(how, tuple) and len(how) == 2):
                    raise TypeError("Must provide 'func' or named aggregation **kwargs.")
                if how[0] not in self._frame._columns:
                    raise KeyError(f"Label(s) [{how[0]!r}] do not exist")
            return self._table({name: self[column]._reduced(how)._values for name, (column, how) in named.items()})
        if isinstance(func, list) or (isinstance(func, dict) and any(isinstance(how, list) for how in func.values())):
            raise NotImplementedError("groupby(…).agg of several functions for a column: the Python of this page does not have it.")
        named = func if isinstance(func, dict) else dict.fromkeys(self._others(), func)
        return self._table({name: self[name]._reduced(how)._values for name, how in named.items()})

    aggregate = agg

    def _others(self):
        return [name for name in self._frame._columns if name not in self._by]

    def _reduced(self, how):
        function = how if callable(how) else lambda column: _OWN[how](column) if how in _OWN else getattr(column, how)()
        return self._series([function(group) for _, group in self], self._shown)

    def _series(self, values, name):
        made, dtype = infer(values)
        if not self._as_index:
            return self._table({"size" if name is None else name: made})
        return self._frame._series(made, dtype, self._labels(), self._key_name if self._is_single else None, name)

    def _labels(self):
        if not self._is_single:
            raise NotImplementedError("groupby of several columns needs as_index=False: the Python of this page has no MultiIndex.")
        return [key[0] for key in self._places]

    def _table(self, columns):
        made = {name: infer(values) for name, values in columns.items()}
        if self._as_index:
            return self._frame._frame(made, self._labels(), self._key_name)
        keys = {name: infer([key[at] for key in self._places]) for at, name in enumerate(self._by)}
        return self._frame._frame({**keys, **made}, None, None)


def _end(column, how):
    known = column._known()
    return (known[0] if how == "first" else known[-1]) if known else float("nan")


def _name_of(how):
    return how if isinstance(how, str) else how.__name__


def _floats(column):
    return [float(item) for item in column._known()] if column._dtype.startswith("float") else None


def _kahan(items):
    """pandas/_libs/groupby.pyx group_sum: what an addition loses is added to the next."""
    total = lost = 0.0
    for item in items:
        y = item - lost
        t = total + y
        lost = t - total - y
        total = t
    return total


def _group_sum(column):
    floats = _floats(column)
    return column.sum() if floats is None else _kahan(floats)


def _group_mean(column):
    floats = [float(item) for item in column._known()]
    return _kahan(floats) / len(floats) if floats else math.nan


def _group_std(column):
    """pandas/_libs/groupby.pyx group_var: Welford's way."""
    mean = squares = 0.0
    count = 0
    for item in column._known():
        count += 1
        before, mean = mean, mean + (item - mean) / count
        squares += (item - mean) * (item - before)
    return math.sqrt(squares / (count - 1)) if count > 1 else math.nan


_OWN = {
    "first": lambda column: _end(column, "first"),
    "last": lambda column: _end(column, "last"),
    "sum": _group_sum,
    "mean": _group_mean,
    "std": _group_std,
}


def _method(name):
    def reduce(self, numeric_only=False):
        if numeric_only and self._column is None:
            numbers = [each for each in self._others() if self._frame._columns[each][1] in ("int64", "float64", "bool")]
            return self[numbers].agg(name)
        return self.agg(name)

    reduce.__name__ = name
    return reduce


for _name in _NAMES:
    setattr(GroupBy, _name, _method(_name))

__all__ = ["KEYS", "GroupBy"]
