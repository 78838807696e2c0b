"""Runs Python scripts as `python SCRIPT ARGS` would, each in a process of its own that has the peers imported already.

Importing torch, transformers and MLflow takes ten seconds of a processor; this process does it once, and forks for each script. A
script so sees nothing of those before it. Needs Linux: forking after such imports is not safe elsewhere (python-server.ts).

Standard input takes requests, one a line: {"id", "args": [script or "-c", ...], "cwd", "env": {...}}. Standard output gives for each,
as it ends, {"id", "status", "stdout", "stderr"}. {"stop": id} ends one that would go on, such as a server. The end of standard input ends
this process and the scripts that still run.
"""

import contextlib
import gc
import importlib
import json
import multiprocessing
import os
import runpy
import sys
import tempfile
import types
from multiprocessing.connection import wait
from pathlib import Path

#: Two scripts at once use two cores; threads of one that wait for each other by turning round would take them from the other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
OWN_ENVIRON = dict(os.environ)
#: Each script sets its own; so none is made here.
os.environ["MLFLOW_TRACKING_URI"] = "unset"
sys.path.insert(0, str(Path(__file__).parent))

import quiet  # noqa: E402, F401  sets what the peers read on import

#: What the scripts import themselves; one that a profile has not is left out.
IMPORTS = [
    "torch",
    "mlflow.pyfunc",
    "mlflow.transformers",
    "mlflow.store.tracking.sqlalchemy_store",
    "transformers.pipelines",
    "transformers.models.phi3.modeling_phi3",
    "onnxruntime_genai",
]


def run(request: dict, temporary: str) -> None:
    """In the forked process: what the command line would do."""
    for descriptor, name in [(1, "stdout"), (2, "stderr")]:
        file = os.open(os.path.join(temporary, name), os.O_WRONLY | os.O_CREAT)
        os.dup2(file, descriptor)
    os.environ.clear()
    os.environ |= OWN_ENVIRON | {"TMPDIR": temporary} | request["env"]
    tempfile.tempdir = None
    # Anew for each script: it makes a folder of the script's own.
    sys.modules.pop("quiet", None)
    os.chdir(request["cwd"])
    first, *rest = request["args"]
    if first == "-c":
        sys.argv, sys.path[0] = ["-c", *rest[1:]], ""
        sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(rest[0], "<string>", "exec"), vars(sys.modules["__main__"]))
    else:
        script = Path(first).resolve()
        sys.argv, sys.path[0] = [first, *rest], str(script.parent)
        # As on the command line, __file__ is absolute, so that a script may change the folder.
        runpy.run_path(str(script), run_name="__main__")


class Script:
    """A script that runs, and the folder that holds its output and its temporary files."""

    def __init__(self, request: dict) -> None:
        self.id = request["id"]
        self.folder = tempfile.TemporaryDirectory(prefix="peers-script-", ignore_cleanup_errors=True)
        fork = multiprocessing.get_context("fork")
        self.process = fork.Process(target=run, args=(request, self.folder.name))
        self.process.start()

    def answer(self) -> dict:
        self.process.join()
        said = {name: self.said(name) for name in ["stdout", "stderr"]}
        self.folder.cleanup()
        return {"id": self.id, "status": self.process.exitcode} | said

    def said(self, name: str) -> str:
        path = Path(self.folder.name, name)
        return path.read_text("utf-8", errors="replace") if path.exists() else ""


def main() -> None:
    for name in IMPORTS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    # Only answers go there: what a library prints goes to standard error.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    requests = os.dup(0)
    running: dict[int, Script] = {}
    read = b""
    while True:
        for ready in wait([requests, *running]):
            if ready != requests:
                print(json.dumps(running.pop(ready).answer()), file=answers, flush=True)
                continue
            chunk = os.read(requests, 2**16)
            if not chunk:
                for script in running.values():
                    script.process.kill()
                    script.answer()
                return
            *lines, read = (read + chunk).split(b"\n")
            for line in lines:
                request = json.loads(line)
                if "stop" in request:
                    for script in running.values():
                        if script.id == request["stop"]:
                            script.process.kill()
                    continue
                script = Script(request)
                running[script.process.sentinel] = script


if __name__ == "__main__":
    main()
