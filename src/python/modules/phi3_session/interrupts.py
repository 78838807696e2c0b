"""Where Stop's KeyboardInterrupt is raised: in the notebook's code, and in nothing that would lose it."""

import asyncio
import os
import signal
import sys

import _phi3_bridge
import _pyodide
import phi3_bridge
import pyodide

#: Of the event loop: it calls the notebook's code, and is called by nobody who would handle what it raises.
LOOP = tuple(os.path.dirname(module.__file__) + "/" for module in (asyncio, pyodide, _pyodide))

#: How often an interrupt was given back.
_given_back = 0


def install(opened, closed):
    """The frames of `opened` handle what is raised in the code that they run; through those of `closed` nothing is raised."""
    _opened.update([asyncio.Handle._run.__code__, *(function.__code__ for function in opened)])
    _closed.update(function.__code__ for function in (_on_signal, _on_unraisable, phi3_bridge.waited, *closed))
    signal.signal(signal.SIGINT, _on_signal)
    sys.unraisablehook = _on_unraisable


_opened = set()
_closed = set()


def _on_signal(_number, frame):
    global _given_back
    if _can_raise(frame):
        raise KeyboardInterrupt
    # Python looks for an interrupt every so many steps. A loop of as many would be met in the same place each time.
    _given_back += 1
    for _ in range(_given_back % 50):
        pass
    _phi3_bridge.giveBack()


def _on_unraisable(told):
    """Tells of what a finalizer raised, as Python does. An interrupt is raised again, in the code that goes on."""
    if issubclass(told.exc_type, KeyboardInterrupt):
        _phi3_bridge.giveBack()
    else:
        sys.__unraisablehook__(told)


def _can_raise(frame):
    is_code = False
    while frame is not None:
        code = frame.f_code
        if code in _closed:
            return False
        if code in _opened:
            return is_code
        if code.co_name == "__del__":
            # What it raises comes to _on_unraisable.
            return True
        is_code = is_code or not code.co_filename.startswith(LOOP)
        frame = frame.f_back
    return False
