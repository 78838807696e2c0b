"""The small part of pandas that wrappers around a model use, in plain Python; pandas itself takes its place where it is installed."""

import math

import numpy
import phi3_page

from pandas._column import is_missing
from pandas._print import options as _options
from pandas._summaries import get_option, merge as _merge, option_context  # noqa: F401
from pandas._frame import DataFrame, Index, RangeIndex, Series

__phi3__ = True
__version__ = phi3_page.version("pandas")


def set_option(pat, value):
    """Those of printing tables."""
    if pat not in _options:
        raise NotImplementedError(f"pandas.set_option({pat!r}): the Python of this page has {', '.join(_options)}.")
    _options[pat] = value


def isna(obj):
    """Of each item of a table or list, or of one value."""
    if isinstance(obj, (DataFrame, Series)):
        return obj.isna()
    return Series(obj, dtype=object).isna().values if isinstance(obj, (list, Index, numpy.ndarray)) else is_missing(obj)


def notna(obj):
    found = isna(obj)
    return not found if isinstance(found, bool) else ~found if not isinstance(obj, DataFrame) else obj.notna()


isnull, notnull = isna, notna
NA = math.nan


def merge(left, right, how="inner", on=None):
    return _merge(left, right, how, on)


def concat(objs, axis=0, ignore_index=False):
    objs = list(objs)
    if not objs:
        raise ValueError("No objects to concatenate")
    if axis in (1, "columns"):
        return _side_by_side(objs)
    if all(isinstance(each, Series) for each in objs):
        index = None if ignore_index else [label for each in objs for label in each.index]
        return Series([item for each in objs for item in each], index=index, name=objs[0].name if len({each.name for each in objs}) == 1 else None)
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
    reader = csv.DictReader(io.StringIO(opened.read()))
    rows = list(reader)
    return DataFrame({name: _parsed([row[name] for row in rows]) for name in reader.fieldnames or []})


#: What pandas takes for a missing value.
_NO_VALUE = frozenset(
    ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"]
)
_TRUTHS = {"True": True, "TRUE": True, "true": True, "False": False, "FALSE": False, "false": False}


def _parsed(texts):
    """A column is of numbers or of truths only if all of it is."""
    known = [text for text in texts if text is not None and text not in _NO_VALUE]
    for kind in (int, float, _TRUTHS.__getitem__):
        try:
            parsed = {text: kind(text) for text in known if "_" not in text or kind(text.replace("_", "x"))}
        except (ValueError, KeyError):
            continue
        return [parsed.get(text, math.nan) for text in texts]
    return [math.nan if text is None or text in _NO_VALUE else text for text in texts]


__getattr__ = phi3_page.lacking_attribute("pandas")
