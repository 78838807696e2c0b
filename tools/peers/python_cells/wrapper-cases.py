"""Asks wrappers through mlflow.pyfunc, with the real libraries and in the page's Python. A file of cases follows, and prints them.

MODEL is the model's folder. `print_answers` prints a JSON line a case: what each question gave, or the exception's class and words.
"""

import json
import logging
import tempfile
import warnings

import mlflow
import pandas as pd
from mlflow.models import ModelSignature, infer_signature
from mlflow.types.schema import Array, ColSpec, DataType, Object, ParamSchema, ParamSpec, Property, Schema

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
# As in a notebook.
pd.set_option("display.max_columns", 20)

Q = "<|user|>What is the capital of Spain?<|end|><|assistant|>"
HI = "<|user|>Hi<|end|><|assistant|>"
PROMPT = infer_signature({"prompt": Q}, ["Run"])
PARAMS = infer_signature({"prompt": Q}, "x", params={"max_length": 40, "stop": ["."], "temperature": 0.5, "greet": "Hello"})
COLUMNS = ModelSignature(
    inputs=Schema([ColSpec("string", "prompt"), ColSpec(DataType.long, "count"), ColSpec("string", "system", required=False)]),
    outputs=Schema([ColSpec("string")]),
)

NESTED = {"n": [1, 2], "f": [1.5], "b": [True], "o": {"i": 1, "x": 0.5, "t": "a", "l": [1], "d": {"k": True}}, "nn": [[1, 2], [3]], "os": [{"a": 1}]}

def case(name, source, *questions, signature=PROMPT, **more):
    return {"name": name, "source": source, "questions": questions, "signature": signature, **more}


def file_case(name, source, *questions, **more):
    """Of models from code: nothing has to be pickled."""
    return case(name, source, *questions, of_file=True, **more)


def shown(value):
    if hasattr(value, "__next__"):
        value = list(value)
    return {"type": type(value).__name__, "repr": repr(value)}


def error_of(error):
    return {"error": type(error).__name__, "message": without_places(str(error))}


def without_places(text):
    """Addresses and folders are another each time."""
    import re

    return re.sub(r"0x[0-9a-f]+", "0x…", text.replace(MODEL, "MODEL"))


def asked(ask, question):
    data, params = question if isinstance(question, tuple) else (question, None)
    try:
        return shown(ask(data, params))
    except Exception as error:
        return error_of(error)


def answers(each):
    space = {"__name__": "__main__"}
    try:
        exec(each["source"], space)
        with tempfile.TemporaryDirectory() as folder:
            more = {name: each[name] for name in ("input_example", "model_config") if name in each}
            if each["signature"] is not None:
                more["signature"] = each["signature"]
            python_model = space["M"]()
            if "of_file" in each:
                python_model = f"{folder}/m.py"
                with open(python_model, "w") as file:
                    file.write(each["source"] + "\nfrom mlflow.models import set_model\nset_model(M())\n")
            # Without requirements MLflow asks an index for them.
            mlflow.pyfunc.save_model(
                f"{folder}/model", python_model=python_model, artifacts={"phi3": MODEL}, pip_requirements=["mlflow"], **more
            )
            model = mlflow.pyfunc.load_model(f"{folder}/model")
            found = {"signature": str(model.metadata.signature)}
            found["answers"] = [asked(model.predict, question) for question in each["questions"]]
            if "streams" in each:
                found["streams"] = [asked(lambda data, params: list(model.predict_stream(data, params)), question) for question in each["streams"]]
            return found
    except Exception as error:
        return error_of(error)


def print_answers(cases):
    for each in cases:
        print(json.dumps({"name": each["name"], **answers(each)}))
