"""A value as IPython prints it: on one line where that fits, and else its members on lines of their own.

Ported from IPython's lib/pretty.py (BSD-3-Clause, tools/licences/ipython.txt), whose choice of lines it has to make, also where that is odd.
"""

import contextlib
import inspect
import io
import os
import re
import types
from collections import deque

WIDTH = 79
LONGEST = 1000


def pretty(value):
    printer = Printer()
    printer.pretty(value)
    return printer.finished()


class _Text:
    def __init__(self, text):
        self.text, self.width = text, len(text)


class _Break:
    """Where a line may end; else what stands there."""

    def __init__(self, instead, indentation, group):
        self.instead, self.width, self.indentation, self.group = instead, len(instead), indentation, group
        group.breaks.append(self)


class _Group:
    """Members that stand on one line, or all on lines of their own."""

    def __init__(self, depth):
        self.depth, self.breaks, self.is_broken = depth, deque(), False


class Printer:
    """What a class's `_repr_pretty_(printer, cycle)` is given. The outer groups break first."""

    verbose = False
    max_seq_length = LONGEST
    max_width = WIDTH

    def __init__(self):
        self._written, self._column = io.StringIO(), 0
        self._waiting, self._waiting_width = deque(), 0
        self._groups = [_Group(0)]
        self._queue = [[self._groups[0]]]
        self.indentation = 0
        self.stack = []

    def finished(self):
        self.flush()
        return self._written.getvalue()

    # Writing.

    def text(self, text):
        if not self._waiting:
            self._written.write(text)
            self._column += len(text)
            return
        self._waiting.append(_Text(text))
        self._waiting_width += len(text)
        self._break_outer_groups()

    def breakable(self, sep=" "):
        group = self._groups[-1]
        if group.is_broken:
            self._new_line()
            return
        self._waiting.append(_Break(sep, self.indentation, group))
        self._waiting_width += len(sep)
        self._break_outer_groups()

    def break_(self):
        group = self._next_group()
        if group:
            self._break_group(group)
        self._new_line()

    def flush(self):
        while self._waiting:
            self._write_next()

    def _new_line(self):
        self.flush()
        self._written.write("\n" + " " * self.indentation)
        self._column = self.indentation

    def _write_next(self):
        each = self._waiting.popleft()
        self._waiting_width -= each.width
        if isinstance(each, _Text):
            self._written.write(each.text)
            self._column += each.width
            return
        each.group.breaks.popleft()
        if each.group.is_broken:
            self._written.write("\n" + " " * each.indentation)
            self._column = each.indentation
            return
        if not each.group.breaks:
            self._forget(each.group)
        self._written.write(each.instead)
        self._column += each.width

    def _break_outer_groups(self):
        while self.max_width < self._column + self._waiting_width:
            group = self._next_group()
            if not group:
                return
            self._break_group(group)

    def _break_group(self, group):
        while group.breaks:
            self._write_next()
        while self._waiting and isinstance(self._waiting[0], _Text):
            self._write_next()

    def _next_group(self):
        for groups in self._queue:
            for at, group in enumerate(reversed(groups)):
                if group.breaks:
                    # IPython takes the place from the other end.
                    del groups[at]
                    group.is_broken = True
                    return group
            for group in groups:
                group.is_broken = True
            del groups[:]
        return None

    def _forget(self, group):
        with contextlib.suppress(ValueError):
            self._queue[group.depth].remove(group)

    # Groups.

    def begin_group(self, indent=0, open=""):
        if open:
            self.text(open)
        group = _Group(self._groups[-1].depth + 1)
        self._groups.append(group)
        while group.depth > len(self._queue) - 1:
            self._queue.append([])
        self._queue[group.depth].append(group)
        self.indentation += indent

    def end_group(self, dedent=0, close=""):
        self.indentation -= dedent
        group = self._groups.pop()
        if not group.breaks:
            self._forget(group)
        if close:
            self.text(close)

    @contextlib.contextmanager
    def group(self, indent=0, open="", close=""):
        self.begin_group(indent, open)
        try:
            yield
        finally:
            self.end_group(indent, close)

    @contextlib.contextmanager
    def indent(self, indent):
        self.indentation += indent
        try:
            yield
        finally:
            self.indentation -= indent

    # Values.

    def pretty(self, value):
        is_cycle = id(value) in self.stack
        self.stack.append(id(value))
        self.begin_group()
        try:
            self._how(value)(value, self, is_cycle)
        finally:
            self.end_group()
            self.stack.pop()

    def _how(self, value):
        """By its class, and by the bases of that, in their order."""
        for kind in type(value).__mro__:
            known = _PRINTERS.get(kind) or _BY_NAME.get((kind.__module__, kind.__name__))
            if known is not None:
                return known
            if callable(kind.__dict__.get("_repr_pretty_")):
                return kind._repr_pretty_
            if kind is not object and callable(kind.__dict__.get("__repr__")):
                return _by_repr
        return _by_address

    def members(self, values):
        """Each between commas; a long sequence ends with dots."""
        for at, value in enumerate(values):
            if at:
                self.text(",")
                self.breakable()
            if at >= LONGEST:
                self.text("...")
                return
            yield value

    def call(self, name, *args, **kwargs):
        """As an expression: ``name(arg, key=value)``. It is a value of its own in IPython, and so one group more."""
        with self.group(), self.group(len(name) + 1, f"{name}(", ")"):
            for key, value in self.members([*((None, arg) for arg in args), *kwargs.items()]):
                before = "" if key is None else f"{key}="
                with self.group(len(before), before) if before else contextlib.nullcontext():
                    value() if isinstance(value, _Raw) else self.pretty(value)


