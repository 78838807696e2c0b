"""Logged models of MLflow 3 on a tracking server (mlflow/store/tracking/rest_store.py)."""

import posixpath
import re

from mlflow.entities import FileInfo, LoggedModel, LoggedModelStatus
from mlflow.entities._paged_list import PagedList
from mlflow.exceptions import MlflowException, RestException

#: Of one request.
_MOST_PARAMS = 100


class LoggedModels:
    """A part of ``_server.Server``."""

    def create_logged_model(self, experiment_id, name=None, source_run_id=None, tags=None, params=None, model_type=None):
        params = pairs(params)
        found = self._ask(
            "create_logged_model", experiment_id=str(experiment_id), name=name, model_type=model_type, source_run_id=source_run_id,
            params=params[:_MOST_PARAMS], tags=pairs(tags),
        )  # fmt: skip
        made = _model(found["model"])
        if len(params) > _MOST_PARAMS:
            self._log_model_params(made.model_id, params[_MOST_PARAMS:])
            made = self.get_logged_model(made.model_id)
        return made

    def get_logged_model(self, model_id):
        return _model(self._ask("get_logged_model", model_id=_checked(model_id))["model"])

    def finalize_logged_model(self, model_id, status):
        ends = {"READY": "LOGGED_MODEL_READY", "FAILED": "LOGGED_MODEL_UPLOAD_FAILED"}
        status = LoggedModelStatus(status)
        if status.value not in ends:
            raise MlflowException(f"Invalid model status: {status}. Expected statuses: ['READY', 'FAILED']", error_code="INVALID_PARAMETER_VALUE")
        return _model(self._ask("finalize_logged_model", model_id=_checked(model_id), status=ends[status.value])["model"])

    def tell_failed(self, model_id):
        """As ``finalize_logged_model``, without waiting for the answer."""
        self._tell("finalize_logged_model", model_id=model_id, status="LOGGED_MODEL_UPLOAD_FAILED")

    def delete_logged_model(self, model_id):
        self._ask("delete_logged_model", model_id=_checked(model_id))

    def set_logged_model_tags(self, model_id, tags):
        self._ask("set_logged_model_tags", model_id=_checked(model_id), tags=pairs(tags))

    def log_model_params(self, model_id, params):
        self._log_model_params(_checked(model_id), pairs(params))

    def _log_model_params(self, model_id, params):
        for at in range(0, len(params), _MOST_PARAMS):
            self._ask("log_model_params", model_id=model_id, params=params[at : at + _MOST_PARAMS])

    def search_logged_models(self, experiment_ids, filter_string=None, max_results=None, order_by=None, page_token=None):
        found = self._ask(
            "search_logged_models", experiment_ids=[str(each) for each in experiment_ids], filter=filter_string, max_results=max_results,
            order_by=order_by, page_token=page_token,
        )  # fmt: skip
        return PagedList([_model(each) for each in found.get("models", [])], found.get("next_page_token") or None)

    def list_logged_model_artifacts(self, model_id, path=None):
        found = self._ask("list_logged_model_artifacts", model_id=_checked(model_id), artifact_directory_path=path)
        return files_in(found)

    def log_outputs(self, run_id, models):
        self._ask("log_outputs", run_id=run_id, models=[{"model_id": each.model_id, "step": each.step} for each in models])

    def log_model_artifact(self, model_id, local_path):
        with open(local_path, "rb") as file:
            self._log_model_file(model_id, file.read(), posixpath.basename(local_path))

    def log_model_artifacts(self, model_id, local_dir):
        import os

        for place, _, names in os.walk(local_dir):
            for name in sorted(names):
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    self._log_model_file(model_id, file.read(), os.path.relpath(path, local_dir))

    def _log_model_file(self, model_id, content, path):
        self._ask("log_artifact", content, model_id=_checked(model_id), path=path)


def pairs(values):
    return [{"key": str(key), "value": str(value)} for key, value in (values or {}).items()]


def files_in(found, folder=None):
    """What a server lists; ``folder`` is that of the paths, where the server leaves it out."""
    files = [
        FileInfo(
            path=posixpath.join(folder, each["path"]) if folder else each["path"], is_dir=each.get("is_dir", False),
            file_size=None if each.get("file_size") is None else int(each["file_size"]),
        )
        for each in found.get("files", [])
    ]  # fmt: skip
    return sorted(files, key=lambda each: each.path)


def _checked(model_id):
    """An id that could be one: it becomes a part of an address."""
    if not model_id:
        raise MlflowException("`model_id` must be a non-empty string, but got {!r}".format(model_id), error_code="INVALID_PARAMETER_VALUE")
    if not re.fullmatch(r"[\w-]+", model_id, re.ASCII):
        raise RestException({"error_code": "RESOURCE_DOES_NOT_EXIST", "message": f"Logged model with ID '{model_id}' not found."})
    return model_id


_STATUS = {"LOGGED_MODEL_PENDING": "PENDING", "LOGGED_MODEL_READY": "READY", "LOGGED_MODEL_UPLOAD_FAILED": "FAILED"}


def _model(found):
    info, data = found["info"], found.get("data", {})
    return LoggedModel(
        experiment_id=info["experiment_id"], model_id=info["model_id"], name=info.get("name", ""), artifact_location=info.get("artifact_uri", ""),
        creation_timestamp=int(info.get("creation_timestamp_ms", 0)), last_updated_timestamp=int(info.get("last_updated_timestamp_ms", 0)),
        model_type=info.get("model_type"), source_run_id=info.get("source_run_id"),
        status=LoggedModelStatus(_STATUS.get(info.get("status"), "UNSPECIFIED")), status_message=info.get("status_message"),
        tags={each["key"]: each.get("value", "") for each in info.get("tags", [])},
        params={each["key"]: each.get("value", "") for each in data.get("params", [])}, metrics=_metrics(data.get("metrics")),
    )  # fmt: skip


def _metrics(found):
    from mlflow._server import metric_in

    return [metric_in(each) for each in found] if found else None
