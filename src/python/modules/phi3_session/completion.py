"""What the live session knows behind the cursor. Nothing of the notebook is called for it."""

import builtins
import inspect
import keyword
import re

CHAIN = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\.(\w*)$")
NAME = re.compile(r"(?<![\w.])([A-Za-z_]\w*)$")
MOST = 500


def complete(namespace, before):
    """A list of {name, kind, detail}, and how many characters before the cursor they replace."""
    line = before.rsplit("\n", 1)[-1]
    chain = CHAIN.search(line)
    if chain:
        return {"replaces": len(chain.group(2)), "items": _members(namespace, *chain.groups())}
    name = NAME.search(line)
    if name is None:
        return {"replaces": 0, "items": []}
    typed = name.group(1)
    found = [_item(each, namespace[each]) for each in namespace if _fits(each, typed)]
    return {"replaces": len(typed), "items": found[:MOST]}


def _members(namespace, path, typed):
    names = path.split(".")
    if names[0] in namespace:
        value = namespace[names[0]]
    elif hasattr(builtins, names[0]):
        value = getattr(builtins, names[0])
    else:
        return []
    for name in names[1:]:
        try:
            # Without calling a property of the notebook's.
            value = inspect.getattr_static(value, name)
        except AttributeError:
            return []
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if isinstance(value, property) or hasattr(value, "__get__") and not callable(value):
            return []
    try:
        names = dir(value)
    except Exception:
        return []
    items = []
    for name in names:
        if not _fits(name, typed):
            continue
        try:
            items.append(_item(name, inspect.getattr_static(value, name)))
        except AttributeError:
            items.append({"name": name, "kind": "variable", "detail": ""})
    return items[:MOST]


def _fits(name, typed):
    if not isinstance(name, str) or keyword.iskeyword(name) or not name.lower().startswith(typed.lower()):
        return False
    return typed.startswith("_") or not name.startswith("_")


def _item(name, value):
    if inspect.ismodule(value):
        kind = "module"
    elif isinstance(value, type):
        kind = "class"
    elif isinstance(value, property):
        kind = "property"
    elif callable(value) or isinstance(value, (staticmethod, classmethod)):
        kind = "function"
    else:
        kind = "variable"
    detail = type(value).__name__
    if kind in ("function", "class"):
        try:
            detail = str(inspect.signature(value))
        except Exception:
            pass
    return {"name": name, "kind": kind, "detail": detail[:200]}
