"""How pandas prints columns (pandas/io/formats/format.py), with the options that a notebook has."""

import math

from pandas._column import is_missing

#: Of ``pandas.set_option``.
options = {"display.max_rows": 60, "display.width": 80, "display.max_colwidth": 50, "display.max_columns": 20}
_FEW_ROWS = 10
_DIGITS = 6


def column_texts(values, dtype):
    if dtype in ("float64", "float32"):
        return _float_texts(values)
    if dtype == "object" or dtype == "str":
        return [_item(value, dtype) for value in values]
    return [str(value) for value in values]


def _led(text, dtype):
    """A blank stands before each item; a minus takes its place."""
    return text if text.startswith("-") and dtype not in ("object", "str") else f" {text}"


def _item(value, dtype):
    if value is None:
        return "None"
    if isinstance(value, float) and value != value:
        return "NaN"
    if isinstance(value, float):
        return _float_texts([value])[0]
    text = _pretty(value)
    most = options["display.max_colwidth"]
    return text if most is None or len(text) < most else f"{text[: most - 4]}..."


def _escaped(text):
    return text.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")


def _pretty(value, is_quoted=False):
    """pandas' pprint_thing: texts have quotes inside a dict only."""
    if isinstance(value, dict):
        inside = ", ".join(f"{_pretty(key, True)}: {_pretty(each, True)}" for key, each in value.items())
        return f"{{{inside}}}"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(_pretty(each, is_quoted) for each in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"
    if isinstance(value, str):
        return f"'{_escaped(value)}'" if is_quoted else _escaped(value)
    return str(value)


def _float_texts(values):
    finite = [value for value in values if not is_missing(value) and math.isfinite(value)]
    fixed = [f"{value:.{_DIGITS}f}" for value in finite]
    kept = max([1, *(len(text.rpartition(".")[2].rstrip("0")) for text in fixed)])
    texts = ["NaN" if is_missing(value) else str(value) if not math.isfinite(value) else f"{value:.{kept}f}" for value in values]
    is_long = max((len(_led(text, "float64")) for text in texts), default=0) > _DIGITS + 6
    sizes = [abs(value) for value in finite]
    if any(0 < size < 10**-_DIGITS for size in sizes) or (is_long and any(size > 1e6 for size in sizes)):
        return ["NaN" if is_missing(value) else f"{value:.{_DIGITS}e}" for value in values]
    return texts


def _rows_shown(count):
    if options["display.max_rows"] is None or count <= options["display.max_rows"]:
        return None
    half = min(_FEW_ROWS, options["display.max_rows"]) // 2
    return [*range(half), *range(count - half, count)]


def _columns_shown(frame):
    """Their names; beyond the most, the first and the last, and None between them."""
    names, most = list(frame._columns), options["display.max_columns"]
    if not most or len(names) <= most:
        return names
    return [*names[: most // 2], None, *names[len(names) - most // 2 :]]


def series_text(series):
    values, dtype, labels = series._values, series._dtype, [str(label) for label in series.index]
    if not values:
        name = f"Name: {series.name}, " if series.name is not None else ""
        return f"Series([], {name}dtype: {dtype})"
    shown = _rows_shown(len(values))
    places = range(len(values)) if shown is None else shown
    texts = [_led(text, dtype) for text in column_texts([values[at] for at in places], dtype)]
    width = max(map(len, texts))
    labels = [labels[at] for at in places]
    label_width = max(map(len, labels))
    lines = [f"{label.ljust(label_width)}   {text.rjust(width)}" for label, text in zip(labels, texts)]
    if series.index.name is not None:
        lines.insert(0, str(series.index.name))
    if shown is not None:
        dots = "..." if width > 3 else ".."
        lines.insert(len(places) // 2 + (series.index.name is not None), f"{''.ljust(label_width)}   {dots.center(width)}")
    footer = [f"Name: {series.name}"] if series.name is not None else []
    if shown is not None:
        footer.append(f"Length: {len(values)}")
    footer.append(f"dtype: {dtype}")
    return "\n".join([*lines, ", ".join(footer)])


def frame_text(frame):
    names = list(frame._columns)
    if not names or not len(frame):
        columns = f"[{', '.join(map(str, names))}]"
        return f"Empty DataFrame\nColumns: {columns}\nIndex: [{', '.join(map(str, frame.index))}]"
    count = len(frame)
    shown = _rows_shown(count)
    places = list(range(count) if shown is None else shown)
    # A name of the index has a line of its own, below those of the columns.
    names_line = [] if frame.index.name is None else [str(frame.index.name)]
    labels = ["", *names_line, *(str(frame.index[at]) for at in places)]
    middle = 1 + len(names_line) + len(places) // 2 if shown is not None else None
    blocks = [_pad(labels, str.ljust, middle)]
    shown_names = _columns_shown(frame)
    for name in shown_names:
        if name is None and len(shown_names) < len(names):
            blocks.append([" ..."] * (len(labels) + (middle is not None)))
            continue
        values, dtype = frame._columns[name]
        # A name above numbers has a blank before it, as each item has.
        title = str(name) if dtype in ("object", "str") else f" {name}"
        texts = [title, *([""] * len(names_line)), *(_led(text, dtype) for text in column_texts([values[at] for at in places], dtype))]
        blocks.append(_pad(texts, str.rjust, middle))
    lines = _wrapped(blocks)
    if shown is not None or len(shown_names) < len(names):
        lines += ["", f"[{count} rows x {len(names)} columns]"]
    return "\n".join(lines)


def _pad(texts, how, middle):
    width = max(map(len, texts))
    padded = [how(text, width) for text in texts]
    if middle is not None:
        padded.insert(middle, how("..." if width > 3 else "..", width))
    return padded


def _wrapped(blocks):
    """Columns side by side, a blank before each; those beyond the width below, with a backslash behind the line of names."""
    index, columns = blocks[0], [[f" {text}" for text in block] for block in blocks[1:]]
    width = len(index[0])
    line = options["display.width"] or math.inf
    if width + sum(len(block[0]) for block in columns) <= line:
        return [_joined(row) for row in zip(index, *columns)]
    groups, room = [[]], line - width - 2
    for block in columns:
        used = sum(len(each[0]) for each in groups[-1])
        if groups[-1] and used + len(block[0]) > room:
            groups.append([])
        groups[-1].append(block)
    lines = []
    for at, group in enumerate(groups):
        is_last = at == len(groups) - 1
        rows = [_joined(row) for row in zip(index, *group)]
        if is_last:
            rows = [f"{row}  " for row in rows]
        else:
            rows = [f"{row}  {chr(92)}" if line == 0 else f"{row}   " for line, row in enumerate(rows)]
        lines += [*([""] if at else []), *rows]
    return lines


def _joined(row):
    return "".join(row)


_STYLE = """<style scoped>
    .dataframe tbody tr th:only-of-type {
        vertical-align: middle;
    }

    .dataframe tbody tr th {
        vertical-align: top;
    }

    .dataframe thead th {
        text-align: right;
    }
</style>"""


def frame_html(frame):
    names = _columns_shown(frame)
    is_cut = len(names) < len(frame._columns)
    places = _rows_shown(len(frame))
    rows = list(range(len(frame)) if places is None else places)
    head = "".join(f"      <th>{'...' if is_cut and name is None else _html(str(name))}</th>\n" for name in names)
    blanks = "      <th></th>\n" * len(names)
    title = frame.index.name
    below = "" if title is None else f"    <tr>\n      <th>{_html(str(title))}</th>\n{blanks}    </tr>\n"
    texts = [["..."] * len(rows) if is_cut and name is None else _texts_of(frame, name, rows) for name in names]
    body = ""
    for line, at in enumerate(rows):
        if places is not None and line == len(rows) // 2:
            body += "    <tr>\n      <th>...</th>\n" + "      <td>...</td>\n" * len(names) + "    </tr>\n"
        cells = "".join(f"      <td>{_html(column[line])}</td>\n" for column in texts)
        body += f"    <tr>\n      <th>{_html(str(frame.index[at]))}</th>\n{cells}    </tr>\n"
    table = (
        '<table border="1" class="dataframe">\n  <thead>\n    <tr style="text-align: right;">\n      <th></th>\n'
        f"{head}    </tr>\n{below}  </thead>\n  <tbody>\n{body}  </tbody>\n</table>"
    )
    cut = f"\n<p>{len(frame)} rows × {len(frame._columns)} columns</p>" if places is not None or is_cut else ""
    return f"<div>\n{_STYLE}\n{table}{cut}\n</div>"


def _texts_of(frame, name, rows):
    values, dtype = frame._columns[name]
    return column_texts([values[at] for at in rows], dtype)


def _html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


__all__ = ["frame_html", "frame_text", "options", "series_text"]
