"""Experiments and runs of this session, asked as a server is (mlflow/_server.py); what is refused, in the words of MLflow's own store."""

import json
import math
import posixpath
import random
import re

import phi3_page

from mlflow import _log, _store
from mlflow.entities import Experiment, Metric, RunData, RunInfo, RunInputs, RunOutputs
from mlflow.entities._paged_list import PagedList
from mlflow.exceptions import MlflowException

_ADJECTIVES = "able bold calm dapper eager fun gentle handsome intelligent judicious kindly learned merciful nervous painted".split()
_NOUNS = "ant bear crane dove eel finch goose hare kite lark mole newt owl pig rat seal stork toad wren yak".split()

_KEY_LENGTH, _PARAM_LENGTH, _TAG_LENGTH = 250, 6000, 8000
_STAGES = {1: ("active",), 2: ("deleted",), 3: ("active", "deleted")}


class Runs:
    """A part of the session's store (mlflow/tracking/client.py)."""

    # Experiments

    def create_experiment(self, name, artifact_location=None, tags=None):
        if any(each.name == name for each in _store.experiments.values()):
            raise MlflowException(f"Experiment(name={name}) already exists.", error_code="RESOURCE_ALREADY_EXISTS")
        key = str(len(_store.experiments))
        _store.experiments[key] = experiment(key, name, artifact_location, {name: str(value) for name, value in (tags or {}).items()})
        return key

    def get_experiment(self, experiment_id):
        found = _store.experiments.get(str(experiment_id))
        if found is None:
            raise MlflowException(f"No Experiment with id={experiment_id} exists", error_code="RESOURCE_DOES_NOT_EXIST")
        return found

    def get_experiment_by_name(self, name):
        return next((each for each in _store.experiments.values() if each.name == name), None)

    def search_experiments(self, view_type=1, max_results=1000, filter_string=None, order_by=None, page_token=None):
        from mlflow import _search

        stages = _STAGES[view_type]
        found = [each for each in _store.experiments.values() if each.lifecycle_stage in stages]
        return _paged(_search.experiments_in_session(found, filter_string, order_by), max_results, page_token)

    def rename_experiment(self, experiment_id, new_name):
        self.get_experiment(experiment_id).name = new_name

    def delete_experiment(self, experiment_id):
        self._set_stage(experiment_id, "deleted")

    def restore_experiment(self, experiment_id):
        self._set_stage(experiment_id, "active")

    def _set_stage(self, experiment_id, stage):
        self.get_experiment(experiment_id).lifecycle_stage = stage
        for run in _store.runs.values():
            if run.info.experiment_id == str(experiment_id):
                run.info.lifecycle_stage = stage

    def set_experiment_tag(self, experiment_id, key, value):
        self.get_experiment(experiment_id).tags[key] = str(value)

    # Runs

    def create_run(self, experiment_id, start_time=None, tags=None, run_name=None):
        from mlflow._fluent import ActiveRun

        experiment_id = str(experiment_id)
        self.get_experiment(experiment_id)
        tags = {key: str(value) for key, value in (tags or {}).items()}
        name = run_name or tags.get("mlflow.runName") or f"{random.choice(_ADJECTIVES)}-{random.choice(_NOUNS)}-{random.randint(1, 999)}"
        info = RunInfo(
            artifact_uri="", end_time=None, experiment_id=experiment_id, lifecycle_stage="active", run_id=_store.new_id(), run_name=name,
            start_time=start_time or _store.now_ms(), status="RUNNING", user_id="page",
        )  # fmt: skip
        more = {"outputs": RunOutputs(model_outputs=[])} if _store.IS_3 else {}
        inputs = RunInputs(**({"model_inputs": []} if _store.IS_3 else {}), dataset_inputs=[])
        run = ActiveRun(info=info, data=RunData(metrics={}, params={}, tags={"mlflow.runName": name, **tags}), inputs=inputs, **more)
        info.artifact_uri = _store.artifact_root(run)
        _store.runs[info.run_id] = run
        _store.metrics[info.run_id], _store.latest_metrics[info.run_id] = {}, {}
        return run

    def get_run(self, run_id):
        if run_id not in _store.runs:
            raise MlflowException(f"Run with id={run_id} not found", error_code="RESOURCE_DOES_NOT_EXIST")
        return _store.runs[run_id]

    def get_parent_run(self, run_id):
        parent = self.get_run(run_id).data.tags.get("mlflow.parentRunId")
        return self.get_run(parent) if parent is not None else None

    def update_run(self, run_id, status=None, name=None, end_time=None):
        run = self._open(run_id)
        if status is not None:
            run.info.status = str(status)
        if end_time is not None:
            run.info.end_time = end_time
        if name is not None:
            run.info.run_name = run.data.tags["mlflow.runName"] = name

    def set_terminated(self, run_id, status=None, end_time=None):
        self.update_run(run_id, status or "FINISHED", end_time=end_time or _store.now_ms())

    def delete_run(self, run_id):
        self.get_run(run_id).info.lifecycle_stage = "deleted"

    def restore_run(self, run_id):
        self.get_run(run_id).info.lifecycle_stage = "active"

    def _open(self, run_id):
        """One that can be logged to."""
        run = self.get_run(run_id)
        if run.info.lifecycle_stage != "active":
            raise MlflowException(
                f"The run {run_id} must be in the 'active' state. Current state is deleted.", error_code="INVALID_PARAMETER_VALUE"
            )
        return run

    def search_runs(self, experiment_ids, filter_string="", run_view_type=1, max_results=1000, order_by=None, page_token=None):
        from mlflow import _search

        ids = {str(each) for each in ([experiment_ids] if isinstance(experiment_ids, (str, int)) else experiment_ids)}
        stages = _STAGES[run_view_type]
        found = [run for run in _store.runs.values() if run.info.experiment_id in ids and run.info.lifecycle_stage in stages]
        return _paged(_search.runs_in_session(found, filter_string, order_by), max_results, page_token)

    # What is logged

    def log_param(self, run_id, key, value):
        try:
            self._set_param(self._open(run_id), key, str(value))
        except MlflowException as error:
            if phi3_page.profile == "mid-2024":
                raise
            from mlflow._server import _REPEATED_PARAM

            raise MlflowException(error.message + _REPEATED_PARAM, error_code="INVALID_PARAMETER_VALUE") from error
        return value

    def _set_param(self, run, key, value, path="key"):
        _check_name(key, path)
        _check_length("Param key", _KEY_LENGTH, key)
        value = _cut("Param value", _PARAM_LENGTH, value)
        known = run.data.params.get(key)
        if known is not None and known != value:
            raise MlflowException(
                f"Changing param values is not allowed. Param with key='{key}' was already logged with value='{known}' for run "
                f"ID='{run.info.run_id}'. Attempted logging new value '{value}'.",
                error_code="INVALID_PARAMETER_VALUE",
            )
        run.data.params[key] = value

    def log_metric(self, run_id, key, value, timestamp=None, step=None, dataset_name=None, dataset_digest=None, model_id=None):
        timestamp = timestamp if timestamp is not None else _store.now_ms()
        self._add_metric(self._open(run_id), Metric(key, value, timestamp, step or 0, dataset_name=dataset_name, dataset_digest=dataset_digest, model_id=model_id))

    def _add_metric(self, run, metric, path=""):
        before = f"{path}." if path else ""
        _check_name(metric.key, f"{before}name")
        value = _number(metric, f"{before}value")
        more = {name: getattr(metric, name, None) for name in ("model_id", "dataset_name", "dataset_digest")}
        logged = Metric(metric.key, value, int(metric.timestamp), int(metric.step or 0), **more, run_id=run.info.run_id)
        _store.metrics[run.info.run_id].setdefault(metric.key, []).append(logged)
        latest = _store.latest_metrics[run.info.run_id]
        if metric.key not in latest or _age(logged) > _age(latest[metric.key]):
            latest[metric.key] = logged
        run.data.metrics[metric.key] = latest[metric.key].value

    def log_batch(self, run_id, metrics=(), params=(), tags=()):
        run = self._open(run_id)
        self._check_params(run, params)
        for at, each in enumerate(tags):
            _check_name(each.key, f"tags[{at}].key")
        for at, each in enumerate(params):
            self._set_param(run, each.key, str(each.value), f"params[{at}].key")
        for at, each in enumerate(metrics):
            self._add_metric(run, each, f"metrics[{at}]")
        for each in tags:
            self._set_tag(run, each.key, each.value)

    def _check_params(self, run, params):
        known = run.data.params
        changed = [
            {"key": each.key, "old_value": known[each.key], "new_value": str(each.value)}
            for each in params if each.key in known and known[each.key] != str(each.value)
        ]  # fmt: skip
        if changed:
            raise MlflowException(
                f"Changing param values is not allowed. Params were already logged='{changed}' for run ID='{run.info.run_id}'.",
                error_code="INVALID_PARAMETER_VALUE",
            )

    def set_tag(self, run_id, key, value):
        _check_name(key, "key")
        self._set_tag(self._open(run_id), key, value)

    def _set_tag(self, run, key, value):
        _check_length("key", _KEY_LENGTH, key)
        run.data.tags[key] = _cut("value", _TAG_LENGTH, str(value))
        if key == "mlflow.runName":
            run.info.run_name = str(value)

    def delete_tag(self, run_id, key):
        if self._open(run_id).data.tags.pop(key, None) is None:
            raise MlflowException(f"No tag with name: {key} in run with id {run_id}", error_code="RESOURCE_DOES_NOT_EXIST")

    def get_metric_history(self, run_id, key):
        """Ordered by time. Values of the same time stay in the order in which they were logged."""
        own = _store.metrics[self.get_run(run_id).info.run_id].get(key, [])
        return sorted(own, key=lambda each: each.timestamp)

    def log_inputs(self, run_id, datasets=None, models=None):
        inputs = self._open(run_id).inputs
        for each in datasets or []:
            if all((each.dataset.name, each.dataset.digest) != (known.dataset.name, known.dataset.digest) for known in inputs.dataset_inputs):
                inputs.dataset_inputs.append(each)
        if models:
            inputs.model_inputs.extend(models)

    def log_outputs(self, run_id, models):
        self._open(run_id).outputs.model_outputs.extend(models)


