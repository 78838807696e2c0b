"""mlflow.start_run and what is logged in a run (mlflow/tracking/fluent.py)."""

import os
import posixpath
import shutil

import phi3_page
from phi3_page.real import real

from mlflow import _server, _store
from mlflow._session import RUNS
from mlflow.entities import DatasetInput, InputTag, Metric, Param, Run, RunTag
from mlflow.exceptions import MlflowException

#: As the Register cell says where a run comes from; MLflow in Jupyter names the notebook.
_SOURCE_TAGS = {"mlflow.source.name": "Phi-3 MLflow Notebook", "mlflow.source.type": "NOTEBOOK"}


class ActiveRun(Run):
    """A run that ``with`` ends."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        # It may have been ended before, and then the one around it goes on. Older versions ended that one.
        if phi3_page.profile == "mid-2024" or any(run.info.run_id == self.info.run_id for run in _store.active):
            end_run("FINISHED" if exc_type is None else "FAILED")
        return exc_type is None


@real("mlflow.start_run", ignores=["log_system_metrics"])
def start_run(run_id=None, experiment_id=None, run_name=None, nested=False, parent_run_id=None, tags=None, description=None):
    if _store.active and not nested:
        current = _store.active[0].info.run_id
        raise Exception(
            f"Run with UUID {current} is already active. To start a new run, first end the current run with mlflow.end_run(). To start "
            "a nested run, call start_run with nested=True"
        )
    server = _server.tracking()
    if server is not None:
        run = _start_on(server, run_id, experiment_id, run_name, parent_run_id, tags, description)
    else:
        run = _start_here(run_id, experiment_id, run_name, parent_run_id, tags, description)
    _store.active.append(run)
    return run


def _start_here(run_id, experiment_id, run_name, parent_run_id, tags, description):
    tags = _described(tags, description)
    if run_id is not None:
        run = get_run(run_id)
        if run.info.lifecycle_stage == "deleted":
            raise MlflowException(f"Cannot start run with ID {run_id} because it is in the deleted state.")
        run.info.status, run.info.end_time = "RUNNING", None
        RUNS.update_run(run_id, name=run_name)
        RUNS.log_batch(run_id, tags=[RunTag(key, value) for key, value in tags.items()])
        return run
    parent = parent_run_id or (_store.active[-1].info.run_id if _store.active else None)
    if parent:
        tags["mlflow.parentRunId"] = parent
    return RUNS.create_run(experiment_id or _store.current_experiment, tags=tags, run_name=run_name)


def _described(tags, description):
    """The tags with the description, which is one of them."""
    tags = dict(tags or {})
    if description:
        if "mlflow.note.content" in tags:
            raise MlflowException(
                "Description is already set via the tag mlflow.note.content in tags."
                "Remove the key mlflow.note.content from the tags or omit the description.",
                error_code="INVALID_PARAMETER_VALUE",
            )
        tags["mlflow.note.content"] = description
    return tags


def _start_on(server, run_id, experiment_id, run_name, parent_run_id, tags, description):
    tags = _described(tags, description)
    if run_id is not None:
        found = server.get_run(run_id)
        if found.info.lifecycle_stage == "deleted":
            raise MlflowException(f"Cannot start run with ID {run_id} because it is in the deleted state.")
        server.update_run(run_id, "RUNNING", run_name, found.info.end_time)
        server.log_batch(run_id, tags=[RunTag(key, str(value)) for key, value in tags.items()])
        found = server.get_run(run_id)
    else:
        parent = parent_run_id or (_store.active[-1].info.run_id if _store.active else None)
        if parent:
            tags["mlflow.parentRunId"] = parent
        if run_name:
            tags["mlflow.runName"] = run_name
        found = server.create_run(_experiment_on(server, experiment_id), tags={**_SOURCE_TAGS, **tags}, run_name=run_name)
    run = ActiveRun(**found.__dict__)
    # Not one of the run's facts: it ends where it began.
    _servers[run.info.run_id] = server
    return run


def _experiment_on(server, experiment_id):
    if experiment_id is not None:
        return str(experiment_id)
    if _store.current_experiment != "0":
        return _store.current_experiment
    name = os.environ.get("MLFLOW_EXPERIMENT_NAME")
    if name is None:
        return os.environ.get("MLFLOW_EXPERIMENT_ID", "0")
    found = server.get_experiment_by_name(name)
    return found.experiment_id if found is not None else server.create_experiment(name)


#: Run id -> the server that has it.
_servers = {}


@real("mlflow.end_run")
def end_run(status="FINISHED"):
    if _store.active:
        run = _store.active.pop()
        if run.info.run_id in _servers:
            _last[:] = [run.info.run_id]
            _servers[run.info.run_id].set_terminated(run.info.run_id, str(status))
            return
        run.info.status, run.info.end_time = str(status), _store.now_ms()
        _last[:] = [run]


_last = []


def active_run():
    return _store.active[-1] if _store.active else None


def last_active_run():
    last = active_run() or (_last[0] if _last else None)
    return get_run(last) if isinstance(last, str) else last


def get_run(run_id):
    server = _servers.get(run_id) or _server.tracking()
    if server is not None and run_id not in _store.runs:
        return server.get_run(run_id)
    return RUNS.get_run(run_id)


def _run_on_server(run_id=None):
    """The run that is logged to, as (server, its id); the server is None for a run of this session."""
    run_id = run_id or (active_run() or start_run()).info.run_id
    if run_id in _store.runs:
        return None, run_id
    return _servers.get(run_id) or _server.tracking(), run_id


def _logging_to(run_id=None):
    """(what has the run that is logged to, its id)."""
    server, run_id = _run_on_server(run_id)
    return (RUNS if server is None else server), run_id


def server_of(run):
    """The server of a run, or of what belongs to none."""
    if run is None:
        return _server.tracking()
    return None if run.info.run_id in _store.runs else _servers.get(run.info.run_id) or _server.tracking()


def current_run(run_id=None):
    """The run that is logged to; one is started where there is none, as in MLflow."""
    return get_run(run_id) if run_id else active_run() or start_run()


@real("mlflow.set_experiment", ignores=["trace_location"])
def set_experiment(experiment_name=None, experiment_id=None):
    if (experiment_id is None) == (experiment_name is None):
        raise MlflowException("Must specify exactly one of: `experiment_id` or `experiment_name`.", error_code="INVALID_PARAMETER_VALUE")
    return _set_experiment_on(_experiments(), experiment_name, experiment_id)


def _experiments():
    return _server.tracking() or RUNS


def _set_experiment_on(server, name, experiment_id):
    if experiment_id is not None:
        found = server.get_experiment(experiment_id)
    else:
        found = server.get_experiment_by_name(name)
        if found is None:
            from mlflow import _log

            _log.info("mlflow.tracking.fluent", f"Experiment with name '{name}' does not exist. Creating a new experiment.")
            found = server.get_experiment(server.create_experiment(name))
    if found.lifecycle_stage != "active":
        raise MlflowException(
            f"Cannot set a deleted experiment {found.name!r} as the active experiment. You can restore the experiment, or permanently "
            "delete the experiment to create a new one.",
            error_code="INVALID_PARAMETER_VALUE",
        )
    _store.current_experiment = found.experiment_id
    return found


@real("mlflow.create_experiment")
def create_experiment(name, artifact_location=None, tags=None):
    return _experiments().create_experiment(name, artifact_location, tags)


def get_experiment(experiment_id):
    return _experiments().get_experiment(experiment_id)


def get_experiment_by_name(name):
    return _experiments().get_experiment_by_name(name)


def _client():
    from mlflow.tracking.client import MlflowClient

    return MlflowClient()


@real("mlflow.delete_experiment")
def delete_experiment(experiment_id):
    _client().delete_experiment(experiment_id)


@real("mlflow.set_experiment_tag")
def set_experiment_tag(key, value):
    server = _server.tracking()
    experiment = _experiment_on(server, None) if server is not None else _store.current_experiment
    _client().set_experiment_tag(experiment, key, value)


@real("mlflow.set_experiment_tags")
def set_experiment_tags(tags):
    for key, value in tags.items():
        set_experiment_tag(key, value)


@real("mlflow.delete_run")
def delete_run(run_id):
    _client().delete_run(run_id)


@real("mlflow.get_parent_run")
def get_parent_run(run_id):
    return _client().get_parent_run(run_id)


@real("mlflow.delete_tag")
def delete_tag(key):
    _client().delete_tag(current_run().info.run_id, key)


@real("mlflow.autolog", ignores=[
    "log_input_examples", "log_model_signatures", "log_models", "log_datasets", "log_traces", "disable", "exclusive",
    "disable_for_unsupported_versions", "silent", "extra_tags", "exclude_flavors",
])  # fmt: skip
def autolog():
    phi3_page.say("mlflow.autolog: nothing is logged by itself in this page. Call mlflow.log_params, log_metrics and log_model.")


@real("mlflow.log_param", ignores=["synchronous"])
def log_param(key, value):
    store, run_id = _logging_to()
    return store.log_param(run_id, key, value)


@real("mlflow.log_params", ignores=["synchronous"])
def log_params(params, run_id=None):
    store, run_id = _logging_to(run_id)
    store.log_batch(run_id, params=[Param(key, str(value)) for key, value in params.items()])


@real("mlflow.log_metric", ignores=["synchronous", "dataset"])
def log_metric(key, value, step=None, timestamp=None, run_id=None, model_id=None):
    store, run_id = _logging_to(run_id)
    store.log_metric(run_id, key, value, timestamp, step, model_id=model_id)


@real("mlflow.log_metrics", ignores=["synchronous", "dataset"])
def log_metrics(metrics, step=None, run_id=None, timestamp=None, model_id=None):
    store, run_id = _logging_to(run_id)
    made = Metric if store is RUNS else _server.metric_of
    timestamp = timestamp if timestamp is not None else _store.now_ms()
    store.log_batch(run_id, metrics=[made(key, value, timestamp, step or 0, model_id=model_id) for key, value in metrics.items()])


@real("mlflow.set_tag", ignores=["synchronous"])
def set_tag(key, value):
    store, run_id = _logging_to()
    store.set_tag(run_id, key, value)


@real("mlflow.set_tags", ignores=["synchronous"])
def set_tags(tags):
    store, run_id = _logging_to()
    store.log_batch(run_id, tags=[RunTag(key, str(value)) for key, value in tags.items()])


@real("mlflow.log_input")
def log_input(dataset=None, context=None, tags=None, model=None):
    log_inputs([dataset], [context], [tags])


@real("mlflow.log_inputs")
def log_inputs(datasets=None, contexts=None, tags_list=None, models=None):
    store, run_id = _logging_to()
    given = zip(datasets or [], contexts or [None] * len(datasets or []), tags_list or [None] * len(datasets or []))
    store.log_inputs(run_id, [_dataset_input(*each) for each in given if each[0]])


def _dataset_input(dataset, context, tags):
    named = {**({"mlflow.data.context": context} if context else {}), **(tags or {})}
    return DatasetInput(dataset._to_mlflow_entity(), [InputTag(key, value) for key, value in named.items()])


def _artifact_folder(run_id, artifact_path):
    folder = posixpath.join(current_run(run_id).info.artifact_uri, artifact_path or "")
    os.makedirs(folder, exist_ok=True)
    return folder


@real("mlflow.log_artifact")
def log_artifact(local_path, artifact_path=None, run_id=None):
    server, run_id = _run_on_server(run_id)
    if server is not None:
        return server.log_artifact(run_id, local_path, artifact_path)
    folder = _artifact_folder(run_id, artifact_path)
    target = posixpath.join(folder, os.path.basename(os.fspath(local_path)))
    if os.path.isdir(local_path):
        shutil.copytree(local_path, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(local_path, target)


@real("mlflow.log_artifacts")
def log_artifacts(local_dir, artifact_path=None, run_id=None):
    server, run_id = _run_on_server(run_id)
    if server is not None:
        return server.log_artifacts(run_id, local_dir, artifact_path)
    shutil.copytree(local_dir, _artifact_folder(run_id, artifact_path), dirs_exist_ok=True)


@real("mlflow.log_text")
def log_text(text, artifact_file, run_id=None):
    server, run_id = _run_on_server(run_id)
    if server is not None:
        return server.log_text(run_id, text, artifact_file)
    folder = _artifact_folder(run_id, posixpath.dirname(artifact_file))
    with open(posixpath.join(folder, posixpath.basename(artifact_file)), "w", encoding="utf-8") as file:
        file.write(text)


@real("mlflow.log_dict")
def log_dict(dictionary, artifact_file, run_id=None):
    log_text(_server.dict_text(dictionary, artifact_file), artifact_file, run_id)


def get_artifact_uri(artifact_path=None):
    return posixpath.join(current_run().info.artifact_uri, artifact_path or "").rstrip("/")


@real("mlflow.set_tracking_uri")
def set_tracking_uri(uri):
    """Of a server, or of anything else: then runs stay in this session."""
    uri = str(uri)
    if _server.of(uri) != _server.of(_server.tracking_uri()):
        # Experiments have other ids there.
        _store.current_experiment = "0"
    _store.tracking_uri = uri or None
    if uri.startswith("databricks"):
        phi3_page.say(f"{uri}: this page does not reach Databricks, so what Python logs stays in the session.")


def get_tracking_uri():
    return _server.tracking_uri() or "file:///page/mlruns"


@real("mlflow.get_registry_uri")
def get_registry_uri():
    return _server.registry_uri() or get_tracking_uri()


@real("mlflow.is_tracking_uri_set")
def is_tracking_uri_set():
    return bool(_server.tracking_uri())


@real("mlflow.set_registry_uri")
def set_registry_uri(uri):
    _store.registry_uri = str(uri) or None
