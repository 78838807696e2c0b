"""mlflow.start_run and what is logged in a run (mlflow/tracking/fluent.py)."""

import json
import os
import posixpath
import random
import shutil

import phi3_page
from phi3_page.real import real

from mlflow import _store
from mlflow.entities import Experiment, Run, RunData, RunInfo
from mlflow.exceptions import MlflowException

_ADJECTIVES = "able bold calm dapper eager fun gentle handsome intelligent judicious kindly learned merciful nervous painted".split()
_NOUNS = "ant bear crane dove eel finch goose hare kite lark mole newt owl pig rat seal stork toad wren yak".split()


class ActiveRun(Run):
    """A run that ``with`` ends."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        end_run("FINISHED" if exc_type is None else "FAILED")
        return exc_type is None


def _new_run(run_name, experiment_id, tags, nested_in=None):
    run_id = _store.new_id()
    name = run_name or f"{random.choice(_ADJECTIVES)}-{random.choice(_NOUNS)}-{random.randint(1, 999)}"
    info = RunInfo(
        artifact_uri="", end_time=None, experiment_id=experiment_id, lifecycle_stage="active", run_id=run_id, run_name=name,
        start_time=_store.now_ms(), status="RUNNING", user_id="page",
    )  # fmt: skip
    data = RunData(metrics={}, params={}, tags={"mlflow.runName": name, **{key: str(value) for key, value in (tags or {}).items()}})
    if nested_in:
        data.tags["mlflow.parentRunId"] = nested_in
    run = ActiveRun(info=info, data=data)
    info.artifact_uri = _store.artifact_root(run)
    _store.runs[run_id] = run
    return run


@real("mlflow.start_run", ignores=["log_system_metrics"])
def start_run(run_id=None, experiment_id=None, run_name=None, nested=False, parent_run_id=None, tags=None, description=None):
    if _store.active and not nested:
        current = _store.active[-1].info.run_id
        raise Exception(
            f"Run with UUID {current} is already active. To start a new run, first end the current run with mlflow.end_run(). To start "
            "a nested run, call start_run with nested=True"
        )
    if run_id is not None:
        run = get_run(run_id)
        run.info.status = "RUNNING"
    else:
        parent = parent_run_id or (_store.active[-1].info.run_id if _store.active else None)
        more = {"mlflow.note.content": description} if description else {}
        run = _new_run(run_name, str(experiment_id or _store.current_experiment), {**(tags or {}), **more}, parent)
    _store.active.append(run)
    return run


@real("mlflow.end_run")
def end_run(status="FINISHED"):
    if _store.active:
        run = _store.active.pop()
        run.info.status, run.info.end_time = str(status), _store.now_ms()
        _last[:] = [run]


_last = []


def active_run():
    return _store.active[-1] if _store.active else None


def last_active_run():
    return active_run() or (_last[0] if _last else None)


def get_run(run_id):
    if run_id not in _store.runs:
        raise MlflowException(f"Run with id={run_id} not found", error_code="RESOURCE_DOES_NOT_EXIST")
    return _store.runs[run_id]


def current_run(run_id=None):
    """The run that is logged to; one is started where there is none, as in MLflow."""
    return get_run(run_id) if run_id else active_run() or start_run()


@real("mlflow.set_experiment", ignores=["trace_location"])
def set_experiment(experiment_name=None, experiment_id=None):
    if experiment_id is None:
        if experiment_name is None:
            raise MlflowException("Must specify exactly one of: `experiment_id` or `experiment_name`.", error_code="INVALID_PARAMETER_VALUE")
        found = next((key for key, name in _store.experiments.items() if name == experiment_name), None)
        if found is None:
            from mlflow import _log

            _log.info("mlflow.tracking.fluent", f"Experiment with name '{experiment_name}' does not exist. Creating a new experiment.")
            found = create_experiment(experiment_name)
        experiment_id = found
    _store.current_experiment = str(experiment_id)
    return get_experiment(experiment_id)


@real("mlflow.create_experiment", ignores=["artifact_location", "tags"])
def create_experiment(name):
    if name in _store.experiments.values():
        raise MlflowException(f"Experiment(name={name}) already exists.", error_code="RESOURCE_ALREADY_EXISTS")
    key = str(len(_store.experiments))
    _store.experiments[key] = name
    return key


def get_experiment(experiment_id):
    name = _store.experiments.get(str(experiment_id))
    if name is None:
        raise MlflowException(f"No Experiment with id={experiment_id} exists", error_code="RESOURCE_DOES_NOT_EXIST")
    return Experiment(
        artifact_location=posixpath.join("/page/mlruns", str(experiment_id)), experiment_id=str(experiment_id), lifecycle_stage="active",
        name=name, tags={},
    )  # fmt: skip


def get_experiment_by_name(name):
    found = next((key for key, each in _store.experiments.items() if each == name), None)
    return get_experiment(found) if found is not None else None


@real("mlflow.log_param", ignores=["synchronous"])
def log_param(key, value):
    _set_param(current_run(), key, value)
    return value


def _set_param(run, key, value):
    known = run.data.params.get(key)
    if known is not None and known != str(value):
        raise MlflowException(
            f"INVALID_PARAMETER_VALUE: Changing param values is not allowed. Param with key='{key}' was already logged with value="
            f"'{known}' for run ID='{run.info.run_id}'. Attempted logging new value '{value}'.",
            error_code="INVALID_PARAMETER_VALUE",
        )
    run.data.params[key] = str(value)


@real("mlflow.log_params", ignores=["synchronous"])
def log_params(params, run_id=None):
    run = current_run(run_id)
    for key, value in params.items():
        _set_param(run, key, value)


@real("mlflow.log_metric", ignores=["synchronous", "timestamp", "model_id", "dataset", "step"])
def log_metric(key, value, run_id=None):
    _set_metric(current_run(run_id), key, value)


@real("mlflow.log_metrics", ignores=["synchronous", "timestamp", "model_id", "dataset", "step"])
def log_metrics(metrics, run_id=None):
    run = current_run(run_id)
    for key, value in metrics.items():
        _set_metric(run, key, value)


def _set_metric(run, key, value):
    try:
        run.data.metrics[key] = float(value)
    except (TypeError, ValueError):
        at = f"(timestamp={_store.now_ms()}). Please specify value as a valid double (64-bit floating point)"
        raise MlflowException(
            f"Got invalid value {value} for metric '{key}' {at}"
            if phi3_page.profile == "mid-2024"
            else f"Invalid value {json.dumps(value, default=str)} for parameter 'value' supplied: {at}",
            error_code="INVALID_PARAMETER_VALUE",
        ) from None


@real("mlflow.set_tag", ignores=["synchronous"])
def set_tag(key, value):
    current_run().data.tags[key] = str(value)


@real("mlflow.set_tags", ignores=["synchronous"])
def set_tags(tags):
    current_run().data.tags.update({key: str(value) for key, value in tags.items()})


def _artifact_folder(run_id, artifact_path):
    folder = posixpath.join(current_run(run_id).info.artifact_uri, artifact_path or "")
    os.makedirs(folder, exist_ok=True)
    return folder


@real("mlflow.log_artifact")
def log_artifact(local_path, artifact_path=None, run_id=None):
    folder = _artifact_folder(run_id, artifact_path)
    target = posixpath.join(folder, os.path.basename(os.fspath(local_path)))
    if os.path.isdir(local_path):
        shutil.copytree(local_path, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(local_path, target)


@real("mlflow.log_artifacts")
def log_artifacts(local_dir, artifact_path=None, run_id=None):
    shutil.copytree(local_dir, _artifact_folder(run_id, artifact_path), dirs_exist_ok=True)


@real("mlflow.log_text")
def log_text(text, artifact_file, run_id=None):
    folder = _artifact_folder(run_id, posixpath.dirname(artifact_file))
    with open(posixpath.join(folder, posixpath.basename(artifact_file)), "w", encoding="utf-8") as file:
        file.write(text)


@real("mlflow.log_dict")
def log_dict(dictionary, artifact_file, run_id=None):
    if artifact_file.endswith((".yml", ".yaml")):
        raise NotImplementedError("mlflow.log_dict to YAML: the Python of this page does not have it. Name a .json file.")
    log_text(json.dumps(dictionary, indent=2, default=str), artifact_file, run_id)


def get_artifact_uri(artifact_path=None):
    return posixpath.join(current_run().info.artifact_uri, artifact_path or "").rstrip("/")


@real("mlflow.set_tracking_uri")
def set_tracking_uri(uri):
    """Kept, and said: runs of this session stay in the page. The Register cell sends a model to a server."""
    _store.tracking_uri = str(uri)
    if str(uri).startswith(("http://", "https://", "databricks")):
        phi3_page.say(
            f"{uri}: in this page, what Python logs stays in the session. A Register cell sends the model to that server."
        )


def get_tracking_uri():
    return _store.tracking_uri or "file:///page/mlruns"


@real("mlflow.set_registry_uri")
def set_registry_uri(uri):
    pass


@real("mlflow.trace", ignores=["name", "span_type", "attributes", "output_reducer", "trace_destination", "sampling_ratio_override"])
def trace(func=None):
    """Traces are not kept; the function does what it did."""
    return func if callable(func) else lambda function: function
