"""A Jupyter kernel that is forked from this process, and so has what this process has imported: torch and MLflow take ten seconds.

What a notebook sees is as in a kernel that was started: `__main__`, the folder, the environment and where modules are looked for.
"""

import asyncio
import contextlib
import os
import runpy
import signal
import sys
import time
from pathlib import Path

from jupyter_client.provisioning import local_provisioner

HERE = str(Path(__file__).resolve().parent)


def fork_kernels() -> None:
    """From now on, where the peers are imported (python_server.py)."""
    if "mlflow.pyfunc" in sys.modules:
        local_provisioner.launch_kernel = ForkedKernel


class ForkedKernel:
    """What Jupyter's client asks of the process of a kernel, which is a subprocess.Popen otherwise."""

    stdin = stdout = stderr = None

    def __init__(self, cmd: list[str], *, env: dict[str, str], cwd: str, **_: object) -> None:
        self.args = cmd
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            run_kernel(cmd, env, cwd)
        # Both processes do so, since either may come first: Jupyter ends the kernel's group.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpgid(self.pid, self.pid)

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        while self.poll() is None:
            time.sleep(0.05)
        return self.returncode

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run_kernel(cmd: list[str], env: dict[str, str], cwd: str) -> None:
    """In the forked process: `python -m MODULE ARGS`. Never returns."""
    status = 1
    try:
        os.setpgid(0, 0)
        _python, _m, module, *args = cmd
        os.chdir(cwd)
        os.environ.clear()
        os.environ |= env | {"JPY_PARENT_PID": str(os.getppid())}
        sys.path[:] = [path for path in sys.path if path != HERE]
        sys.argv = [module, *args]
        # The client's loop goes on in the other process.
        asyncio.events._set_running_loop(None)
        asyncio.set_event_loop(asyncio.new_event_loop())
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    finally:
        # Nothing of the other process is cleared away here.
        os._exit(status)
