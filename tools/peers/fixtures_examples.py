"""What MLflow 2.14 writes of input examples, which it turns into pandas DataFrames: fixtures/mlflow/mlflow-2.14-examples.json.

    "$(node setup.mjs mid-2024)" fixtures_examples.py
"""

import json
import tempfile
from pathlib import Path

import mlflow
import pandas as pd
import yaml

import fixture

MADE_BY = "tools/peers/fixtures_examples.py"

EXAMPLES = {
    "a prompt": {"prompt": "Hi"},
    "several columns": {"prompt": "Hi", "n": 2, "x": 0.5, "many": ["a", "b"], "none": None},
    "a text": "Hi",
    "texts": ["Hi", "Ho"],
    "rows": [{"prompt": "Hi", "n": 1}, {"prompt": "Ho", "n": 2}],
    "rows that lack a column": [{"prompt": "Hi"}, {"prompt": "Ho", "also": "x"}],
    "lists": [["Hi", 1], ["Ho", 2]],
    "a DataFrame": pd.DataFrame({"prompt": ["Hi", "Ho"]}),
    "with params": ({"prompt": "Hi"}, {"temperature": 0.5}),
    "a text with params": ("Hi", {"n": 1}),
}


class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input


def main() -> None:
    cases = []
    for name, example in EXAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder) / "model"
            mlflow.pyfunc.save_model(str(model), python_model=Echo(), input_example=example, pip_requirements=["mlflow"])
            info = yaml.safe_load((model / "MLmodel").read_text("utf-8"))["saved_input_example_info"]
            text = (model / "input_example.json").read_text("utf-8")
        data, params = example if isinstance(example, tuple) else (example, None)
        if isinstance(data, pd.DataFrame):
            data = {"columns": list(data.columns), "data": data.values.tolist()}
        kind = "frame" if isinstance(example, pd.DataFrame) else "value"
        given = {"kind": kind, "data": json.dumps(data), "params": params and json.dumps(params)}
        cases.append({"name": name, "given": given, "text": text, "info": info})
    fixture.write("mlflow/mlflow-2.14-examples.json", MADE_BY, fixture.versions("mlflow", "pandas"), cases)


if __name__ == "__main__":
    main()
