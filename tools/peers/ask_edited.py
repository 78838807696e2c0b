"""Loads MLflow models with the real MLflow, and asks each a list of questions, each of a model that is loaded anew.

    python ask_edited.py MODELS

MODELS is JSON: [{"model": folder, "questions": [{"input": JSON text, "params": JSON text or absent}]}]. Prints a JSON line a model: a
list of {"type", "repr"} or {"error", "message"}.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import logging
import re
import sys
import warnings

import mlflow
import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
# As in a notebook.
pd.set_option("display.max_columns", 20)


def answer(folder, question):
    try:
        model = mlflow.pyfunc.load_model(folder)
        params = json.loads(question["params"]) if "params" in question else None
        found = model.predict(json.loads(question["input"]), params=params)
        return {"type": type(found).__name__, "repr": repr(found)}
    except Exception as error:
        return {"error": type(error).__name__, "message": re.sub(r"0x[0-9a-f]+", "0x…", str(error))}


path = list(sys.path)
for each in json.load(open(sys.argv[1], encoding="utf-8")):
    # Each has a module of its own under the same name, in its code/.
    sys.path[:] = path
    for name in ("m", "base"):
        sys.modules.pop(name, None)
    print(json.dumps([answer(each["model"], question) for question in each["questions"]]))
