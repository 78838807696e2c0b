"""The small part of pandas that wrappers around a model use, in plain Python; pandas itself takes its place where it is installed."""

import math

import phi3_page

from pandas._column import is_missing
from pandas._print import options as _options
from pandas._frame import DataFrame, Index, RangeIndex, Series

__phi3__ = True
__version__ = phi3_page.version("pandas")


def set_option(pat, value):
    """Those of printing tables."""
    if pat not in _options:
        raise NotImplementedError(f"pandas.set_option({pat!r}): the Python of this page has {', '.join(_options)}.")
    _options[pat] = value


def isna(obj):
    return obj.isna() if isinstance(obj, (DataFrame, Series)) else is_missing(obj)


def notna(obj):
    return obj.notna() if isinstance(obj, Series) else not is_missing(obj)


isnull, notnull = isna, notna
NA = math.nan


def concat(objs, axis=0, ignore_index=False):
    objs = list(objs)
    if axis in (1, "columns"):
        return _side_by_side(objs)
    if all(isinstance(each, Series) for each in objs):
        index = None if ignore_index else [label for each in objs for label in each.index]
        return Series([item for each in objs for item in each], index=index, name=objs[0].name)
    rows = [row for each in objs for row in each.to_dict("records")]
    return DataFrame(rows, index=None if ignore_index else [label for each in objs for label in each.index])


def _side_by_side(objs):
    if any(list(each.index) != list(objs[0].index) for each in objs):
        raise NotImplementedError("pandas.concat of columns with different labels: the Python of this page does not have it.")
    columns = [pair for each in objs for pair in (each.items() if isinstance(each, DataFrame) else [(each.name, each)])]
    unnamed = iter(range(len(columns)))
    named = [(next(unnamed) if name is None else name, column) for name, column in columns]
    if len({name for name, _ in named}) < len(named):
        raise NotImplementedError("pandas.concat of columns with one name: the Python of this page does not have it.")
    return DataFrame._of({name: (list(column._values), column._dtype) for name, column in named}, objs[0].index)


def unique(values):
    return (values if isinstance(values, Series) else Series(values)).unique()


def json_normalize(data, sep="."):
    def flat(record, prefix=""):
        found = {}
        for key, value in record.items():
            found |= flat(value, f"{prefix}{key}{sep}") if isinstance(value, dict) else {f"{prefix}{key}": value}
        return found

    return DataFrame([flat(record) for record in ([data] if isinstance(data, dict) else data)])


def read_json(path_or_buf, orient=None):
    import json

    text = path_or_buf.read() if hasattr(path_or_buf, "read") else open(path_or_buf, encoding="utf-8").read()
    data = json.loads(text)
    if orient == "split":
        return DataFrame(data["data"], columns=data["columns"], index=data.get("index"))
    return DataFrame(data)


def read_csv(filepath_or_buffer):
    import csv
    import io

    opened = filepath_or_buffer if hasattr(filepath_or_buffer, "read") else open(filepath_or_buffer, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(opened.read())))
    return DataFrame([{name: _parsed(value) for name, value in row.items()} for row in rows])


def _parsed(text):
    if text == "":
        return math.nan
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return {"True": True, "False": False}.get(text, text)


__getattr__ = phi3_page.lacking_attribute("pandas")
