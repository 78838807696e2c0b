"""What tells of a whole table: describe, info, chosen columns; and tables joined by a column."""

import contextlib
import math
import sys

import numpy

from pandas._print import options

_NUMBERS = ("int64", "int32", "float64", "float32")


@contextlib.contextmanager
def option_context(*pairs):
    """``pandas.option_context("display.max_rows", 4, …)``"""
    before = dict(options)
    try:
        for at in range(0, len(pairs), 2):
            _known(pairs[at])
            options[pairs[at]] = pairs[at + 1]
        yield
    finally:
        options.update(before)


def get_option(pat):
    _known(pat)
    return options[pat]


def _known(name):
    if name not in options:
        raise NotImplementedError(f"The option {name!r} of pandas: the Python of this page has {', '.join(options)}.")


def describe(frame):
    from pandas import DataFrame

    names = [name for name in frame._columns if frame._columns[name][1] in _NUMBERS]
    if not names:
        raise NotImplementedError("describe of columns without numbers: the Python of this page does not have it.")
    return DataFrame({name: describe_column(frame[name]) for name in names})


def describe_column(column):
    from pandas import Series

    if column._dtype not in _NUMBERS:
        raise NotImplementedError("describe of a column without numbers: the Python of this page does not have it.")
    known = column._known()
    low, middle, high = (float(each) for each in numpy.percentile(known, [25, 50, 75])) if known else (math.nan,) * 3
    facts = {
        "count": float(len(known)), "mean": float(column.mean()), "std": float(column.std()), "min": float(column.min()), "25%": low,
        "50%": middle, "75%": high, "max": float(column.max()),
    }  # fmt: skip
    return Series(list(facts.values()), index=list(facts), name=column.name)


def select_dtypes(frame, include, exclude):
    def named(kinds):
        kinds = [] if kinds is None else kinds if isinstance(kinds, (list, tuple)) else [kinds]
        return [each if isinstance(each, str) else getattr(each, "__name__", str(each)) for each in kinds]

    def is_of(dtype, kinds):
        if any(each in ("number", "floating", "integer") for each in kinds) and dtype in _NUMBERS:
            return "number" in kinds or ("floating" in kinds) == dtype.startswith("float")
        return dtype in [{"int": "int64", "float": "float64", "string": "str"}.get(each, each) for each in kinds]

    include, exclude = named(include), named(exclude)
    if not include and not exclude:
        raise ValueError("at least one of include or exclude must be nonempty")
    return frame[[name for name, (_, dtype) in frame._columns.items() if (not include or is_of(dtype, include)) and not is_of(dtype, exclude)]]


def info(frame):
    columns = list(frame._columns)
    rows = [[f" {at} ", str(name), f"{frame[name].count()} non-null", frame._columns[name][1]] for at, name in enumerate(columns)]
    heads = [" # ", "Column", "Non-Null Count", "Dtype"]
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(4)]
    lines = [heads, ["-" * len(head) for head in heads], *rows]
    labels = list(frame.index)
    counts = {}
    for _, dtype in frame._columns.values():
        counts[dtype] = counts.get(dtype, 0) + 1
    sizes = [*(_bytes_of(*each) for each in frame._columns.values()), 132 if type(frame.index).__name__ == "RangeIndex" else _bytes_of(labels, frame.index._dtype)]
    # What objects hold is not counted.
    more = "+" if "object" in counts or frame.index._dtype == "object" else ""
    yield "<class 'pandas.DataFrame'>"
    yield f"{type(frame.index).__name__}: {len(labels)} entries" + (f", {labels[0]} to {labels[-1]}" if labels else "")
    yield f"Data columns (total {len(columns)} columns):"
    for row in lines:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths))
    yield "dtypes: " + ", ".join(f"{dtype}({counts[dtype]})" for dtype in sorted(counts))
    yield f"memory usage: {_size(sum(sizes), more)}"


def _bytes_of(values, dtype):
    if dtype == "str":
        return 8 * (len(values) + 1) + sum(len(each.encode()) for each in values if isinstance(each, str))
    return len(values) * (1 if dtype == "bool" else 4 if dtype.endswith("32") else 8)


def _size(count, more):
    for unit in ("bytes", "KB"):
        if count < 1024:
            break
        count /= 1024
    else:
        unit = "MB"
    return f"{count:.1f}{more} {unit}"


def merge(left, right, how, on):
    """Joins by columns that both tables have. The rows of the left table keep their order."""
    from pandas import DataFrame

    shared = [name for name in left._columns if name in right._columns]
    on = shared if on is None else on if isinstance(on, list) else [on]
    if how not in ("inner", "left") or shared != on:
        raise NotImplementedError("merge: the Python of this page has how='inner' and how='left', on all the columns that both tables have.")
    by_key = {}
    for row in right.to_dict("records"):
        by_key.setdefault(tuple(row[name] for name in on), []).append(row)
    rest = [name for name in right._columns if name not in on]
    missing = [dict.fromkeys(rest, math.nan)]
    rows = [
        {**row, **{name: other[name] for name in rest}}
        for row in left.to_dict("records")
        for other in by_key.get(tuple(row[name] for name in on), missing if how == "left" else [])
    ]
    return DataFrame(rows, columns=[*left._columns, *rest])


def text_without_index(frame):
    """Columns side by side, each to the right."""
    from pandas._print import column_texts

    blocks = []
    for name, (values, dtype) in frame._columns.items():
        texts = [str(name) if dtype in ("object", "str") else f" {name}", *column_texts(values, dtype)]
        width = max(map(len, texts))
        blocks.append([text.rjust(width) for text in texts])
    return "\n".join(" ".join(row) for row in zip(*blocks))


def write_info(frame):
    for line in info(frame):
        print(line, file=sys.stdout)


__all__ = ["describe", "describe_column", "get_option", "merge", "option_context", "select_dtypes", "text_without_index", "write_info"]