class _Raw:
    """A text that is no value."""

    def __init__(self, printer, text):
        self.printer, self.text = printer, text

    def __call__(self):
        self.printer.text(self.text)


def _by_repr(value, printer, cycle):
    with printer.group():
        for at, line in enumerate(repr(value).splitlines()):
            if at:
                printer.break_()
            printer.text(line)


def _by_address(value, printer, cycle):
    if type(value).__repr__ is not object.__repr__:
        _by_repr(value, printer, cycle)
        return
    with printer.group(1, "<", ">"):
        printer.pretty(type(value))
        printer.text(f" at 0x{id(value):x}")


def _sequence(opening, closing):
    def show(value, printer, cycle):
        if cycle:
            printer.text(f"{opening}...{closing}")
            return
        with printer.group(len(opening), opening, closing):
            for each in printer.members(value):
                printer.pretty(each)
            if len(value) == 1 and isinstance(value, tuple):
                printer.text(",")

    return show


def _set(opening, closing):
    def show(value, printer, cycle):
        if len(value) == 0 and not cycle:
            printer.text(f"{type(value).__name__}()")
            return
        show_all(_in_order(value) if len(value) < LONGEST and not cycle else value, printer, cycle)

    show_all = _sequence(opening, closing)
    return show


def _in_order(values):
    for key in (None, str):
        with contextlib.suppress(Exception):
            return sorted(values, key=key)
    return list(values)


def _mapping(opening, closing):
    def show(value, printer, cycle):
        if cycle:
            printer.text("{...}")
            return
        with printer.group(len(opening), opening, closing):
            for key in printer.members(value.keys()):
                printer.pretty(key)
                printer.text(": ")
                printer.pretty(value[key])

    return show


def _called(arguments):
    """A class whose repr is a call; ``arguments`` gives what stands in it."""

    def show(value, printer, cycle):
        name = type(value).__name__
        if cycle:
            printer.call(name, _Raw(printer, "..."))
            return
        args, kwargs = arguments(value)
        printer.call(name, *args, **kwargs)

    return show


def _deque_arguments(value):
    return [list(value)], {} if value.maxlen is None else {"maxlen": value.maxlen}


def _namespace(value, printer, cycle):
    if cycle:
        printer.call("namespace", _Raw(printer, "..."))
    else:
        printer.call("namespace", **value.__dict__)


def _pattern(value, printer, cycle):
    names = ("IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG")
    flags = "|".join(f"re.{name}" for name in names if value.flags & getattr(re, name))
    text = "r" + repr(value.pattern).replace("\\\\", "\\")
    printer.call("re.compile", *(_Raw(printer, each) for each in (text, flags) if each))


def _class(value, printer, cycle):
    if next(kind for kind in type(value).__mro__ if "__repr__" in vars(kind)) is not type:
        _by_repr(value, printer, cycle)
        return
    module = getattr(value, "__module__", None)
    printer.text(value.__qualname__ if module in (None, "builtins", "exceptions") else f"{module}.{value.__qualname__}")


def _function(value, printer, cycle):
    module = value.__module__
    name = value.__qualname__ if not module or module == "builtins" else f"{module}.{value.__qualname__}"
    try:
        name += str(inspect.signature(value))
    except ValueError:
        pass
    printer.text(f"<function {name}>")


def _exception(value, printer, cycle):
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "exceptions") else f"{kind.__module__}.{kind.__qualname__}"
    printer.call(name, *getattr(value, "args", ()))


_PRINTERS = {
    int: _by_repr, float: _by_repr, str: _by_repr, bytes: _by_repr, range: _by_repr, slice: _by_repr,
    tuple: _sequence("(", ")"), list: _sequence("[", "]"), dict: _mapping("{", "}"),
    set: _set("{", "}"), frozenset: _set("frozenset({", "})"),
    re.Pattern: _pattern, type: _class, types.FunctionType: _function, types.BuiltinFunctionType: _function,
    types.MethodType: _by_repr, types.SimpleNamespace: _namespace, types.MappingProxyType: _mapping("mappingproxy({", "})"),
    type(os.environ): _mapping("environ{", "}"), BaseException: _exception,
}  # fmt: skip

_BY_NAME = {
    ("collections", "defaultdict"): _called(lambda value: ([value.default_factory, dict(value)], {})),
    ("collections", "OrderedDict"): _called(lambda value: ([list(value.items())] if value else [], {})),
    ("collections", "Counter"): _called(lambda value: ([dict(value.most_common())] if value else [], {})),
    ("collections", "UserList"): _called(lambda value: ([value.data], {})),
    ("collections", "deque"): _called(_deque_arguments),
}
