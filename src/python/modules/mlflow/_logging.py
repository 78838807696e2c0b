"""What log_model does around the making of a model: its run, its logged model, its files on a server (mlflow/models/model.py, Model.log)."""

import contextlib
import json
import posixpath

import phi3_bridge

from mlflow import _fluent, _log, _server, _store
from mlflow.entities import LoggedModelOutput, Metric
from mlflow.exceptions import MlflowException


class Target:
    """Where a model is logged to."""

    def __init__(self, run, name, server, logged_model):
        self.run, self.name, self.server, self.logged_model = run, name, server, logged_model
        self.model_id = logged_model.model_id if logged_model is not None else None
        if server is None and _store.IS_3:
            self.model_id = f"m-{_store.new_id()}"

    @property
    def run_id(self):
        return self.run.info.run_id if self.run is not None else None

    @property
    def location(self):
        """Of the model's files on the server; None in this session."""
        if self.server is None:
            return None
        return self.logged_model.artifact_location if self.logged_model else posixpath.join(self.run.info.artifact_uri, self.name)

    @property
    def home(self):
        """The folder that stands for it in Python."""
        if self.model_id is None:
            return posixpath.join(_store.artifact_root(self.run), self.name)
        experiment = self.run.info.experiment_id if self.run is not None else _store.current_experiment
        return posixpath.join("/page/mlruns", experiment, "models", self.model_id, "artifacts")

    def send(self, made):
        """The page makes the files, and sends them."""
        if self.server is None:
            return
        owner = {"runId": self.run_id, "modelId": self.model_id, "artifactPath": self.location if self.model_id else self.name}
        answer = phi3_bridge.call("mlflow.upload", self.server.uri, made.told, json.dumps(owner))
        if "problem" in answer:
            raise MlflowException(answer["problem"], error_code=answer.get("code", "INTERNAL_ERROR"))
        if self.model_id is None:
            self.server._ask("log_model", run_id=self.run_id, model_json=answer["history"])
        made.server = self.server
        _store.models[self.location] = made

    def finish(self, made):
        """What MLflow logs of it in its run."""
        made.metadata._logged_model = self.logged_model
        config = made.model_config
        if self.server is None or self.run_id is None or not isinstance(config, dict) or not config:
            return
        try:
            _fluent.log_params(_flat(config), run_id=self.run_id)
        except MlflowException as error:
            _log.warning("mlflow.models.model", f"Failed to log model config as params: {error}")


@contextlib.contextmanager
def begun(name, artifact_path=None, params=None, tags=None, model_type=None, step=0):
    """The target of a log_model; a logged model on a server is READY afterwards, or FAILED."""
    if name is not None and artifact_path is not None:
        raise MlflowException(
            "Both `artifact_path` (deprecated) and `name` parameters were specified. Please only specify `name`.",
            error_code="INVALID_PARAMETER_VALUE",
        )
    name = name if name is not None else artifact_path
    run = (_store.active[-1] if _store.active else None) if _store.IS_3 else _fluent.current_run()
    server = _fluent.server_of(run)
    if server is None or not _store.IS_3:
        yield Target(run, name, server, None)
        return
    run_id = run.info.run_id if run is not None else None
    known = server.get_run(run_id).data.params if run_id is not None else {}
    experiment = run.info.experiment_id if run is not None else _fluent._experiment_on(server, None)
    logged = server.create_logged_model(
        experiment, name, run_id, {**_fluent._SOURCE_TAGS, **(tags or {})}, {**(params or {}), **known}, model_type
    )
    _store.last_model_id = logged.model_id
    try:
        if run_id is not None:
            server.log_outputs(run_id, [LoggedModelOutput(logged.model_id, step or 0)])
            _log_metrics(server, run_id, logged.model_id, step or 0)
        yield Target(run, logged.name, server, logged)
    except Exception:
        server.finalize_logged_model(logged.model_id, "FAILED")
        raise
    except BaseException:
        # The person stops it: nobody sends the rest. A second stop would end a call that waits.
        server.tell_failed(logged.model_id)
        _log.warning(
            "mlflow.models.model",
            f"The upload of {logged.name} was stopped: {logged.model_id} is FAILED, and will not be continued. Running this again logs "
            "another model, and sends all its files.",
        )
        raise
    server.finalize_logged_model(logged.model_id, "READY")


def _log_metrics(server, run_id, model_id, step):
    """The run's metrics of that step are the model's too."""
    found = [
        Metric(
            each.key, each.value, each.timestamp, each.step, run_id=run_id, model_id=model_id, dataset_name=each.dataset_name,
            dataset_digest=each.dataset_digest,
        )  # fmt: skip
        for key in server.get_run(run_id).data.metrics
        for each in server.get_metric_history(run_id, key)
        if each.step == step and each.model_id is None
    ]
    server.log_batch(run_id, metrics=found)


def _flat(values, before=""):
    flat = {}
    for key, value in values.items():
        name = f"{before}/{key}" if before else str(key)
        flat |= _flat(value, name) if isinstance(value, dict) else {name: value}
    return flat
