"""Loads MLflow models with the real MLflow, and evaluates for each what is asked of it.

    python ask_logged.py MODELS

MODELS is JSON: [{"model": folder, "ask": Python over `loaded`}]. Prints a JSON line a model: {"repr"} or {"error"}, with the MLmodel's
metadata.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import logging
import sys
import traceback
import warnings

import mlflow

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

for each in json.load(open(sys.argv[1], encoding="utf-8")):
    try:
        loaded = mlflow.pyfunc.load_model(each["model"])
        print(json.dumps({"repr": repr(eval(each["ask"])), "metadata": loaded.metadata.metadata}))
    except Exception:
        print(json.dumps({"error": traceback.format_exc()}))
