"""%%capture: what a cell writes and shows goes into an object, as IPython's capture_output has it."""

import contextlib
import io
import sys


class CapturedIO:
    def __init__(self, stdout, stderr, outputs):
        self._stdout, self._stderr, self.outputs = stdout, stderr, outputs

    @property
    def stdout(self):
        return self._stdout.getvalue() if self._stdout else ""

    @property
    def stderr(self):
        return self._stderr.getvalue() if self._stderr else ""

    def show(self):
        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        for output in self.outputs:
            get_ipython().emit("output", output)  # noqa: F821 -- a builtin of the session

    __call__ = show

    def __str__(self):
        return self.stdout


@contextlib.contextmanager
def capture(shell, arguments):
    words = arguments.split()
    unknown = [word for word in words if word.startswith("-") and word not in ("--no-stdout", "--no-stderr", "--no-display")]
    if unknown:
        from .magics import UsageError

        raise UsageError(f"unrecognized arguments: {' '.join(unknown)}")
    wanted = {name for name in ("stdout", "stderr", "display") if f"--no-{name}" not in words}
    names = [word for word in words if not word.startswith("--")]
    with contextlib.ExitStack() as stack:
        stdout = stack.enter_context(contextlib.redirect_stdout(io.StringIO())) if "stdout" in wanted else None
        stderr = stack.enter_context(contextlib.redirect_stderr(io.StringIO())) if "stderr" in wanted else None
        captured = CapturedIO(stdout, stderr, [])
        before, shell.captured = shell.captured, captured.outputs if "display" in wanted else shell.captured
        try:
            yield
        finally:
            shell.captured = before
            if names:
                shell.namespace[names[0]] = captured
