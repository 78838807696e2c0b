"""What Python's own functions do through the page: input, getpass, sleep; and the numbers of the system's errors, as Linux has them."""

import builtins
import errno
import functools
import io
import os
import sys
import time

import phi3_bridge


def install(shell):
    builtins.input = _input
    time.sleep = _sleep
    import getpass

    getpass.getpass = _getpass
    _number_errors()


#: The numbers that Linux has for what WebAssembly's system numbers otherwise.
_LINUX = {
    "EPERM": 1, "ENOENT": 2, "EIO": 5, "EBADF": 9, "ENOMEM": 12, "EACCES": 13, "EBUSY": 16, "EEXIST": 17, "EXDEV": 18, "ENOTDIR": 20,
    "EISDIR": 21, "EINVAL": 22, "EMFILE": 24, "EFBIG": 27, "ENOSPC": 28, "EROFS": 30, "EPIPE": 32, "ENAMETOOLONG": 36, "ENOTEMPTY": 39,
    "ELOOP": 40,
}  # fmt: skip
_OF_FILES = "chdir listdir lstat mkdir open readlink remove rename replace rmdir scandir stat symlink unlink utime".split()


def _number_errors():
    """`[Errno 2]` where a file is missing, not `[Errno 44]`; `errno.ENOENT` is the same number."""
    numbers = {getattr(errno, name): number for name, number in _LINUX.items()}

    def numbered(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except OSError as error:
                error.errno = numbers.get(error.errno, error.errno)
                raise

        return call

    for name in _OF_FILES:
        setattr(os, name, numbered(getattr(os, name)))
    io.open = builtins.open = numbered(builtins.open)
    for name, number in _LINUX.items():
        errno.errorcode.pop(getattr(errno, name), None)
    for name, number in _LINUX.items():
        setattr(errno, name, number)
        errno.errorcode[number] = name


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
