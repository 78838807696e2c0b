"""A value as IPython prints it: on one line where that fits, and else its members on lines of their own."""

WIDTH = 79
LONGEST = 1000


def pretty(value):
    try:
        return _pretty(value, 0, 0, 0, set())
    except Exception as error:
        return f"<repr of {type(value).__name__} failed: {type(error).__name__}: {error}>"


def _pretty(value, column, indent, behind, inside):
    """`column` is where the text begins, `indent` that of its next lines, `behind` how much stands behind it on its last line."""
    brackets = _brackets(value)
    if brackets is None:
        return _repr(value)
    if id(value) in inside:
        return f"{brackets[0]}...{brackets[1]}"
    flat = _flat(value, inside)
    if len(value) == 0 or (column + len(flat) + behind <= WIDTH and "\n" not in flat):
        return flat
    opening, closing = brackets
    inside = inside | {id(value)}
    at = indent + len(opening)
    members = list(value.items() if isinstance(value, dict) else _ordered(value))
    parts = []
    for place, member in enumerate(members[:LONGEST]):
        after = 1 if place < len(members) - 1 else len(closing) + behind
        if isinstance(value, dict):
            key = _pretty(member[0], at, at, 0, inside)
            last = key.rsplit("\n", 1)[-1]
            start = len(last) + 2 + (at if "\n" not in key else 0)
            parts.append(f"{key}: {_pretty(member[1], start, at, after, inside)}")
        else:
            parts.append(_pretty(member, at, at, after, inside))
    if len(members) > LONGEST:
        parts.append("...")
    tail = "," if isinstance(value, tuple) and len(members) == 1 else ""
    return opening + (",\n" + " " * at).join(parts) + tail + closing


def _flat(value, inside):
    if _brackets(value) is None:
        return _repr(value)
    opening, closing = _brackets(value)
    if id(value) in inside:
        return f"{opening}...{closing}"
    if len(value) == 0:
        return "set()" if isinstance(value, set) else "frozenset()" if isinstance(value, frozenset) else opening + closing
    if len(value) > LONGEST:
        return "\n"
    inside = inside | {id(value)}
    if isinstance(value, dict):
        parts = [f"{_flat(key, inside)}: {_flat(each, inside)}" for key, each in value.items()]
    else:
        parts = [_flat(each, inside) for each in _ordered(value)]
    tail = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return opening + ", ".join(parts) + tail + closing


def _brackets(value):
    """Those of a class with a repr of its own are in that."""
    kind = type(value)
    for base, brackets in (
        (dict, ("{", "}")),
        (list, ("[", "]")),
        (tuple, ("(", ")")),
        (set, ("{", "}")),
        (frozenset, ("frozenset({", "})")),
    ):
        if isinstance(value, base):
            return brackets if kind.__repr__ is base.__repr__ else None
    return None


def _ordered(value):
    if not isinstance(value, (set, frozenset)):
        return value
    try:
        return sorted(value)
    except Exception:
        return list(value)


def _repr(value):
    if isinstance(value, type) and type(value).__repr__ is type.__repr__:
        module, name = value.__module__, value.__qualname__
        return name if module in (None, "builtins", "exceptions") else f"{module}.{name}"
    if type(value).__name__ == "function" and hasattr(value, "__qualname__"):
        import inspect

        try:
            return f"<function {value.__module__}.{value.__qualname__}{inspect.signature(value)}>"
        except (TypeError, ValueError):
            pass
    # As IPython: a newline at the end is not shown.
    return "\n".join(repr(value).splitlines())
