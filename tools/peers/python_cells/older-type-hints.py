"""Type hints of MLflow before 2.20, which knows two of them by the names of typing: what a class with each is given."""

import logging
import tempfile
import warnings
from typing import Dict, List

import mlflow
import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


class A(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: list[str], params=None):
        return type(model_input).__name__ + " " + repr(model_input)


class B(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: List[str], params=None):
        return type(model_input).__name__ + " " + repr(model_input)


class C(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: list[dict[str, str]], params=None):
        return type(model_input).__name__ + " " + repr(model_input)


class D(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: List[Dict[str, str]], params=None):
        return type(model_input).__name__ + " " + repr(model_input)


def shown(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for kind in (A, B, C, D):
    for given in ({}, {"input_example": ["x"]}, {"input_example": [{"a": "x"}]}):
        with tempfile.TemporaryDirectory() as folder:
            saved = shown(lambda: mlflow.pyfunc.save_model(f"{folder}/m", python_model=kind(), pip_requirements=["mlflow"], **given))
            print(kind.__name__, given, saved)
            if saved is not None:
                continue
            model = mlflow.pyfunc.load_model(f"{folder}/m")
            print(str(model.metadata.signature))
            for question in (["a", "b"], [{"a": "x"}], "t", {"a": "x"}, pd.DataFrame({"a": ["x"]})):
                print(shown(lambda: model.predict(question)))
