"""Logs models with the real MLflow, as a person would with the page's Python, and prints what it wrote into MLmodel.

    python log_kinds.py MODELS

MODELS is JSON: [{"code": file of models from code, "example", "artifacts"} or {"task", "model": folder of transformers,
"config"}]. Prints a JSON line a model: {"mlmodel": the YAML as JSON}.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import logging
import sys
import warnings
from pathlib import Path

import mlflow
import yaml
from elsewhere import elsewhere
from log_model import NAME_ARGUMENT, folder_of

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

#: Finding the requirements loads each model once more.
PINNED = ["mlflow"]


def logged(model):
    name = {NAME_ARGUMENT: "model"}
    with mlflow.start_run():
        if "task" in model:
            import transformers

            pipeline = transformers.pipeline(task="text-generation", model=model["model"])
            return mlflow.transformers.log_model(pipeline, **name, task=model["task"], model_config=model["config"], pip_requirements=PINNED)
        return mlflow.pyfunc.log_model(
            **name, python_model=model["code"], artifacts=model["artifacts"], input_example=model["example"],
            pip_requirements=PINNED,
        )  # fmt: skip


for each in json.load(open(sys.argv[1], encoding="utf-8")):
    with elsewhere() as folder:
        mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
        place = Path(folder_of(logged(each).model_uri))
        print(json.dumps({"mlmodel": yaml.safe_load((place / "MLmodel").read_text("utf-8"))}, default=str))
