"""mlflow.artifacts: the files of runs and models."""

import json
import os
import pathlib
import tempfile

import phi3_page
from phi3_page.real import real

from mlflow import _artifacts, _server, _store
from mlflow.exceptions import MlflowException

__phi3__ = True


def _check(run_id, artifact_uri, artifact_path):
    if (run_id, artifact_uri).count(None) != 1:
        raise MlflowException("Exactly one of `run_id` or `artifact_uri` must be specified", error_code="INVALID_PARAMETER_VALUE")
    if artifact_uri is not None and artifact_path is not None:
        raise MlflowException("`artifact_path` cannot be specified if `artifact_uri` is specified", error_code="INVALID_PARAMETER_VALUE")


def _of_run(run_id, tracking_uri):
    server = _server.of(tracking_uri or _server.tracking_uri())
    return _artifacts.place_of_run(None if run_id in _store.runs else server, run_id)


@real("mlflow.artifacts.download_artifacts")
def download_artifacts(artifact_uri=None, run_id=None, artifact_path=None, dst_path=None, tracking_uri=None, registry_uri=None):
    _check(run_id, artifact_uri, artifact_path)
    if dst_path is not None:
        pathlib.Path(dst_path).mkdir(exist_ok=True, parents=True)
    if artifact_uri is None:
        return _of_run(run_id, tracking_uri).download(artifact_path or "", dst_path)
    place, path = _artifacts.place_of(artifact_uri, tracking_uri, registry_uri)
    return place.download(path, dst_path)


@real("mlflow.artifacts.list_artifacts")
def list_artifacts(artifact_uri=None, run_id=None, artifact_path=None, tracking_uri=None):
    _check(run_id, artifact_uri, artifact_path)
    if artifact_uri is None:
        run = _of_run(run_id, tracking_uri)
        return run.list(artifact_path) if artifact_path else run.list_own()
    place, path = _artifacts.place_of(artifact_uri, tracking_uri)
    return place.list(path)


def _read(artifact_uri):
    with tempfile.TemporaryDirectory() as folder:
        with open(download_artifacts(artifact_uri, dst_path=folder), "rb") as file:
            content = file.read()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MlflowException(
            f"Artifact {os.fspath(artifact_uri)!r} is not valid UTF-8. To read a file in another encoding, download it with "
            "`mlflow.artifacts.download_artifacts` and open it with the correct `encoding`.",
            error_code="BAD_REQUEST",
        ) from error


@real("mlflow.artifacts.load_text")
def load_text(artifact_uri):
    return _read(artifact_uri)


@real("mlflow.artifacts.load_dict")
def load_dict(artifact_uri):
    try:
        return json.loads(_read(artifact_uri))
    except json.JSONDecodeError as error:
        raise MlflowException("Unable to form a JSON object from file content", error_code="BAD_REQUEST") from error


__all__ = ["download_artifacts", "list_artifacts", "load_dict", "load_text"]
__getattr__ = phi3_page.lacking_attribute("mlflow.artifacts")
