"""Runs code cells, one after the other, in one namespace."""

import ast
import asyncio
import builtins
import contextlib
import inspect
import json
import linecache
import sys

import __main__
import _phi3_bridge

from . import display, interrupts, magics, own_loop, patches, threads, tracebacks, wheels
from .streams import Stream, flush

TOP_LEVEL_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Shell:
    def __init__(self):
        self.count = 0
        self.namespace = __main__.__dict__
        self.names_at_start = set()
        self.inputs = {}
        self.outputs = {}
        #: The Python of the cells that have run, by file name, in the order in which they ran.
        self.cells = {}
        #: Of the code that runs; None while none does.
        self.task = None
        #: Whether an interrupt came after the page asked for a run and before its code began.
        self.is_interrupted = False
        self.commands = []
        #: What a cell magic does once the cell has run.
        self.at_end = contextlib.ExitStack()
        #: Where outputs go while %%capture holds them.
        self.captured = None
        self.shows_result = True

    def start(self):
        sys.stdout = Stream("stdout")
        sys.stderr = Stream("stderr")
        patches.install(self)
        wheels.install()
        threads.install()
        own_loop.install()
        tracebacks.install()
        interrupts.install(
            opened=[Shell._outcome, Shell._tried],
            closed=[Shell._run, Shell._ask, Shell._ended, Stream.write, Stream.flush, flush],
        )
        loop = asyncio.get_event_loop()
        # Of other tasks than the cell's: it is the cell that is stopped.
        loop._keyboard_interrupt_handler = _phi3_bridge.interrupt
        # Such a task ends, and whoever awaits it is told.
        loop._system_exit_handler = lambda code: None
        self.namespace.update(
            {"In": [""], "Out": self.outputs, "_": "", "__": "", "___": "", "get_ipython": lambda: self}
        )
        builtins.display = display.display
        builtins.get_ipython = self.namespace["get_ipython"]
        builtins.__ipython__ = lambda place: magics.command(self.commands[place])
        self.names_at_start = set(self.namespace)

    # What notebooks ask of get_ipython().

    def reset(self, new_session=True, aggressive=False):
        """Forgets the names that cells have set, and what they gave."""
        for name in set(self.namespace) - self.names_at_start:
            del self.namespace[name]
        self.outputs.clear()
        self.cells.clear()
        self.namespace.update({"In": [""], "_": "", "__": "", "___": ""})

    def run_line_magic(self, name, line="", _stack_depth=1):
        return magics.line(self, name, line)

    def run_cell_magic(self, name, line, cell):
        return magics.cell(self, name, line, cell)

    magic = run_line_magic

    def system(self, command):
        magics.shell_command(self, command)

    def getoutput(self, command):
        return magics.shell_command(self, command, gives=True)

    @property
    def user_ns(self):
        return self.namespace

    @property
    def execution_count(self):
        return self.count

    # Running.

    def run(self, shown, source, commands, count):
        """`shown` is the cell as it stands; `source` is Python of the same lines. Returns whether it ended well."""
        self.is_interrupted = False
        return self._run(shown, source, commands, count)

    async def _run(self, shown, source, commands, count):
        self.count = count
        self.commands = commands
        return await self._ended(self._execute(shown, source))

    def ask(self, question, argument):
        """A question of the page, of `wrappers`, whose answer is given as an event. Returns whether it ended well."""
        self.is_interrupted = False
        return self._ask(question, argument)

    async def _ask(self, question, argument):
        return await self._ended(self._answer(question, argument))

    async def _answer(self, question, argument):
        from .wrappers import QUESTIONS

        with _carried_out():
            answer = QUESTIONS[question](json.loads(argument))
        self.emit("answer", answer)

    async def _ended(self, work):
        """Whether the work ended well; shows the exception that ended it otherwise."""
        task = self.task = asyncio.ensure_future(self._outcome(work))
        if self.is_interrupted:
            task.cancel()
        try:
            error = await task
        except BaseException as raised:
            error = raised
        finally:
            # One that was cancelled at once has not begun.
            work.close()
        if self.task is not task:
            # It was abandoned: another run may be under way.
            return False
        self.task = None
        if isinstance(error, asyncio.CancelledError):
            error = KeyboardInterrupt().with_traceback(error.__traceback__)
        error = self._tried(self.at_end.close) or error
        if error is not None:
            # An exception's text is the notebook's code.
            untold = self._tried(self.fail, error)
            if untold is not None:
                self._tried(self.fail, untold)
        self._tried(flush)
        return error is None

    async def _outcome(self, work):
        """What the work raised, or None. A task would raise some of it in the event loop, too."""
        try:
            await work
            threads.finish()
        except _Carried as carried:
            return carried.error
        except BaseException as error:
            return error
        return None

    def _tried(self, function, *args):
        """What the function raised, or None."""
        try:
            function(*args)
        except BaseException as error:
            return error
        return None

    async def _execute(self, shown, source):
        filename = remember(shown, self.count)
        self.cells[filename] = source
        self.namespace["In"].append(shown)
        self.shows_result = not ends_with_semicolon(source)
        tree = ast.parse(source, filename)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        if tree.body:
            await self._run_code(compile(tree, filename, "exec", TOP_LEVEL_AWAIT))
        if last is not None:
            expression = ast.Expression(last.value)
            self.show(await self._run_code(compile(expression, filename, "eval", TOP_LEVEL_AWAIT)))

    async def _run_code(self, code):
        with _carried_out():
            value = eval(code, self.namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            value = await value
        return value

    def show(self, value):
        """The value of a cell's last line."""
        if value is None or not self.shows_result:
            return
        space = self.namespace
        space["___"], space["__"], space["_"] = space["__"], space["_"], value
        space[f"_{self.count}"] = self.outputs[self.count] = value
        data, metadata = display.mime_bundle(value)
        if data:
            self.emit(
                "output",
                {
                    "output_type": "execute_result",
                    "execution_count": self.count,
                    "data": data,
                    "metadata": metadata,
                },
            )

    def fail(self, error):
        if isinstance(error, magics.UsageError):
            print(f"UsageError: {error}", file=sys.stderr, flush=True)
            return
        flush()
        self.emit(
            "output",
            {
                "output_type": "error",
                "ename": type(error).__name__,
                "evalue": tracebacks.message_of(error),
                "traceback": tracebacks.lines_of(error),
            },
        )

    def emit(self, kind, value):
        flush()
        if kind == "output" and self.captured is not None:
            self.captured.append(value)
            return
        _phi3_bridge.emit(kind, json.dumps(value, default=str))

    def interrupt(self):
        """Of a cell that waits in the event loop: elsewhere the interrupt is raised where Python is."""
        if self.task is None:
            self.is_interrupted = True
        elif not own_loop.interrupt():
            self.task.cancel()

    def abandon(self):
        """A step of the event loop is lost, so the run never ends by itself: what is left of it stops where it goes on at all."""
        task, self.task = self.task, None
        if task is not None:
            task.cancel()
        self._tried(self.at_end.close)
        flush()

    def complete(self, before):
        from .completion import complete

        return complete(self.namespace, before)


class _Carried(Exception):
    def __init__(self, error):
        self.error = error


@contextlib.contextmanager
def _carried_out():
    """A StopIteration cannot leave a coroutine as it is."""
    try:
        yield
    except StopIteration as error:
        raise _Carried(error) from None


def remember(source, count):
    """Lets tracebacks and inspect find the cell's lines."""
    filename = f"<cell {count}>"
    lines = source.splitlines(keepends=True)
    linecache.cache[filename] = (len(source), None, lines, filename)
    return filename


def ends_with_semicolon(source):
    """As IPython: a cell whose last line ends so shows no value."""
    import io
    import tokenize

    skipped = {tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER, tokenize.DEDENT}
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type not in skipped]
    except (tokenize.TokenError, SyntaxError):
        return False
    return bool(tokens) and tokens[-1].string == ";"


def cell_source(filename):
    """The text of a cell by the file name of its code, or None: for the source of a class that a cell defines."""
    entry = linecache.cache.get(filename) if filename.startswith("<cell ") else None
    return "".join(entry[2]) if entry else None
