"""How numpy prints arrays (numpy/_core/arrayprint.py): items of one width, lines of 75 characters, long arrays cut."""

import math

import phi3_page
from numpy._scalars import shortest

#: ``numpy.set_printoptions`` changes them.
options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False}
#: Since numpy 2.2 an array that is cut tells its shape.
_TELLS_SHAPE = tuple(map(int, phi3_page.version("numpy").split(".")[:2])) >= (2, 2)


def array_repr(of):
    prefix = "array("
    body = _body(of, ", ", len(prefix)) if of.size or not of.shape else "[]" if of.shape == (0,) else None
    if body is None:
        body = f"[], shape={of.shape}"
    if _TELLS_SHAPE and of.size > options["threshold"]:
        more = "" if of.dtype.name in ("int64", "float64", "bool") else f", dtype={of.dtype}"
        return _with_suffix(prefix + body, f"shape={of.shape}{more}")
    is_plain = of.dtype.name in ("int64", "float64", "bool") or of.dtype.kind == "U"
    if is_plain and of.size:
        return f"{prefix}{body})" if of.dtype.kind != "U" else _with_suffix(prefix + body, f"dtype='{of.dtype}'")
    if of.dtype.name == "float64":
        return f"{prefix}{body}, dtype=float64)"
    return _with_suffix(prefix + body, f"dtype={of.dtype}")


def _with_suffix(text, suffix):
    last = len(text) - text.rfind("\n") - 1
    separator = ",\n" + " " * len("array(") if last + len(suffix) + 3 > options["linewidth"] else ", "
    return f"{text}{separator}{suffix})"


def array_str(of, separator=" "):
    return _body(of, separator, 0)


def _body(of, separator, indent):
    if not of.shape:
        return _formatter(of.dtype, of._flat)(of._flat[0]) if separator == ", " else str(of._flat[0])
    if of.size == 0:
        return "[]"
    is_cut = of.size > options["threshold"]
    shown = _edges(of._flat, of.shape) if is_cut else of._flat
    write = _formatter(of.dtype, shown)
    return _rows(of._flat, of.shape, write, separator, indent + 1, is_cut, indent)


def _edges(flat, shape):
    if len(shape) == 1:
        return flat if shape[0] <= 2 * options["edgeitems"] else flat[:options["edgeitems"]] + flat[-options["edgeitems"]:]
    step = math.prod(shape[1:])
    places = range(shape[0]) if shape[0] <= 2 * options["edgeitems"] else [*range(options["edgeitems"]), *range(shape[0] - options["edgeitems"], shape[0])]
    return [item for at in places for item in _edges(flat[at * step : (at + 1) * step], shape[1:])]


def _rows(flat, shape, write, separator, indent, is_cut, prefix):
    length = shape[0]
    cut_here = is_cut and length > 2 * options["edgeitems"]
    places = [*range(options["edgeitems"]), None, *range(length - options["edgeitems"], length)] if cut_here else range(length)
    if len(shape) == 1:
        return _line(["..." if at is None else write(flat[at]) for at in places], separator, indent)
    step = math.prod(shape[1:])
    between = separator.rstrip() + "\n" * (len(shape) - 1) + " " * indent
    parts = [
        "..." if at is None else _rows(flat[at * step : (at + 1) * step], shape[1:], write, separator, indent + 1, is_cut, prefix)
        for at in places
    ]
    return "[" + between.join(parts) + "]"


def _line(items, separator, indent):
    """Breaks before an item that would end beyond the line."""
    lines, line = [], " " * (indent - 1) + "["
    empty = len(line)
    for at, item in enumerate(items):
        is_last = at == len(items) - 1
        width = len(line) + len(item) + (1 if is_last else len(separator.rstrip()))
        if width > options["linewidth"] and len(line) > empty:
            lines.append(line.rstrip())
            line = " " * indent
            empty = len(line)
        line += item + ("" if is_last else separator)
    return "\n".join([*lines, line]).lstrip(" ") + "]" if not lines else ("\n".join([*lines, line]) + "]").lstrip(" ")


def _formatter(of, items):
    if of.kind == "f":
        return _float_formatter(of, items)
    if of.kind == "O":
        return repr
    if of.kind == "U":
        return repr
    width = max((len(str(item)) for item in items), default=0)
    if of.kind == "b":
        width = len("False")
    return lambda item: str(item).rjust(width)


def _float_formatter(of, items):
    finite = [item for item in items if math.isfinite(item)]
    sizes = [abs(item) for item in finite if item != 0]
    needs_exponent = bool(sizes) and not options["suppress"] and (max(sizes) >= 1e8 or min(sizes) < 1e-4 or max(sizes) / min(sizes) > 1000.0)
    if needs_exponent:
        return _exponent_formatter(of, items, finite)
    texts = {item: _fixed(item, of) for item in finite}
    before = max((len(text.split(".")[0]) for text in texts.values()), default=1)
    after = max((len(text.split(".")[1]) for text in texts.values()), default=0)
    special = max((len(_special(item)) for item in items if not math.isfinite(item)), default=0)
    width = max(before + 1 + after, special)

    def write(item):
        if not math.isfinite(item):
            return _special(item).rjust(width)
        whole, fraction = _fixed(item, of).split(".")
        return f"{whole.rjust(width - 1 - after)}.{fraction.ljust(after)}"

    return write


def _special(item):
    return "nan" if item != item else "inf" if item > 0 else "-inf"


def _fixed(item, of):
    """At most eight digits behind the point, fewer where they give the same number."""
    digits = shortest(item, of)
    if "e" in digits:
        digits = f"{item:.17f}".rstrip("0")
    whole, _, fraction = digits.partition(".")
    if len(fraction) > options["precision"]:
        whole, _, fraction = f"{item:.{options['precision']}f}".partition(".")
    return f"{whole}.{fraction.rstrip('0')}"


def _exponent_formatter(of, items, finite):
    def parts(item):
        digits = shortest(item, of)
        mantissa, _, exponent = f"{float(digits):.16e}".partition("e")
        mantissa = next(
            (f"{float(digits):.{n}e}".partition("e")[0] for n in range(options["precision"] + 1) if float(f"{float(digits):.{n}e}") == float(digits)),
            f"{float(digits):.{options['precision']}e}".partition("e")[0],
        )
        return mantissa, f"{int(exponent):+03d}"

    all_parts = {item: parts(item) for item in finite}
    after = max((len(mantissa.partition(".")[2]) for mantissa, _ in all_parts.values()), default=0)
    before = max((len(mantissa.partition(".")[0]) for mantissa, _ in all_parts.values()), default=1)

    def write(item):
        if not math.isfinite(item):
            return _special(item).rjust(before + after + 5)
        mantissa, exponent = parts(item)
        whole, _, fraction = mantissa.partition(".")
        return f"{whole.rjust(before)}.{fraction.ljust(after, '0')}e{exponent}"

    return write