def experiment(key, name, artifact_location=None, tags=None):
    now = _store.now_ms()
    return Experiment(
        artifact_location=artifact_location or posixpath.join("/page/mlruns", key), creation_time=now, experiment_id=key, last_update_time=now,
        lifecycle_stage="active", name=name, tags=dict(tags or {}),
    )  # fmt: skip


def _paged(found, most, token):
    begin = int(token or 0)
    end = begin + (most or 1000)
    return PagedList(found[begin:end], str(end) if end < len(found) else None)


# mlflow/utils/validation.py


def _invalid(path, value, message):
    return MlflowException(
        f"Invalid value {json.dumps(value, sort_keys=True, separators=(',', ':'), default=str)} for parameter '{path}' supplied: {message}",
        error_code="INVALID_PARAMETER_VALUE",
    )


def _check_name(name, path):
    if name is None:
        raise _invalid(path, "", "A key name must be provided.")
    if not re.match(r"^[/\w.\- :]*$", name):
        raise _invalid(
            path, name,
            "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).",
        )  # fmt: skip
    resolved = posixpath.normpath(name)
    if resolved != name or resolved == "." or resolved.startswith(("..", "/")):
        raise _invalid(
            path, name, f"Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to {resolved!r}"
        )


def _check_length(name, most, value):
    if len(value) > most:
        raise MlflowException(f"'{name}' exceeds the maximum length of {most} characters", error_code="INVALID_PARAMETER_VALUE")


def _cut(name, most, value):
    if len(value) <= most:
        return value
    _log.warning("mlflow.utils.validation", f"{name} '{value[:100]}...' ({len(value)} characters) is truncated to {most} characters to meet the length limit.")
    return value[:most]


def _age(metric):
    """What MLflow orders the values of a metric by: the greatest is the latest."""
    return metric.step, metric.timestamp, -math.inf if math.isnan(metric.value) else metric.value


def _number(metric, path):
    try:
        return float(metric.value)
    except (TypeError, ValueError):
        at = f"(timestamp={metric.timestamp}). Please specify value as a valid double (64-bit floating point)"
        if phi3_page.profile != "mid-2024":
            raise _invalid(path, metric.value, at) from None
        raise MlflowException(f"Got invalid value {metric.value} for metric '{metric.key}' {at}", error_code="INVALID_PARAMETER_VALUE") from None


_store.experiments["0"] = experiment("0", "Default")
RUNS = Runs()
