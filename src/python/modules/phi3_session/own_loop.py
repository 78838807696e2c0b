"""asyncio outside the page's own event loop: `asyncio.run` of a class that an inference cell asks, as a server or a script would run it.

The page's loop runs the cell. Within it `asyncio.run` raises, as in Jupyter. Where WebAssembly can be suspended, the page's loop runs the
tasks of such a class; elsewhere a loop of their own does.
"""

import asyncio
import contextlib
import time
from asyncio import base_events, events, tasks

from pyodide.ffi import can_run_sync, run_sync

_run_really = asyncio.run
#: What `asyncio.get_event_loop()` gives outside a loop.
_current = []


class _Sleeping:
    """In the place of a selector: there are no sockets to wait for."""

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("deadlock: nothing is left that could wake the event loop")
        if timeout > 0:
            time.sleep(timeout)
        return []


class OwnLoop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Sleeping()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def run_in_executor(self, executor, func, *args):
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            future.set_exception(error)
        return future


def install():
    asyncio.run = asyncio.runners.run = _run
    get_really, new_really = events.get_event_loop, events.new_event_loop

    def new_event_loop():
        return new_really() if _is_suspended() else OwnLoop()

    asyncio.new_event_loop = events.new_event_loop = new_event_loop

    def get_event_loop():
        if _outside and not _is_suspended():
            if not _current or _current[0].is_closed():
                _current[:] = [OwnLoop()]
            return _current[0]
        return get_really()

    asyncio.get_event_loop = events.get_event_loop = get_event_loop
    page_loop = type(get_really())
    until_complete_really = page_loop.run_until_complete

    def run_until_complete(self, future):
        return _Main(asyncio.ensure_future(future)).waited() if _is_suspended() else until_complete_really(self, future)

    page_loop.run_until_complete = run_until_complete


def _is_suspended():
    """Whether the page's own loop can run the code's tasks: it goes on while Python is suspended."""
    return bool(_outside) and can_run_sync()


def _run(main, *, debug=None, loop_factory=None):
    if _is_suspended() and not _mains:
        return _run_suspended(main)
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    return _run_really(main, debug=debug, loop_factory=loop_factory or OwnLoop)


class _Main:
    """A task that Python is suspended for until it ends."""

    def __init__(self, task):
        self.task, self.is_interrupted = task, False
        #: It had ended already, and Python had not gone on yet.
        self.is_late = False

    def waited(self):
        """As asyncio.Runner.run: Stop cancels the task, and is KeyboardInterrupt for whoever waits for it."""
        _mains.append(self)
        try:
            value, error = run_sync(_outcome(self.task))
        finally:
            _mains.remove(self)
        if self.is_late or isinstance(error, asyncio.CancelledError) and self.is_interrupted:
            raise KeyboardInterrupt
        if error is not None:
            raise error
        return value


_mains = []


async def _outcome(task):
    try:
        return await task, None
    except BaseException as error:
        return None, error


def interrupt():
    """Stop, where the code waits for the page's own loop. Returns whether it does."""
    for main in _mains[-1:]:
        main.is_interrupted = True
        main.is_late = not main.task.cancel()
    return bool(_mains)


def _run_suspended(main):
    if not asyncio.iscoroutine(main):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    before = asyncio.all_tasks()
    try:
        return _Main(asyncio.ensure_future(main)).waited()
    finally:
        left = [task for task in asyncio.all_tasks() if task not in before]
        for task in left:
            task.cancel()
        if left:
            _Main(asyncio.gather(*left, return_exceptions=True)).waited()


_outside = []


@contextlib.contextmanager
def outside():
    """Code that runs as if the page had no event loop."""
    if can_run_sync():
        _outside.append(True)
        try:
            yield
        finally:
            _outside.pop()
        return
    loop, task = events._get_running_loop(), asyncio.current_task()
    tasks._leave_task(loop, task)
    events._set_running_loop(None)
    _outside.append(True)
    try:
        yield
    finally:
        _outside.pop()
        events._set_running_loop(loop)
        tasks._enter_task(loop, task)
