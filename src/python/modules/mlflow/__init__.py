"""The part of MLflow that notebooks around a language model use; runs and models stay in this session."""

import phi3_page
from phi3_page.real import real

__phi3__ = True
__version__ = phi3_page.version("mlflow")

from mlflow import exceptions  # noqa: E402
from mlflow._fluent import (  # noqa: E402
    ActiveRun,
    active_run,
    create_experiment,
    end_run,
    get_artifact_uri,
    get_experiment,
    get_experiment_by_name,
    get_run,
    get_tracking_uri,
    last_active_run,
    log_artifact,
    log_artifacts,
    log_dict,
    log_metric,
    log_metrics,
    log_param,
    log_params,
    log_text,
    set_experiment,
    set_registry_uri,
    set_tag,
    set_tags,
    set_tracking_uri,
    start_run,
    trace,
)
from mlflow import client, entities, models, pyfunc, tracking, transformers, types  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402
from mlflow.tracking import MlflowClient  # noqa: E402


@real("mlflow.register_model", ignores=["await_registration_for", "env_pack"])
def register_model(model_uri, name, tags=None):
    return tracking.client.register(model_uri, name, tags)


__all__ = [
    "ActiveRun", "MlflowClient", "MlflowException", "active_run", "client", "create_experiment", "end_run", "entities", "exceptions",
    "get_artifact_uri", "get_experiment", "get_experiment_by_name", "get_run", "get_tracking_uri", "last_active_run", "log_artifact",
    "log_artifacts", "log_dict", "log_metric", "log_metrics", "log_param", "log_params", "log_text", "models", "pyfunc",
    "register_model", "set_experiment", "set_registry_uri", "set_tag", "set_tags", "set_tracking_uri", "start_run", "trace", "tracking",
    "transformers", "types",
]  # fmt: skip
__getattr__ = phi3_page.lacking_attribute("mlflow")
