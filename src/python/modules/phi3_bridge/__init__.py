"""How the modules of the page ask the page: ``call(method, *args)`` waits for the answer and returns it.

src/python/bridge.ts says what can cross, and what an error becomes.
"""

import builtins
import importlib

import _phi3_bridge

__all__ = ["call"]


def call(method, *args):
    """Calls a method of the page, and waits for what it gives.

    An error of the page is raised as the class that it names; an interrupt as KeyboardInterrupt.
    """
    kind, value = _phi3_bridge.call(method, list(args))
    if kind == "error":
        raise _exception(value)
    return value


def _exception(error):
    made = _class_of(error["type"])(error["message"])
    made.phi3_data = error.get("data")
    return made


def _class_of(name):
    module, _, simple = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module) if module else builtins, simple)
    except (ImportError, AttributeError):
        return RuntimeError
    return found if isinstance(found, type) and issubclass(found, BaseException) else RuntimeError
