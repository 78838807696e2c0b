"""Threads in a Python that has only one: a thread runs when the code waits for it, and at the end of the cell.

A thread of a pool runs at once. One that waits for what only the others could give ends there.
"""

import concurrent.futures
import concurrent.futures.thread
import contextlib
import threading
import time

#: Started, and not run yet, in the order in which they were started.
_ready = []
#: How many threads run within one another.
_depth = 0
_is_alive_really = threading.Thread.is_alive
_join_really = threading.Thread.join


class _NeverComes(BaseException):
    """Ends a thread that waits for ever: a worker in a loop, once its queue is empty."""


def install():
    threading.Thread.start = _start
    threading.Thread.join = _join
    threading.Thread.is_alive = _is_alive
    threading.Condition.wait = _wait
    concurrent.futures.thread.ThreadPoolExecutor.submit = _submit


def finish():
    """Runs what was started and never waited for. A daemon would end with Python."""
    try:
        while waiting := [each for each in _ready if not each.daemon]:
            _run(waiting[0])
    finally:
        _ready.clear()


def _start(self):
    """Start the thread's activity."""
    if not self._initialized:
        raise RuntimeError("thread.__init__() not called")
    if self._started.is_set():
        raise RuntimeError("threads can only be started once")
    self._started.set()
    self._set_ident()
    self._phi3_has_run = False
    _ready.append(self)


def _is_alive(self):
    """Return whether the thread is alive."""
    return not self._phi3_has_run if hasattr(self, "_phi3_has_run") else _is_alive_really(self)


def _run(thread):
    global _depth
    _ready.remove(thread)
    caller = threading.current_thread()
    _depth += 1
    threading._active[threading.get_ident()] = thread
    try:
        with _quiet(thread):
            thread.run()
    finally:
        _depth -= 1
        threading._active[threading.get_ident()] = caller
        thread._phi3_has_run = True


@contextlib.contextmanager
def _quiet(thread):
    """What ends a thread ends no more than it; an interrupt is the whole cell's."""
    try:
        yield
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except (_NeverComes, SystemExit):
        pass
    except BaseException as error:
        threading.excepthook(threading.ExceptHookArgs([type(error), error, error.__traceback__, thread]))


def _join(self, timeout=None):
    """Wait until the thread terminates."""
    if self in _ready:
        _run(self)
    elif not hasattr(self, "_phi3_has_run"):
        _join_really(self, timeout)
    elif not self._phi3_has_run:
        raise RuntimeError("cannot join current thread")


def _wait(self, timeout=None):
    """Wait until notified or until a timeout occurs."""
    if not self._is_owned():
        raise RuntimeError("cannot wait on un-acquired lock")
    waiter = threading.Lock()
    waiter.acquire()
    self._waiters.append(waiter)
    saved = self._release_save()
    try:
        while waiter.locked() and _ready:
            _run(_ready[0])
        if not waiter.locked():
            return True
        if _depth > 0:
            raise _NeverComes
        if timeout is None:
            raise RuntimeError("deadlock: this Python has one thread, and nothing is left that could end the wait")
        if timeout > 0:
            time.sleep(timeout)
        return False
    finally:
        self._acquire_restore(saved)
        with contextlib.suppress(ValueError):
            self._waiters.remove(waiter)


def _submit(self, fn, /, *args, **kwargs):
    """Submits a callable to be executed with the given arguments, and executes it."""
    if self._broken:
        raise concurrent.futures.thread.BrokenThreadPool(self._broken)
    if self._shutdown:
        raise RuntimeError("cannot schedule new futures after shutdown")
    future = concurrent.futures.Future()
    future.set_running_or_notify_cancel()
    try:
        future.set_result(fn(*args, **kwargs))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        future.set_exception(error)
    return future
