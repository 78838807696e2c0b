"""The part of MLflow that notebooks around a language model use; runs and models stay in this session."""

import phi3_page
from phi3_page.real import real

__phi3__ = True
__version__ = phi3_page.version("mlflow")

from mlflow import exceptions  # noqa: E402
from mlflow._fluent import (  # noqa: E402
    ActiveRun,
    active_run,
    autolog,
    create_experiment,
    delete_experiment,
    delete_run,
    delete_tag,
    end_run,
    get_artifact_uri,
    get_experiment,
    get_experiment_by_name,
    get_parent_run,
    get_registry_uri,
    get_run,
    get_tracking_uri,
    is_tracking_uri_set,
    last_active_run,
    log_artifact,
    log_artifacts,
    log_dict,
    log_input,
    log_metric,
    log_metrics,
    log_param,
    log_params,
    log_text,
    set_experiment,
    set_experiment_tag,
    set_experiment_tags,
    set_registry_uri,
    set_tag,
    set_tags,
    set_tracking_uri,
    start_run,
)
from mlflow._spans import get_current_active_span, start_span, trace, update_current_trace  # noqa: E402
from mlflow._tables import load_table, log_figure, log_image, log_table  # noqa: E402
from mlflow._search import (  # noqa: E402
    search_experiments,
    search_model_versions,
    search_registered_models,
    search_runs,
)
from mlflow import artifacts, client, data, entities, models, pyfunc, tracking, transformers, types  # noqa: E402
from mlflow import _registering, _store  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402
from mlflow.tracking import MlflowClient  # noqa: E402


@real("mlflow.register_model", ignores=["await_registration_for", "env_pack"])
def register_model(model_uri, name, tags=None):
    return _registering.register(model_uri, name, tags)


if _store.IS_3:
    from mlflow._fluent import log_inputs  # noqa: F401
    from mlflow._fluent_models import (  # noqa: F401
        finalize_logged_model,
        get_logged_model,
        initialize_logged_model,
        last_logged_model,
        log_model_params,
        log_outputs,
        set_logged_model_tags,
    )
    from mlflow._search import search_logged_models  # noqa: F401

__all__ = [name for name in dir() if not name.startswith("_") and name != "phi3_page" and name != "real"]
__getattr__ = phi3_page.lacking_attribute("mlflow")
