"""What Python's own functions do through the page: input, getpass, sleep."""

import builtins
import sys
import time

import phi3_bridge


def install(shell):
    builtins.input = _input
    time.sleep = _sleep
    import getpass

    getpass.getpass = _getpass


def _input(prompt="", /):
    return _ask(prompt, False)


def _getpass(prompt="Password: ", stream=None, *, echo_char=None):
    return _ask(prompt, True)


def _ask(prompt, is_password):
    sys.stdout.flush()
    sys.stderr.flush()
    prompt = str(prompt)
    answer = phi3_bridge.call("session.input", prompt, is_password)
    # As in Jupyter, the question and its answer stay in sight.
    sys.stdout.write(f"{prompt}{'········' if is_password else answer}\n")
    return answer


def _sleep(seconds, /):
    """Delay execution for a given number of seconds. The argument may be a floating-point number."""
    seconds = seconds.__index__() if not isinstance(seconds, float) and hasattr(seconds, "__index__") else seconds
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    sys.stdout.flush()
    sys.stderr.flush()
    phi3_bridge.sleep(seconds)
