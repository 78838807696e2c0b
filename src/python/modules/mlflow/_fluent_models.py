"""Logged models without a client (mlflow/tracking/fluent.py): MLflow 3, on a tracking server."""

from phi3_page.real import real

from mlflow import _fluent, _server, _store
from mlflow.exceptions import MlflowException


def _server_here(name):
    server = _server.tracking()
    if server is None:
        raise MlflowException(
            f"mlflow.{name}: without a tracking server, this page keeps what log_model made, and no other logged models. "
            "Set a server with mlflow.set_tracking_uri.",
            error_code="NOT_IMPLEMENTED",
        )
    return server


@real("mlflow.get_logged_model")
def get_logged_model(model_id):
    return _server_here("get_logged_model").get_logged_model(model_id)


@real("mlflow.last_logged_model")
def last_logged_model():
    return get_logged_model(_store.last_model_id) if _store.last_model_id is not None else None


@real("mlflow.initialize_logged_model")
def initialize_logged_model(name=None, source_run_id=None, tags=None, params=None, model_type=None, experiment_id=None):
    server = _server_here("initialize_logged_model")
    run = _fluent.active_run()
    source = source_run_id or (run.info.run_id if run is not None else None)
    experiment = experiment_id or (run.info.experiment_id if run is not None else _fluent._experiment_on(server, None))
    return server.create_logged_model(experiment, name, source, {**_fluent._SOURCE_TAGS, **(tags or {})}, params, model_type)


@real("mlflow.finalize_logged_model")
def finalize_logged_model(model_id, status):
    return _server_here("finalize_logged_model").finalize_logged_model(model_id, status)


@real("mlflow.set_logged_model_tags")
def set_logged_model_tags(model_id, tags):
    _server_here("set_logged_model_tags").set_logged_model_tags(model_id, tags)


@real("mlflow.log_model_params")
def log_model_params(params, model_id=None):
    server = _server_here("log_model_params")
    if model_id is None:
        raise NotImplementedError("mlflow.log_model_params without a model_id: the Python of this page has no active model. Name one.")
    server.log_model_params(model_id, params)


@real("mlflow.log_outputs")
def log_outputs(models=None):
    run = _fluent.current_run()
    _server_here("log_outputs").log_outputs(run.info.run_id, models or [])


__all__ = [
    "finalize_logged_model", "get_logged_model", "initialize_logged_model", "last_logged_model", "log_model_params", "log_outputs",
    "set_logged_model_tags",
]  # fmt: skip
