"""A tracking server, as mlflow.store.tracking.rest_store and mlflow.store.model_registry.rest_store ask it: through the page."""

import json
import math
import os
import posixpath
import sys

import phi3_bridge
import phi3_page

from mlflow import _store
from mlflow._logged_models import LoggedModels, files_in
from mlflow._logged_models import pairs as _tags
from mlflow.entities import (
    Dataset,
    DatasetInput,
    Experiment,
    InputTag,
    LoggedModelOutput,
    Metric,
    ModelVersion,
    RegisteredModel,
    Run,
    RunData,
    RunInfo,
    RunInputs,
    RunOutputs,
)
from mlflow.entities._paged_list import PagedList
from mlflow.exceptions import MlflowException, RestException

#: Of one log_batch: a server takes 100 params, 100 tags, and 1000 of all (mlflow/utils/validation.py).
_MOST_PARAMS, _MOST_METRICS = 100, 800
_CODES = {400: "BAD_REQUEST", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
_VIEWS = {1: "ACTIVE_ONLY", 2: "DELETED_ONLY", 3: "ALL"}


#: What MLflow adds to a param that a server refuses (PARAM_VALIDATION_MSG in mlflow/utils/validation.py): programs print it.
_REPEATED_PARAM = """

The cause of this error is typically due to repeated calls
to an individual run_id event logging.

Incorrect Example:
---------------------------------------
with mlflow.start_run():
    mlflow.log_param("depth", 3)
    mlflow.log_param("depth", 5)
---------------------------------------

Which will throw an MlflowException for overwriting a
logged parameter.

Correct Example:
---------------------------------------
with mlflow.start_run():
    with mlflow.start_run(nested=True):
        mlflow.log_param("depth", 3)
    with mlflow.start_run(nested=True):
        mlflow.log_param("depth", 5)
---------------------------------------

Which will create a new nested run for each individual
model and prevent parameter key collisions within the
tracking store."""


def of(uri):
    """The server of an address, or None where it names a folder or a database: those are this session's own store."""
    return Server(str(uri).rstrip("/")) if str(uri or "").startswith(("http://", "https://")) else None


def tracking_uri():
    return _store.tracking_uri or os.environ.get("MLFLOW_TRACKING_URI") or None


def registry_uri(tracking=None):
    """``tracking`` is that of a client: a registry that was set goes before it."""
    return _store.registry_uri or os.environ.get("MLFLOW_REGISTRY_URI") or tracking or tracking_uri()


def tracking():
    return of(tracking_uri())


def registry():
    return of(registry_uri())


class Server(LoggedModels):
    def __init__(self, uri):
        self.uri = uri

    def __eq__(self, other):
        return isinstance(other, Server) and other.uri == self.uri

    def __hash__(self):
        return hash(self.uri)

    def _ask(self, operation, content=None, **fields):
        body = json.dumps({key: value for key, value in fields.items() if value is not None})
        answer = phi3_bridge.call("mlflow.server", self.uri, operation, body, content)
        if "problem" in answer:
            raise MlflowException(answer["problem"], error_code=answer["code"])
        status, said = answer["status"], answer["body"]
        if answer.get("content") is not None:
            return answer["content"]
        try:
            found = json.loads(said) if said.strip() else {}
        except ValueError:
            found = None
        if status == 200:
            if isinstance(found, dict) or content is not None:
                return found
            raise MlflowException(
                "API request to endpoint was successful but the response body was not in a valid JSON format. "
                f"Response body: '{said}'"
            )
        if isinstance(found, dict):
            raise RestException(found)
        raise MlflowException(
            f"API request to {self.uri} ({operation}) failed with error code {status} != 200. Response body: '{said}'",
            error_code=_CODES.get(status, "INTERNAL_ERROR"),
        )

    def _tell(self, operation, **fields):
        phi3_bridge.tell("mlflow.server", self.uri, operation, json.dumps(fields), None)

    # Experiments

    def create_experiment(self, name, artifact_location=None, tags=None):
        return self._ask("create_experiment", name=name, artifact_location=artifact_location, tags=_tags(tags))["experiment_id"]

    def get_experiment(self, experiment_id):
        return _experiment(self._ask("get_experiment", experiment_id=str(experiment_id))["experiment"])

    def get_experiment_by_name(self, name):
        try:
            return _experiment(self._ask("get_experiment_by_name", experiment_name=name)["experiment"])
        except MlflowException as error:
            if error.error_code == "RESOURCE_DOES_NOT_EXIST":
                return None
            raise

    def search_experiments(self, view_type=1, max_results=1000, filter_string=None, order_by=None, page_token=None):
        found = self._ask(
            "search_experiments", view_type=_VIEWS[view_type], max_results=max_results, filter=filter_string, order_by=_list(order_by),
            page_token=page_token,
        )  # fmt: skip
        return _paged(found, "experiments", _experiment)

    def delete_experiment(self, experiment_id):
        self._ask("delete_experiment", experiment_id=str(experiment_id))

    def restore_experiment(self, experiment_id):
        self._ask("restore_experiment", experiment_id=str(experiment_id))

    def rename_experiment(self, experiment_id, new_name):
        self._ask("rename_experiment", experiment_id=str(experiment_id), new_name=new_name)

    def set_experiment_tag(self, experiment_id, key, value):
        self._ask("set_experiment_tag", experiment_id=str(experiment_id), key=key, value=str(value))

    # Runs

    def create_run(self, experiment_id, start_time=None, tags=None, run_name=None):
        tags = dict(tags or {})
        found = self._ask(
            "create_run", experiment_id=str(experiment_id), user_id=tags.get("mlflow.user", "unknown"),
            start_time=start_time or _store.now_ms(), run_name=run_name, tags=_tags(tags),
        )  # fmt: skip
        return _run(found["run"])

    def get_run(self, run_id):
        return _run(self._ask("get_run", run_id=run_id)["run"])

    def get_parent_run(self, run_id):
        parent = self.get_run(run_id).data.tags.get("mlflow.parentRunId")
        return self.get_run(parent) if parent is not None else None

    def update_run(self, run_id, status=None, name=None, end_time=None):
        self._ask("update_run", run_id=run_id, status=status, run_name=name, end_time=end_time)

    def set_terminated(self, run_id, status=None, end_time=None):
        if phi3_page.profile != "mid-2024":
            info = self.get_run(run_id).info
            experiment = f"{self.uri}/#/experiments/{info.experiment_id}"
            sys.stdout.write(f"🏃 View run {info.run_name} at: {experiment}/runs/{run_id}\n")
            sys.stdout.write(f"🧪 View experiment at: {experiment}\n")
        self.update_run(run_id, status or "FINISHED", end_time=end_time or _store.now_ms())

    def delete_run(self, run_id):
        self._ask("delete_run", run_id=run_id)

    def restore_run(self, run_id):
        self._ask("restore_run", run_id=run_id)

    def search_runs(self, experiment_ids, filter_string="", run_view_type=1, max_results=1000, order_by=None, page_token=None):
        ids = [experiment_ids] if isinstance(experiment_ids, (str, int)) else experiment_ids
        found = self._ask(
            "search_runs", experiment_ids=[str(each) for each in ids], filter=filter_string, run_view_type=_VIEWS[run_view_type],
            max_results=max_results, order_by=_list(order_by), page_token=page_token,
        )  # fmt: skip
        return _paged(found, "runs", _run)

    def log_param(self, run_id, key, value):
        try:
            self._ask("log_param", run_id=run_id, key=key, value=str(value))
        except MlflowException as error:
            if error.error_code != "INVALID_PARAMETER_VALUE":
                raise
            raise MlflowException(error.message + _REPEATED_PARAM, error_code="INVALID_PARAMETER_VALUE") from error
        return value

    def log_metric(self, run_id, key, value, timestamp=None, step=None, dataset_name=None, dataset_digest=None, model_id=None):
        metric = metric_of(key, value, timestamp, step, model_id, dataset_name=dataset_name, dataset_digest=dataset_digest)
        self._ask("log_metric", run_id=run_id, **_metric_fields(metric))

    def log_batch(self, run_id, metrics=(), params=(), tags=()):
        metrics, params, tags = list(metrics), list(params), list(tags)
        if not (metrics or params or tags):
            return
        while metrics or params or tags:
            self._ask(
                "log_batch", run_id=run_id,
                params=[{"key": each.key, "value": str(each.value)} for each in _taken(params, _MOST_PARAMS)],
                tags=[{"key": each.key, "value": str(each.value)} for each in _taken(tags, _MOST_PARAMS)],
                # With these, a request has 1000 at most.
                metrics=[_metric_fields(each) for each in _taken(metrics, _MOST_METRICS)],
            )  # fmt: skip

    def log_inputs(self, run_id, datasets=None, models=None):
        given = [{"dataset": _known(each.dataset), "tags": _tags({tag.key: tag.value for tag in each.tags})} for each in datasets or []]
        self._ask("log_inputs", run_id=run_id, datasets=given)

    def set_tag(self, run_id, key, value):
        self._ask("set_tag", run_id=run_id, key=key, value=str(value))

    def delete_tag(self, run_id, key):
        self._ask("delete_tag", run_id=run_id, key=key)

    def get_metric_history(self, run_id, key):
        found, token = [], None
        while True:
            page = self._ask("get_metric_history", run_id=run_id, metric_key=key, page_token=token)
            found += [metric_in(each) for each in page.get("metrics", [])]
            token = page.get("next_page_token") or None
            if token is None:
                return found

    # Artifacts

    def _log_file(self, run_id, content, path):
        self._ask("log_artifact", content, run_id=run_id, path=path)

    def log_artifact(self, run_id, local_path, artifact_path=None):
        """A file, or a folder with its name."""
        local_path = os.fspath(local_path)
        if os.path.isdir(local_path):
            inside = posixpath.join(artifact_path or "", os.path.basename(os.path.normpath(local_path)))
            self.log_artifacts(run_id, local_path, inside)
            return
        with open(local_path, "rb") as file:
            self._log_file(run_id, file.read(), posixpath.join(artifact_path or "", os.path.basename(local_path)))

    def log_artifacts(self, run_id, local_dir, artifact_path=None):
        for place, _, names in os.walk(local_dir):
            for name in sorted(names):
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    content = file.read()
                self._log_file(run_id, content, posixpath.join(artifact_path or "", os.path.relpath(path, local_dir)))

    def log_text(self, run_id, text, artifact_file):
        self._log_file(run_id, text.encode("utf-8"), artifact_file)

    def log_dict(self, run_id, dictionary, artifact_file):
        self.log_text(run_id, dict_text(dictionary, artifact_file), artifact_file)

    def list_artifacts(self, run_id, path=None):
        return files_in(self._ask("list_artifacts", run_id=run_id, path=path))

    def download_artifacts(self, run_id, path, dst_path=None):
        from mlflow import _artifacts

        return _artifacts.place_of_run(self, run_id).download(path, dst_path)

    def files_at(self, location, path=""):
        """What is in a folder of an artifact location; nothing for a file."""
        return files_in(self._ask("list_files", location=location, path=path), path)

    def file_at(self, location, path):
        return self._ask("read_file", location=location, path=path)

    # Registered models

    def create_registered_model(self, name, tags=None, description=None):
        found = self._ask("create_registered_model", name=name, tags=_tags(tags), description=description)
        return _registered(found["registered_model"])

    def get_registered_model(self, name):
        return _registered(self._ask("get_registered_model", name=name)["registered_model"])

    def update_registered_model(self, name, description=None):
        return _registered(self._ask("update_registered_model", name=name, description=description)["registered_model"])

    def rename_registered_model(self, name, new_name):
        return _registered(self._ask("rename_registered_model", name=name, new_name=new_name)["registered_model"])

    def delete_registered_model(self, name):
        self._ask("delete_registered_model", name=name)

    def search_registered_models(self, filter_string=None, max_results=100, order_by=None, page_token=None):
        found = self._ask(
            "search_registered_models", filter=filter_string, max_results=max_results, order_by=_list(order_by), page_token=page_token
        )
        return _paged(found, "registered_models", _registered, last="")

    def set_registered_model_tag(self, name, key, value):
        self._ask("set_registered_model_tag", name=name, key=key, value=str(value))

    def delete_registered_model_tag(self, name, key):
        self._ask("delete_registered_model_tag", name=name, key=key)

    def set_registered_model_alias(self, name, alias, version):
        self._ask("set_registered_model_alias", name=name, alias=alias, version=str(version))

    def delete_registered_model_alias(self, name, alias):
        self._ask("delete_registered_model_alias", name=name, alias=alias)

    def get_model_version_by_alias(self, name, alias):
        return _version(self._ask("get_model_version_by_alias", name=name, alias=alias)["model_version"])

    def get_latest_versions(self, name, stages=None):
        found = self._ask("get_latest_versions", name=name, stages=_list(stages))
        return [_version(each) for each in found.get("model_versions", [])]

    def create_model_version(self, name, source, run_id=None, tags=None, run_link=None, description=None, model_id=None):
        found = self._ask(
            "create_model_version", name=name, source=source, run_id=run_id, tags=_tags(tags), run_link=run_link, description=description,
            model_id=model_id,
        )  # fmt: skip
        return _version(found["model_version"])

    def copy_model_version(self, src_model_uri, dst_name):
        from mlflow import _artifacts, _registering

        if not str(src_model_uri).startswith("models:"):
            raise MlflowException(
                f"Unsupported source model URI: '{src_model_uri}'. The `copy_model_version` API only copies models stored in the "
                "'models:/' scheme."
            )
        try:
            source = _artifacts.version_of(self, src_model_uri)
        except MlflowException as error:
            raise MlflowException(f"Failed to fetch model version from source model URI: '{src_model_uri}'. Error: {error}") from error
        return _registering.copy(self, source, dst_name)

    def get_model_version(self, name, version):
        return _version(self._ask("get_model_version", name=name, version=str(version))["model_version"])

    def update_model_version(self, name, version, description=None):
        found = self._ask("update_model_version", name=name, version=str(version), description=description)
        return _version(found["model_version"])

    def delete_model_version(self, name, version):
        self._ask("delete_model_version", name=name, version=str(version))

    def search_model_versions(self, filter_string=None, max_results=10000, order_by=None, page_token=None):
        found = self._ask(
            "search_model_versions", filter=filter_string, max_results=max_results, order_by=_list(order_by), page_token=page_token
        )
        return _paged(found, "model_versions", _version, last="")

    def set_model_version_tag(self, name, version=None, key=None, value=None):
        self._ask("set_model_version_tag", name=name, version=str(version), key=key, value=str(value))

    def delete_model_version_tag(self, name, version=None, key=None):
        self._ask("delete_model_version_tag", name=name, version=str(version), key=key)

    def get_model_version_download_uri(self, name, version):
        return self._ask("get_model_version_download_uri", name=name, version=str(version))["artifact_uri"]

    def transition_model_version_stage(self, name, version, stage, archive_existing_versions=False):
        found = self._ask(
            "transition_model_version_stage", name=name, version=str(version), stage=stage,
            archive_existing_versions=bool(archive_existing_versions),
        )  # fmt: skip
        return _version(found["model_version"])


def dict_text(dictionary, artifact_file):
    if artifact_file.endswith((".yml", ".yaml")):
        import yaml

        return yaml.dump(dictionary, indent=2, default_flow_style=False)
    return json.dumps(dictionary, indent=2, default=str)


def _real_number(value):
    """A metric's value for a server, with protobuf's words for what is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        raise TypeError(f"must be real number, not {type(value).__name__}") from None


def metric_of(key, value, timestamp=None, step=None, model_id=None, **dataset):
    more = {"model_id": model_id, **dataset}
    more = {name: each for name, each in more.items() if each is not None}
    return Metric(key, _real_number(value), timestamp if timestamp is not None else _store.now_ms(), step or 0, **more)


def _taken(items, most):
    taken, items[:most] = items[:most], []
    return taken


def _known(entity):
    return {name: value for name, value in entity.to_dictionary().items() if value is not None}


def _dataset_inputs(found):
    facts = ("name", "digest", "source_type", "source", "schema", "profile")
    return [
        DatasetInput(
            Dataset(**{name: each["dataset"].get(name) or None for name in facts}), [InputTag(key, value) for key, value in _values(each.get("tags")).items()]
        )
        for each in found.get("inputs", {}).get("dataset_inputs", [])
    ]  # fmt: skip


def _list(given):
    return None if given is None else [given] if isinstance(given, str) else list(given)


def _int(value):
    return None if value is None else int(value)


def _values(pairs):
    return {each["key"]: each.get("value", "") for each in pairs or []}


def _metric_fields(metric):
    value = _real_number(metric.value)
    if not math.isfinite(value):
        value = "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    more = {name: getattr(metric, name, None) for name in ("model_id", "dataset_name", "dataset_digest")}
    return {
        "key": metric.key, "value": value, "timestamp": metric.timestamp, "step": metric.step,
        **{name: each for name, each in more.items() if each is not None},
    }  # fmt: skip


def metric_in(found):
    facts = {"key": found["key"], "value": float(found.get("value", 0)), "timestamp": _int(found.get("timestamp", 0)), "step": _int(found.get("step", 0))}
    if _store.IS_3:
        facts |= {name: found.get(name) or None for name in ("model_id", "dataset_name", "dataset_digest", "run_id")}
    return Metric(**facts)


def _experiment(found):
    return Experiment(
        artifact_location=found.get("artifact_location", ""), creation_time=_int(found.get("creation_time", 0)),
        experiment_id=found["experiment_id"], last_update_time=_int(found.get("last_update_time", 0)),
        lifecycle_stage=found.get("lifecycle_stage", "active"), name=found.get("name", ""), tags=_values(found.get("tags")),
    )  # fmt: skip


def _run(found):
    info, data = found["info"], found.get("data", {})
    return Run(
        info=RunInfo(
            artifact_uri=info.get("artifact_uri", ""), end_time=_int(info.get("end_time")) or None, experiment_id=info["experiment_id"],
            lifecycle_stage=info.get("lifecycle_stage", "active"), run_id=info["run_id"], run_name=info.get("run_name", ""),
            start_time=_int(info.get("start_time", 0)), status=info.get("status", "RUNNING"), user_id=info.get("user_id", ""),
        ),
        data=RunData(
            metrics={each["key"]: float(each.get("value", 0)) for each in data.get("metrics", [])}, params=_values(data.get("params")),
            tags=_values(data.get("tags")),
        ),
        inputs=RunInputs(**({"model_inputs": []} if _store.IS_3 else {}), dataset_inputs=_dataset_inputs(found)),
        **({"outputs": RunOutputs(model_outputs=_outputs(found))} if _store.IS_3 else {}),
    )  # fmt: skip


def _outputs(found):
    given = found.get("outputs", {}).get("model_outputs", [])
    return [LoggedModelOutput(each["model_id"], int(each.get("step", 0))) for each in given]


def _version(found):
    return ModelVersion(
        aliases=list(found.get("aliases", [])), creation_timestamp=_int(found.get("creation_timestamp", 0)),
        current_stage=found.get("current_stage", ""), description=found.get("description"),
        last_updated_timestamp=_int(found.get("last_updated_timestamp", 0)), name=found["name"], run_id=found.get("run_id"),
        run_link=found.get("run_link", ""), source=found.get("source", ""), status=found.get("status", "READY"),
        status_message=found.get("status_message"), tags=_values(found.get("tags")), user_id=found.get("user_id", ""),
        version=found["version"],
        **({"model_id": found.get("model_id"), "params": None, "metrics": None} if _store.IS_3 else {}),
    )  # fmt: skip


def _registered(found):
    return RegisteredModel(
        aliases={each["alias"]: each["version"] for each in found.get("aliases", [])},
        creation_timestamp=_int(found.get("creation_timestamp", 0)), description=found.get("description", ""),
        last_updated_timestamp=_int(found.get("last_updated_timestamp", 0)),
        latest_versions=[_version(each) for each in found.get("latest_versions", [])], name=found["name"], tags=_values(found.get("tags")),
    )  # fmt: skip


def _paged(found, name, read, last=None):
    """``last`` is the token of the last page: the registry's searches give "" there."""
    return PagedList([read(each) for each in found.get(name, [])], found.get("next_page_token") or last)
