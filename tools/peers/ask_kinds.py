"""Loads MLflow models with the real MLflow, and asks each a list of questions by predict and predict_stream.

    python ask_kinds.py MODELS

MODELS is JSON: [{"model": folder, "questions": [{"input": …, "params": … or absent, "stream": true or absent}]}]. Prints a JSON line a
model: {"signature", "loader", "task", "answers": [what predict gave, a list of what predict_stream gave, or {"error", "message"}]}.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import copy
import json
import logging
import sys
import warnings

import mlflow
from elsewhere import elsewhere

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


def answer(model, question):
    given, params = copy.deepcopy(question["input"]), question.get("params")
    try:
        if question.get("stream"):
            return list(model.predict_stream(given, params=params))
        return model.predict(given, params=params)
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def ask(each):
    model = mlflow.pyfunc.load_model(each["model"])
    meta = mlflow.models.Model.load(each["model"])
    return {
        "signature": str(meta.signature),
        "loader": meta.flavors["python_function"]["loader_module"],
        "task": (meta.metadata or {}).get("task"),
        "answers": [answer(model, question) for question in each["questions"]],
    }


models = json.load(open(sys.argv[1], encoding="utf-8"))
path = list(sys.path)
# A ResponsesAgent writes traces into mlflow.db of the working directory.
with elsewhere():
    for each in models:
        # Each has a module of its own under the same name.
        sys.path[:] = path
        sys.modules.pop("phi3_model", None)
        print(json.dumps(ask(each)))
