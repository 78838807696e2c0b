"""Logs models with the real MLflow by the page's own Python, and prints what their folders hold.

    python log_kinds.py CELLS

CELLS is JSON: a list of Python texts, each of which sets `model_info`. Prints a JSON line a model: {path: text, or null for what is no
text of a few kilobytes}. MLflow's search for the requirements, which loads each model in a process of its own, is left out: what it
falls back on stands for it.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import logging
import sys
import types
import warnings
from pathlib import Path

import mlflow
import mlflow.transformers
from elsewhere import elsewhere
from log_model import folder_of

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
for module in [mlflow.models, mlflow.transformers]:
    for name in ["infer_pip_requirements", "infer_pip_requirements_with_timeout"]:
        setattr(module, name, lambda *_, fallback=None, **__: fallback)

TEXTS = {".json", ".yaml", ".txt", ".py", ".md", ""}
MOST_BYTES = 100_000


def text_of(path: Path) -> str | None:
    return path.read_text("utf-8") if path.suffix in TEXTS and path.stat().st_size < MOST_BYTES else None


# All in one place: MLflow takes most of a second to make a database.
with elsewhere() as folder:
    mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
    for cell in json.load(open(sys.argv[1], encoding="utf-8")):
        # cloudpickle takes a class by value that __main__ has, as a notebook does.
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(cell, "<cell>", "exec"), vars(main))
        model = Path(folder_of(main.model_info.model_uri))
        files = sorted(path for path in model.rglob("*") if path.is_file())
        print(json.dumps({path.relative_to(model).as_posix(): text_of(path) for path in files}))
