"""mlflow.register_model: a version of a registered model, of files that are on the server, or of a model of this session."""

import json
import sys

from mlflow import _artifacts, _log, _server, _store
from mlflow.entities import ModelVersion
from mlflow.exceptions import MlflowException

_VERSIONS_TAG = "mlflow.modelVersions"
_LOGGER = "mlflow.tracking._model_registry.fluent"


def register(model_uri, name, tags=None):
    server = _server.registry()
    if server is None:
        return _in_session(model_uri, name, tags)
    made = _store.models.get(model_uri)
    if made is not None and made.server is None:
        raise MlflowException(
            f"{model_uri} was logged while no server was set, so its files are in this page only. Call log_model again after "
            f'mlflow.set_tracking_uri("{server.uri}"), or choose "Register on an MLflow server…" below the cell that logged it.',
            error_code="RESOURCE_DOES_NOT_EXIST",
        )
    try:
        _say(f"Successfully registered model '{server.create_registered_model(name).name}'.")
    except MlflowException as error:
        if error.error_code not in ("RESOURCE_ALREADY_EXISTS", "ALREADY_EXISTS"):
            raise
        _say_it_is_there(name)
    source, run_id, model_id = _source(model_uri)
    version = server.create_model_version(name, source, run_id, tags, model_id=model_id)
    _say_version(version)
    if model_id is not None:
        _link(model_id, version)
    return version


def copy(server, source, name):
    """A version of another registered model, made of that version."""
    try:
        _say(f"Successfully registered model '{server.create_registered_model(name).name}'.")
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
        _say_it_is_there(name)
    try:
        made = server.create_model_version(
            name, f"models:/{source.name}/{source.version}", source.run_id, source.tags, source.run_link, source.description,
            model_id=source.model_id if _store.IS_3 else None,
        )  # fmt: skip
    except MlflowException as error:
        raise MlflowException(
            "Failed to create model version copy. The current model registry backend may not yet support model version URI sources.\n"
            f"Error: {error}"
        ) from error
    _say(f"Copied version '{source.version}' of model '{source.name}' to version '{made.version}' of model '{made.name}'.")
    return made


def _source(model_uri):
    """(source, run id, model id) as the server takes them."""
    if model_uri.startswith("runs:/"):
        return _source_in_run(model_uri)
    rest = model_uri.removeprefix("models:/")
    if not _store.IS_3 or rest == model_uri or "@" in rest:
        return model_uri, None, None
    name, slash, number = rest.partition("/")
    if not slash:
        return model_uri, None, rest
    # A version keeps the logged model that it was made of.
    return model_uri, None, (_server.registry().get_model_version(name, number).model_id or None) if number.isdigit() else None


def _source_in_run(model_uri):
    run_id, path = _artifacts.parse_runs_uri(model_uri)
    tracking = _server.tracking()
    run = _artifacts.place_of_run(tracking, run_id)
    is_in_run = any(each.path.rpartition("/")[2] == "MLmodel" for each in run.list_own(path))
    if is_in_run or not _store.IS_3:
        return run.location(path), run_id, None
    found = _artifacts.models_of_run(tracking, tracking.get_run(run_id), path)
    if not found:
        # MLflow names a code here that MlflowException does not take, so it has the default one.
        raise MlflowException(f"Unable to find a logged_model with artifact_path {path} under run {run_id}")
    steps = {each.model_id: each.step for each in tracking.get_run(run_id).outputs.model_outputs}
    model_id = max(found, key=lambda each: steps.get(each.model_id, 0)).model_id
    _log.warning(
        _LOGGER,
        f"Run with id {run_id} has no artifacts at artifact path {path!r}, registering model based on models:/{model_id} instead",
    )
    return f"models:/{model_id}", run_id, model_id


def _link(model_id, version):
    """The model's page names its versions."""
    tracking = _server.tracking()
    versions = [{"name": version.name, "version": version.version}]
    if tracking is None:
        # This session has no such model.
        _say_not_linked(model_id)
        return
    try:
        before = tracking.get_logged_model(model_id).tags.get(_VERSIONS_TAG)
        tracking.set_logged_model_tags(model_id, {_VERSIONS_TAG: json.dumps([*(json.loads(before) if before else []), *versions])})
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        _say_not_linked(model_id)


def _say_not_linked(model_id):
    _log.warning(
        _LOGGER,
        f"Unable to update logged model tags for model ID '{model_id}': the logged model does not exist in the current workspace. "
        "No model version link will be recorded on the logged model.",
    )


def _in_session(model_uri, name, tags):
    found = _store.resolve(model_uri)
    if name not in _store.registered:
        _store.registered[name] = {"versions": {}, "aliases": {}, "tags": {}}
        _say(f"Successfully registered model '{name}'.")
    else:
        _say_it_is_there(name)
    made = session_version(name, found.metadata._model_uri, found.metadata.run_id, tags)
    _say_version(made)
    return made


def session_version(name, source, run_id, tags=None):
    model = _store.registered[name]
    number = str(max(map(int, model["versions"]), default=0) + 1)
    made = ModelVersion(
        aliases=[], creation_timestamp=_store.now_ms(), current_stage="None", description=None, last_updated_timestamp=_store.now_ms(),
        name=name, run_id=run_id, run_link=None, source=source, status="READY", status_message=None, tags=dict(tags or {}), user_id=None,
        version=number if not _store.IS_3 else int(number),
    )  # fmt: skip
    model["versions"][number] = made
    return made


def _say_it_is_there(name):
    _say(f"Registered model '{name}' already exists. Creating a new version of this model...")


def _say_version(made):
    _say(f"Created version '{made.version}' of model '{made.name}'.")


def _say(text):
    print(text, file=sys.stderr)
