"""Experiments, runs, logged and registered models of this session."""

import os
import posixpath
import time
import uuid

import phi3_page

from mlflow.exceptions import MlflowException

IS_3 = int(phi3_page.version("mlflow").split(".")[0]) >= 3

#: Id -> experiment. mlflow/_session.py makes the first.
experiments = {}
runs = {}
#: Run id -> name -> every value that was logged.
metrics = {}
#: Run id -> name -> the one of them that MLflow calls the latest.
latest_metrics = {}
active = []
current_experiment = "0"
models = {}
registered = {}
tracking_uri = None
registry_uri = None


def now_ms():
    return int(time.time() * 1000)


def new_id():
    return uuid.uuid4().hex


def artifact_root(run):
    return posixpath.join("/page/mlruns", run.info.experiment_id, run.info.run_id, "artifacts")


class LoggedModel:
    """A model that was logged: how to load it, and what MLmodel says of it."""

    #: The server that has its files; None: only this session.
    server = None
    #: What the page was told of it.
    told = None
    example = model_config = None

    def __init__(self, flavor, metadata, load, folder):
        self.flavor, self.metadata, self.load, self.folder = flavor, metadata, load, folder


#: Of MLflow 3: the last one that was logged.
last_model_id = None


def keep(model):
    global last_model_id
    models[model.metadata._model_uri] = model
    models[model.folder] = model
    if model.metadata.model_id:
        models[f"models:/{model.metadata.model_id}"] = model
        last_model_id = model.metadata.model_id
    if model.metadata.run_id:
        models[f"runs:/{model.metadata.run_id}/{model.metadata.artifact_path}"] = model


def resolve(uri):
    """The model of a URI: models:/ID, models:/NAME/VERSION, models:/NAME@ALIAS, runs:/ID/PATH, a folder."""
    uri = os.fspath(uri) if hasattr(uri, "__fspath__") else uri
    found = models.get(uri) or models.get(os.path.abspath(uri)) if isinstance(uri, str) else None
    if found is not None:
        return found
    if isinstance(uri, str):
        from mlflow import _opening

        found = _opening.of(uri)
        if found is not None:
            return found
    if isinstance(uri, str) and uri.startswith("models:/"):
        return _registered_model(uri)
    if isinstance(uri, str) and uri.startswith("runs:/"):
        run_id = uri.removeprefix("runs:/").split("/")[0]
        if run_id not in runs:
            raise MlflowException(f"Run with id={run_id} not found", error_code="RESOURCE_DOES_NOT_EXIST")
        raise MlflowException(f"Failed to download artifacts from URI {uri}: the run has no such artifact.", error_code="RESOURCE_DOES_NOT_EXIST")
    raise MlflowException(
        f'Could not find an "MLmodel" configuration file at "{uri}". In this page, load_model takes models that were logged in this session, '
        "and those of an MLflow server.",
        error_code="RESOURCE_DOES_NOT_EXIST",
    )


def _registered_model(uri):
    rest = uri.removeprefix("models:/")
    name, at, alias = rest.partition("@")
    if at:
        model = registered_model(name)
        if alias not in model["aliases"]:
            raise MlflowException(f"Registered model alias {alias} not found.", error_code="INVALID_PARAMETER_VALUE")
        version = model["aliases"][alias]
    else:
        name, _, version = rest.rpartition("/")
        if not name:
            raise MlflowException(f"Logged model with ID '{rest}' not found.", error_code="RESOURCE_DOES_NOT_EXIST")
        model = registered_model(name)
        if version == "latest":
            version = str(max(map(int, model["versions"])))
    found = model["versions"].get(str(version))
    if found is None:
        raise MlflowException(f"Model Version (name={name}, version={version}) not found", error_code="RESOURCE_DOES_NOT_EXIST")
    return resolve(found.source)


def registered_model(name):
    if name not in registered:
        raise MlflowException(f"Registered Model with name={name} not found", error_code="RESOURCE_DOES_NOT_EXIST")
    return registered[name]
