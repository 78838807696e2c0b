"""Functions with the signatures of the real packages.

``@real("mlflow.start_run")`` gives a function the recorded signature of the notebook's versions, so that defaults, and Python's
own words for a wrong argument, are the real ones. The function below it takes, by name, the arguments that it knows. An argument
that it does not know is refused unless it has its default or stands in ``ignores``: there it changes nothing here.
"""

import ast
import functools
import inspect
import re

from phi3_page import api, lacks, recorded

__all__ = ["real", "signature_text"]


class _Shown:
    """A default that is no literal: what it shows."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def signature_text(name):
    """The recorded signature, or None where this version has no such function."""
    return recorded(api["signatures"].get(name, {}))


def real(name, ignores=(), method=False):
    text = signature_text(name)

    def decorate(function):
        if text is None:
            return function
        return _with_signature(name, text, function, frozenset(ignores), method)

    return decorate


def _with_signature(name, text, function, ignores, method):
    source, defaults = _compilable(text)
    simple = name.rpartition(".")[2]
    knows = inspect.signature(function).parameters
    takes_more = any(each.kind is each.VAR_KEYWORD for each in knows.values())

    def call(given):
        arguments, more = {}, {}
        for key, value in given.items():
            if key == stars.get("**"):
                more |= value
            elif key in knows:
                arguments[key] = value
            elif key not in ignores and not _is_default(value, defaults_of.get(key, inspect.Parameter.empty)):
                raise NotImplementedError(f"{key}: {lacks(name.rpartition('.')[0], f'{simple}({key}=…)')}")
        if more and not takes_more:
            more = {key: value for key, value in more.items() if key not in ignores}
            if more:
                key = next(iter(more))
                raise NotImplementedError(f"{key}: {lacks(name.rpartition('.')[0], f'{simple}({key}=…)')}")
        return function(**arguments, **more)

    space = {**defaults, "_phi3_call": call}
    exec(f"def {simple}{source}:\n    return _phi3_call(locals())\n", space)
    made = space[simple]
    parameters = inspect.signature(made).parameters
    defaults_of = {key: each.default for key, each in parameters.items()}
    stars = {"**": key for key, each in parameters.items() if each.kind is each.VAR_KEYWORD}
    functools.update_wrapper(made, function, assigned=("__module__", "__doc__"), updated=())
    del made.__wrapped__
    made.__qualname__ = function.__qualname__ if method else simple
    return made


def _compilable(text):
    """The signature with a name in the place of each default that is no literal, and those names' values."""
    defaults = {}

    def name_of(match):
        key = f"_phi3_default_{len(defaults)}"
        try:
            value = ast.literal_eval(match[1])
        except (ValueError, SyntaxError):
            value = _Shown(match[1])
        # What is no literal was recorded as its text.
        defaults[key] = _Shown(value) if isinstance(value, str) and value.startswith("<") else value
        return f"={key}"

    return re.sub(r"=('(?:[^'\\]|\\.)*'|\([^()]*\)|\[[^\]]*\]|[^,()]+)(?=[,)])", name_of, text), defaults


def _is_default(value, default):
    return value is default or (type(value) is type(default) and value == default)
