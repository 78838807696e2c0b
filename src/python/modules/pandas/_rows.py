"""Which rows, and in which order: what Series and DataFrame have in common."""

import functools
import math

import numpy

from pandas._column import STRING, infer, is_missing


class Rows:
    """`_take(places)` gives the rows at those places; `_become(other)` takes another's content."""

    def _given(self, made, inplace=False, ignore_index=False):
        if ignore_index:
            made = made.reset_index(drop=True)
        if not inplace:
            return made
        self._become(made)
        return None

    def _filled(self, made, inplace):
        """Since pandas 3 those that fill in place give the object back."""
        return self._given(made, inplace) if not inplace else self if self._given(made, True) is None and STRING == "str" else None

    def head(self, n=5):
        return self.iloc[:n]

    def tail(self, n=5):
        return self.iloc[-n:] if n else self.iloc[:0]

    def sample(self, n=None, frac=None, replace=False, random_state=None, ignore_index=False):
        count = round(frac * len(self)) if frac is not None else 1 if n is None else n
        random = random_state if isinstance(random_state, numpy.random.RandomState) else numpy.random.RandomState(random_state)
        places = random.choice(len(self), size=count, replace=replace)
        return self._given(self._take(places.tolist()), ignore_index=ignore_index)

    def duplicated(self, subset=None, keep="first"):
        rows = [tuple(map(_hashable, row)) for row in self._rows_of(subset)]
        return self._flags(_repeats(rows, keep))

    def drop_duplicates(self, subset=None, keep="first", inplace=False, ignore_index=False):
        repeats = _repeats([tuple(map(_hashable, row)) for row in self._rows_of(subset)], keep)
        return self._given(self._take([at for at, each in enumerate(repeats) if not each]), inplace, ignore_index)

    def dropna(self, *, axis=0, how="any", subset=None, inplace=False, ignore_index=False):
        if axis not in (0, "index"):
            raise NotImplementedError("dropna of columns: the Python of this page does not have it.")
        is_gone = any if how == "any" else all
        places = [at for at, row in enumerate(self._rows_of(subset)) if not is_gone(map(is_missing, row))]
        return self._given(self._take(places), inplace, ignore_index)

    def sort_index(self, *, ascending=True, inplace=False, ignore_index=False):
        labels = list(self.index)
        return self._given(self._take(sorted(range(len(labels)), key=labels.__getitem__, reverse=not ascending)), inplace, ignore_index)


def sorted_places(columns, ascending, na_position):
    """The places of rows, by their values in several columns, each up or down; missing ones last, or first."""

    def compare(a, b):
        for values, is_up in zip(columns, ascending):
            left, right = values[a], values[b]
            if is_missing(left) or is_missing(right):
                if is_missing(left) and is_missing(right):
                    continue
                return 1 if is_missing(left) == (na_position == "last") else -1
            if left != right:
                return -1 if (left < right) == is_up else 1
        return 0

    return sorted(range(len(columns[0])), key=functools.cmp_to_key(compare))


def _repeats(rows, keep):
    if keep == "last":
        return _repeats(rows[::-1], "first")[::-1]
    if keep is False:
        return [rows.count(row) > 1 for row in rows]
    seen = set()
    return [row in seen or seen.add(row) is not None for row in rows]


def _hashable(value):
    if is_missing(value):
        return None
    hash(value)
    return value


def labels_at(index, key):
    """The places that `.loc` finds: for one label its place alone, otherwise a list."""
    if hasattr(key, "_dtype") and key._dtype == "bool":
        key = key._values
    if isinstance(key, numpy.ndarray):
        key = key.tolist()
    if isinstance(key, slice):
        start = 0 if key.start is None else index.get_loc(key.start)
        stop = len(index) if key.stop is None else index.get_loc(key.stop) + 1
        return list(range(start, stop, key.step or 1))
    if isinstance(key, (list, tuple)) or hasattr(key, "_labels"):
        key = list(key)
        if key and all(isinstance(each, (bool, numpy.bool_)) for each in key):
            if len(key) != len(index):
                raise IndexError(f"Boolean index has wrong length: {len(key)} instead of {len(index)}")
            return [at for at, each in enumerate(key) if each]
        return [index.get_loc(each) for each in key]
    return index.get_loc(key)


def aligned(left, right):
    """(items of `left`, items of `right`, index) by their labels: those of both, missing where one has none."""
    if list(left.index) == list(right.index):
        return left._values, right._values, left.index
    for each in (left, right):
        if len(set(each.index)) < len(each):
            raise NotImplementedError("Aligning Series with repeated labels: the Python of this page does not have it.")
    labels = list(dict.fromkeys([*left.index, *right.index]))
    if set(left.index) != set(labels) or set(right.index) != set(labels):
        try:
            labels = sorted(labels)
        except TypeError:
            pass
    known = [dict(zip(each.index, each._values)) for each in (left, right)]
    return *([of.get(label, math.nan) for label in labels] for of in known), labels


def replaced(values, to_replace, value):
    table = to_replace if isinstance(to_replace, dict) else dict.fromkeys(to_replace if isinstance(to_replace, list) else [to_replace], value)
    return infer([next((new for old, new in table.items() if _is_same(item, old)), item) for item in values])


def _is_same(item, old):
    return (is_missing(item) and is_missing(old)) or (isinstance(item, bool) == isinstance(old, bool) and item == old)


__all__ = ["Rows", "aligned", "labels_at", "replaced", "sorted_places"]
