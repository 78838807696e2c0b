"""What pybind11 does around C++: it matches the arguments by type, and names the whole list where none fits."""

import functools

from phi3_page import genai, lacks

MODULE = "onnxruntime_genai.onnxruntime_genai"


class Native:
    """Base of the classes: nothing can be set on them, none can be pickled, and what the page lacks says so."""

    __slots__ = ()

    def __getattr__(self, name):
        shown = f"{MODULE}.{type(self).__name__}"
        if not name.startswith("_") and name in genai().get(type(self).__name__, {}):
            raise AttributeError(lacks(f"onnxruntime_genai.{type(self).__name__}", name), name=name, obj=self)
        # CPython shows fifty characters of a class's name here.
        raise AttributeError(f"{shown[:50]!r} object has no attribute {name!r}", name=name, obj=self)

    def __setattr__(self, name, value):
        if name.startswith("_") or name in genai().get(type(self).__name__, {}):
            object.__setattr__(self, name, value)
            return
        raise AttributeError(f"'{MODULE}.{type(self).__name__}' object has no attribute {name!r}", name=name, obj=self)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{MODULE}.{type(self).__name__}' object")


def _is_array(value):
    if isinstance(value, (str, bytes, dict, type(None))):
        return False
    import numpy

    if isinstance(value, (list, tuple)):
        return all(map(_is_array, value))
    return isinstance(value, (range, int, float, numpy.ndarray, numpy.generic))


def _is_text(value):
    """A lone surrogate has no UTF-8, which C++ would be given."""
    return isinstance(value, str) and not any("\ud800" <= each <= "\udfff" for each in value)


def _is_integer(value):
    return hasattr(value, "__index__")


def _fits(value, annotation):
    if annotation == "str":
        return _is_text(value)
    if annotation in ("int", "typing.SupportsInt | typing.SupportsIndex"):
        return _is_integer(value)
    if "numpy" in annotation:
        return _is_array(value)
    if annotation.startswith(("List[str]", "list[str]", "collections.abc.Sequence[str]")):
        return isinstance(value, (list, tuple)) and all(map(_is_text, value))
    if annotation == "bool":
        return isinstance(value, bool)
    simple = annotation.rpartition(".")[2].removeprefix("Oga").removeprefix("Generators::").removeprefix("Py")
    return simple == "object" or any(each.__name__ == simple for each in type(value).__mro__)


def _parameters(line):
    """[(name, annotation, default or None, is keyword only)] of one line that pybind11 wrote, without self."""
    inside = line[line.index("(") + 1 : line.rindex(")")] if ") ->" not in line else line[line.index("(") + 1 : line.rindex(") ->")]
    parts, depth, start = [], 0, 0
    for at, character in enumerate(inside + ","):
        depth += character in "[(" and 1 or character in "])" and -1 or 0
        if character == "," and depth == 0:
            parts.append(inside[start:at].strip())
            start = at + 1
    found, keyword_only = [], False
    for part in parts:
        if part in ("", "*") or part.startswith("self:"):
            keyword_only = keyword_only or part == "*"
            continue
        name, _, rest = part.partition(": ")
        annotation, _, default = rest.partition(" = ")
        found.append((name, annotation, default or None, keyword_only))
    return found


def _bind(parameters, args, kwargs):
    """The arguments by position, or None where they do not fit."""
    if parameters and parameters[-1][0] == "**kwargs":
        return ([], kwargs) if not args else None
    bound, rest = [], dict(kwargs)
    positional = [each for each in parameters if not each[3]]
    if len(args) > len(positional):
        return None
    for at, (name, annotation, default, _) in enumerate(parameters):
        if at < len(args):
            value = args[at]
        elif name in rest and not name.startswith("arg"):
            value = rest.pop(name)
        elif default is not None:
            bound.append({"None": None, "True": True, "False": False}.get(default))
            continue
        else:
            return None
        if not (value is None and default == "None") and not _fits(value, annotation):
            return None
        bound.append(value)
    return (bound, {}) if not rest else None


def native(owner, method, function):
    """The method with its arguments matched as in C++; ``function`` takes self and the arguments by position."""
    lines = [line for line in genai()[owner][method] if line != f"{method}(*args, **kwargs)"]
    overloads = [_parameters(line) for line in lines]
    is_constructor = method == "__init__"

    @functools.wraps(function)
    def call(self, *args, **kwargs):
        for parameters in overloads:
            bound = _bind(parameters, args, kwargs)
            if bound is not None:
                return function(self, *bound[0], **bound[1])
        raise TypeError(_mismatch(self, args, kwargs))

    def _mismatch(self, args, kwargs):
        shown = [_constructor_line(line, owner) if is_constructor else line.removeprefix(method) for line in lines]
        listed = "\n".join(f"    {at}. {line}" for at, line in enumerate(shown, 1))
        given = [repr(each) for each in ((() if is_constructor else (self,)) + args)]
        given_by_name = [f"{key}={value!r}" for key, value in kwargs.items()]
        words = "constructor" if is_constructor else "function"
        invoked = ", ".join(given) + (f"; kwargs: {', '.join(given_by_name)}" if given_by_name else "")
        return (
            f"{method}(): incompatible {words} arguments. The following argument types are supported:\n{listed}\n\nInvoked with: {invoked}"
        )

    return call


def _constructor_line(line, owner):
    own = f"{MODULE}.{owner}"
    inside = line[line.index("(") + 1 : line.rindex(") ->")]
    return f"{own}({inside.removeprefix(f'self: {own}').removeprefix(', ')})"


def exported(cls):
    """Keeps the methods that this version has, each with its arguments matched."""
    recorded = genai().get(cls.__name__)
    if recorded is None:
        return None
    for name, member in list(vars(cls).items()):
        if name == "__init__" and name in recorded and callable(member):
            if recorded[name][0].startswith("Initialize self"):
                setattr(cls, name, _no_constructor)
            else:
                setattr(cls, name, native(cls.__name__, name, member))
        elif name.startswith("_"):
            continue
        elif name not in recorded:
            delattr(cls, name)
        elif callable(member):
            setattr(cls, name, native(cls.__name__, name, member))
    cls.__module__ = MODULE
    return cls


def _no_constructor(self, *args, **kwargs):
    raise TypeError(f"{MODULE}.{type(self).__name__}: No constructor defined!")
