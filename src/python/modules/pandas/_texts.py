"""``series.str``: methods of text, item by item."""

import re

from pandas._column import STRING, infer, is_missing

_PLAIN = frozenset(
    "capitalize casefold center encode find index ljust lower lstrip removeprefix removesuffix rfind rindex rjust "
    "rstrip strip swapcase title translate upper zfill".split()
)
_PREDICATES = frozenset(
    "endswith isalnum isalpha isascii isdecimal isdigit islower isnumeric isspace istitle isupper startswith".split()
)
_LACKING = frozenset("decode extractall get_dummies partition rpartition slice_replace wrap".split())


class StringMethods:
    def __init__(self, series):
        if series._dtype not in ("object", "str"):
            words = f", not {_KINDS.get(series._dtype, series._dtype)}" if STRING == "str" else "!"
            raise AttributeError(f"Can only use .str accessor with string values{words}")
        self._series = series

    def _each(self, function):
        made = [item if is_missing(item) else _or_missing(function, item) for item in self._series]
        is_mixed = self._series._dtype == "object" and any(isinstance(item, str) for item in made)
        return self._series._with(made, "object") if is_mixed else self._series._with(*infer(made))

    def _test(self, function, na=None):
        """Of pandas 3's texts, a missing one is False."""
        missing = na if na is not None else False if self._series._dtype == "str" else None
        tested = [missing if is_missing(item) and missing is not None else item if is_missing(item) else _or_missing(function, item) for item in self._series]
        return self._series._with(*infer(tested))

    def __getattr__(self, name):
        if name in _PLAIN:
            return lambda *args, **kwargs: self._each(lambda item: getattr(item, name)(*args, **kwargs))
        if name in _PREDICATES:
            return lambda *args, na=None: self._test(lambda item: getattr(item, name)(*args), na)
        if name in _LACKING:
            raise AttributeError(f"Series.str.{name}: the Python of this page does not have it.", name=name, obj=self)
        raise AttributeError(f"'StringMethods' object has no attribute {name!r}")

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._each(lambda item: item[key])
        return self.get(key)

    def get(self, i):
        def one(item):
            if isinstance(item, dict):
                return item.get(i)
            return item[i] if -len(item) <= i < len(item) else float("nan")

        return self._each(one)

    def slice(self, start=None, stop=None, step=None):
        return self[start:stop:step]

    def len(self):
        return self._each(len)

    def contains(self, pat, case=True, flags=0, na=None, regex=True):
        if not regex:
            return self._test(lambda item: pat in item if case else pat.lower() in item.lower(), na)
        found = _pattern(pat, case, flags)
        return self._test(lambda item: found.search(item) is not None, na)

    def match(self, pat, case=True, flags=0, na=None):
        found = _pattern(pat, case, flags)
        return self._test(lambda item: found.match(item) is not None, na)

    def fullmatch(self, pat, case=True, flags=0, na=None):
        found = _pattern(pat, case, flags)
        return self._test(lambda item: found.fullmatch(item) is not None, na)

    def count(self, pat, flags=0):
        found = re.compile(pat, flags)
        return self._each(lambda item: sum(1 for _ in found.finditer(item)))

    def findall(self, pat, flags=0):
        return self._each(re.compile(pat, flags).findall)

    def extract(self, pat, flags=0, expand=True):
        found = re.compile(pat, flags)
        if found.groups == 0:
            raise ValueError("pattern contains no capture groups")
        names = {at - 1: name for name, at in found.groupindex.items()}
        rows = [None if is_missing(item) else found.search(item) for item in self._series]
        columns = {
            names.get(at, at): infer([float("nan") if row is None or row[at + 1] is None else row[at + 1] for row in rows])
            for at in range(found.groups)
        }
        if not expand and found.groups == 1:
            return self._series._with(*columns[names.get(0, 0)], name=names.get(0, self._series.name))
        return self._series._frame(columns)

    def replace(self, pat, repl=None, n=-1, case=None, flags=0, regex=False):
        if isinstance(pat, dict):
            made = self._series
            for old, new in pat.items():
                made = made.str.replace(old, new, n, case, flags, regex)
            return made
        is_pattern = regex or isinstance(pat, re.Pattern)
        if callable(repl) and not is_pattern:
            raise ValueError("Cannot use a callable replacement when regex=False")
        if is_pattern or case is False or flags:
            found = _pattern(pat if is_pattern else re.escape(pat), case is not False, flags)
            return self._each(lambda item: found.sub(repl, item, count=max(n, 0)))
        return self._each(lambda item: item.replace(pat, repl, n))

    def split(self, pat=None, *, n=-1, expand=False, regex=None):
        is_pattern = isinstance(pat, re.Pattern) or (pat is not None and (len(pat) > 1 if regex is None else regex))
        if is_pattern:
            found = re.compile(pat)
            return self._parts(lambda item: found.split(item, maxsplit=max(n, 0)), expand)
        return self._parts(lambda item: item.split(pat, n if n else -1), expand)

    def rsplit(self, pat=None, *, n=-1, expand=False):
        return self._parts(lambda item: item.rsplit(pat, n if n else -1), expand)

    def _parts(self, function, expand):
        if not expand:
            parts = [item if is_missing(item) else function(item) for item in self._series]
            return self._series._with(parts, "object")
        rows = [[] if is_missing(item) else function(item) for item in self._series]
        width = max(map(len, rows), default=0)
        return self._series._frame({at: infer([row[at] if at < len(row) else None for row in rows]) for at in range(width)})

    def join(self, sep):
        return self._each(sep.join)

    def repeat(self, repeats):
        return self._each(lambda item: item * repeats)

    def pad(self, width, side="left", fillchar=" "):
        how = {"left": str.rjust, "right": str.ljust, "both": str.center}[side]
        return self._each(lambda item: how(item, width, fillchar))

    def normalize(self, form):
        import unicodedata

        return self._each(lambda item: unicodedata.normalize(form, item))

    def cat(self, others=None, sep=None, na_rep=None):
        sep = sep or ""
        mine = [na_rep if is_missing(item) else item for item in self._series]
        if others is None:
            return sep.join(item for item in mine if item is not None)
        if others and isinstance(others, list) and not isinstance(others[0], str):
            raise NotImplementedError("Series.str.cat of several columns: the Python of this page does not have it.")
        pairs = zip(mine, [na_rep if is_missing(item) else item for item in others])
        return self._series._with(*infer([float("nan") if None in pair else sep.join(pair) for pair in pairs]))


def _or_missing(function, item):
    """An item that is no text is missing."""
    try:
        return function(item)
    except (AttributeError, TypeError):
        return float("nan")


def _pattern(pat, case, flags):
    return pat if isinstance(pat, re.Pattern) else re.compile(pat, flags if case else flags | re.IGNORECASE)


_KINDS = {"int64": "integer", "float64": "floating", "bool": "boolean"}

__all__ = ["StringMethods"]
