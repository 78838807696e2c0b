"""MLflow's command line, such as `run_mlflow.py models serve --port …`, in a process that has imported MLflow (python_server.py).

MLflow starts uvicorn in another process, which imports everything again, and waits for it. Here this process becomes uvicorn instead.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import os
import runpy
import shlex
import subprocess
import sys


def become(command: list[str], *, env: dict[str, str], **_: object) -> None:
    """Stands in for subprocess.Popen, as the shell's `exec` does. Never returns."""
    # `mlflow models serve` gives a line for a shell, `mlflow server` the words after "python -m".
    words = shlex.split(command[-1].removeprefix("exec ")) if command[0] == "bash" else command[2:]
    if words[0] != "uvicorn":
        sys.exit(f"MLflow starts another program than uvicorn: {command}")
    os.environ.clear()
    os.environ |= env
    # They read the environment on import.
    for name in [name for name in sys.modules if name.split(".")[:2] == ["mlflow", "server"]]:
        del sys.modules[name]
    sys.argv = words
    runpy.run_module("uvicorn", run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    subprocess.Popen = become
    from mlflow.cli import cli

    cli()
