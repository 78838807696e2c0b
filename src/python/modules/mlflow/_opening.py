"""A model that a server has, loaded in this page: the page fetches its files, and gives them to its engine."""

import json

import phi3_bridge

from mlflow import _artifacts, _server, _store
from mlflow.exceptions import MlflowException

#: By the location of their files.
_opened = {}


def of(uri):
    """The model of an address that leads to a server; None for those of this session."""
    tracking, registry = _server.tracking(), _server.registry()
    if uri.startswith("runs:/"):
        run_id, path = _artifacts.parse_runs_uri(uri)
        return _of_run(tracking, run_id, path) if tracking is not None and run_id not in _store.runs else None
    if uri.startswith("models:/"):
        rest = uri.removeprefix("models:/")
        is_id = "/" not in rest and "@" not in rest
        if (tracking if is_id else registry) is None:
            return None
        return _at(*_artifacts.location_of_model(uri, tracking, registry))
    if uri.startswith(("mlflow-artifacts:", "http:", "https:")) and tracking is not None:
        return _at(tracking, uri.rstrip("/"))
    return None


def _of_run(server, run_id, path):
    run = _artifacts.place_of_run(server, run_id)
    if any(each.path.rpartition("/")[2] == "MLmodel" for each in run.list_own(path)):
        return _at(server, run.location(path))
    found = _artifacts.models_of_run(server, server.get_run(run_id), path) if _store.IS_3 else []
    if not found:
        raise MlflowException(
            f"Failed to download artifacts from path {path!r}, please ensure that the path is correct.", error_code="RESOURCE_DOES_NOT_EXIST"
        )
    return _at(server, found[0].artifact_location)


def _at(server, location):
    """The session's own, where it was logged here."""
    return _store.models.get(location) or _opened.get((server.uri, location)) or _open(server, location)


def _open(server, location):
    answer = phi3_bridge.call("mlflow.open", server.uri, location)
    if "problem" in answer:
        raise MlflowException(answer["problem"], error_code=answer.get("code", "INTERNAL_ERROR"))
    told = json.loads(answer["model"])
    made = _of_class(told, location) if told["flavor"] == "pyfunc" else _of_pipeline(told, location)
    _opened[server.uri, location] = made
    return made


def _metadata(told, signature, loader, config):
    from mlflow import pyfunc

    facts = told["facts"]
    made = pyfunc._metadata(
        facts["name"], None, signature, told["isOfTypeHints"], facts["artifactPath"] or "", loader, config, {}, facts["metadata"]
    )
    made.__dict__.update(
        run_id=facts["runId"], model_id=facts["modelId"], mlflow_version=facts["mlflowVersion"], utc_time_created=facts["created"],
        _shown_artifact_path=facts["artifactPath"], _model_uri=f"models:/{facts['modelId']}" if facts["modelId"] else told["location"],
    )  # fmt: skip
    return made


def _of_class(told, location):
    from phi3_session import wrappers

    def load(config=None):
        loaded = wrappers.load(told["model"], config)
        return loaded._model_impl, ("predict_stream" if loaded._predict_stream_fn is not None else None)

    from mlflow.models.signature import ModelSignature

    model = told["model"]
    signature = ModelSignature.from_dict(model["signature"]) if model["signature"] is not None else None
    config = json.loads(model["modelConfig"]) if model["modelConfig"] is not None else None
    told = {**told, "location": location, "isOfTypeHints": model["isOfTypeHints"]}
    metadata = _metadata(told, signature, told["loader"], config)
    return _store.LoggedModel("pyfunc", metadata, load, location)


def _of_pipeline(told, location):
    import transformers
    from phi3_page import models as page_models

    from mlflow import transformers as flavor
    from mlflow.models.signature import ModelSignature

    folder = f"/page/opened/{told['reference']}"
    page_models.make_folder(folder, told["reference"])
    pipeline = transformers.pipeline("text-generation", model=folder)
    config = json.loads(told["modelConfig"])
    signature = ModelSignature.from_dict(phi3_bridge.call("mlflow.schema.chat"))
    metadata = _metadata({**told, "location": location, "isOfTypeHints": False}, signature, "mlflow.transformers", config)
    return flavor._of_chat(metadata, pipeline, config, told["promptTemplate"], location)
