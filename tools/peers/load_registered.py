"""Loads a model from a real tracking server, asks it, and says what the server holds of it.

    python load_registered.py SERVER MODEL_URI INPUT_JSON

Prints {"prediction", "modelId", "runId", "run": {"status", "params", "metrics"}, "model": {"metrics", "tags"} or null,
"version": {...} or null}. `model` is MLflow 3's.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import sys
import warnings

import mlflow


def main() -> None:
    server, model_uri, input_json = sys.argv[1:]
    warnings.simplefilter("ignore")
    mlflow.set_tracking_uri(server)
    model = mlflow.pyfunc.load_model(model_uri)
    client = mlflow.MlflowClient()
    run = client.get_run(model.metadata.run_id)
    print(
        json.dumps(
            {
                "prediction": model.predict(json.loads(input_json)),
                "modelId": getattr(model.metadata, "model_id", None),  # of MLflow 3
                "runId": model.metadata.run_id,
                "run": {"status": run.info.status, "params": run.data.params, "metrics": run.data.metrics},
                "model": model_of(client, getattr(model.metadata, "model_id", None)),
                "version": version_of(client, model_uri),
            }
        )
    )


def model_of(client: mlflow.MlflowClient, model_id: str | None) -> dict | None:
    if model_id is None:
        return None
    model = client.get_logged_model(model_id)
    return {"metrics": {each.key: each.value for each in model.metrics or []}, "tags": model.tags}


def version_of(client: mlflow.MlflowClient, model_uri: str) -> dict | None:
    name, at, alias = model_uri.removeprefix("models:/").partition("@")
    if not at:
        return None
    version = client.get_model_version_by_alias(name, alias)
    return {"name": name, "version": str(version.version), "tags": version.tags, "status": version.status, "description": version.description}


main()
