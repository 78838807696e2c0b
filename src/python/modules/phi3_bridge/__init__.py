"""How the modules of the page ask the page: ``call(method, *args)`` waits for the answer and returns it.

src/python/bridge.ts says what can cross, and what an error becomes.
"""

import builtins
import importlib

import _phi3_bridge
from pyodide.ffi import run_sync

__all__ = ["call", "sleep", "tell", "took"]

#: Where someone watches: `asks(method)` before each call, `answered(method, args, answer)` after it.
watch = None


def call(method, *args):
    """Calls a method of the page, and waits for what it gives.

    An error of the page is raised as the class that it names; an interrupt as KeyboardInterrupt.
    """
    if watch is not None:
        watch.asks(method)
    answer = waited(_phi3_bridge.call, method, args).to_py()
    kind, value = answer["kind"], answer.get("value")
    if kind == "interrupted":
        raise KeyboardInterrupt
    if kind == "error":
        raise _exception(answer["error"])
    value = _plain(value)
    took(method, args, value)
    return value


def took(method, args, value):
    """Tells who watches of an answer, or of a part of one when the code takes it."""
    if watch is not None:
        watch.answered(method, args, value)


def tell(method, *args):
    """Calls a method of the page without waiting for it: a finalizer must not wait, as an interrupt of it would be lost."""
    _phi3_bridge.tell(method, args)


def sleep(seconds):
    """As time.sleep, but an interrupt ends it."""
    if waited(_phi3_bridge.sleep, seconds * 1000):
        raise KeyboardInterrupt


def waited(begin, *args):
    """What the page gives, once it has. Where WebAssembly can be suspended, Python is; elsewhere the worker has slept meanwhile.

    Nothing is raised here on the way (see phi3_session.interrupts): the page would believe that Python waits on.
    """
    waiting = begin(*args)
    try:
        if waiting.settled is not None:
            run_sync(waiting.settled)
    finally:
        answer = waiting.take()
    return answer


def _plain(value):
    if isinstance(value, memoryview):
        return value.tobytes()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _exception(error):
    try:
        made = _class_of(error["type"])(error["message"])
    except TypeError:
        # The class wants more than a message.
        made = RuntimeError(error["message"])
    made.phi3_data = _plain(error.get("data"))
    return made


def _class_of(name):
    module, _, simple = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module) if module else builtins, simple)
    except (ImportError, AttributeError):
        return RuntimeError
    return found if isinstance(found, type) and issubclass(found, BaseException) else RuntimeError
