/** The scripts that Azure ML's servers run, one for requests and one for batches. They are the same for every model. */

/** azureml-inference-server-http, with which Azure ML answers POST /score. */
export const INFERENCE_SERVER = "azureml-inference-server-http==1.5.1";

/** With this entry script, Azure ML's server takes what Azure ML's own script for MLflow models takes. */
export const SCORE_PY = `"""Answers POST /score with the MLflow model; Azure ML's inference server calls init() once, and run() for each request.

It takes {"input_data": {"columns": [...], "index": [...], "data": [[...]]}}, as Azure ML's own script for MLflow models
does, or as "input_data" whatever the model's predict() takes. "params" may stand beside it.
"""

import json
import logging
import os
from io import StringIO
from pathlib import Path

import mlflow
import pandas as pd
from azureml_inference_server_http.api.aml_response import AMLResponse
from mlflow.exceptions import MlflowException
from mlflow.pyfunc.scoring_server import predictions_to_json

model = None


def init():
    global model
    # The folder of the registered model holds the model's own folder
    found = sorted(Path(os.environ["AZUREML_MODEL_DIR"]).rglob("MLmodel"), key=lambda path: len(path.parts))
    model = mlflow.pyfunc.load_model(str(found[0].parent))
    logging.info("Loaded %s", found[0].parent)


def run(raw_data):
    try:
        request = json.loads(raw_data)
        given = request["input_data"]
    except (ValueError, KeyError, TypeError) as error:
        return refused(f'expected JSON with "input_data" ({type(error).__name__}: {error})')
    if isinstance(given, dict) and "columns" in given and "data" in given:
        given = pd.DataFrame(given["data"], columns=given["columns"], index=given.get("index"))
    try:
        prediction = model.predict(given, params=request.get("params"))
    except MlflowException as error:
        return refused(str(error))
    # MLflow's own way to JSON, which knows arrays and frames
    written = StringIO()
    predictions_to_json(prediction, written)
    return json.loads(written.getvalue())["predictions"]


def refused(message):
    return AMLResponse({"message": message}, 400, json_str=True)
`;

/** Each line of an input file is an argument of predict(), as JSON; each line of the output adds the answer. */
export const BATCH_PY = `"""Answers files of JSON lines; Azure ML calls init() once a process, and run() with the paths of some files.

Each line of an input file is what the model's predict() takes. Lines are answered one by one: a failure is one line's.
"""

import json
import os
from io import StringIO
from pathlib import Path

import mlflow
from mlflow.pyfunc.scoring_server import predictions_to_json

model = None


def init():
    global model
    found = sorted(Path(os.environ["AZUREML_MODEL_DIR"]).rglob("MLmodel"), key=lambda path: len(path.parts))
    model = mlflow.pyfunc.load_model(str(found[0].parent))


def run(mini_batch):
    return [json.dumps(row) for path in mini_batch for row in answers(Path(path))]


def answers(path):
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield {"file": path.name, "line": number, "answer": plain(model.predict(json.loads(line)))}
        except Exception as error:
            yield {"file": path.name, "line": number, "error": f"{type(error).__name__}: {error}"}


def plain(prediction):
    written = StringIO()
    predictions_to_json(prediction, written)
    return json.loads(written.getvalue())["predictions"]
`;
