"""MlflowClient over a server, or over this session's store (mlflow/tracking/client.py)."""

import inspect

from phi3_page import Lacking, lacks
from phi3_page.real import real

from mlflow import _artifacts, _fluent, _server, _store, _tables
from mlflow._registering import session_version
from mlflow._session import Runs
from mlflow.entities import RegisteredModel
from mlflow.entities._paged_list import PagedList
from mlflow.exceptions import MlflowException


class _Session(Runs):
    """Runs and models of this session."""

    def list_artifacts(self, run_id, path=None):
        return _artifacts.place_of_run(None, run_id).list(path)

    def download_artifacts(self, run_id, path, dst_path=None):
        return _artifacts.place_of_run(None, run_id).download(path, dst_path)

    def log_text(self, run_id, text, artifact_file):
        _fluent.log_text(text, artifact_file, run_id)

    def log_dict(self, run_id, dictionary, artifact_file):
        _fluent.log_dict(dictionary, artifact_file, run_id)

    def log_table(self, run_id, data, artifact_file):
        _tables.table(run_id, data, artifact_file)

    def log_image(self, run_id, image, artifact_file=None, key=None, step=None, timestamp=None, synchronous=None):
        _tables.draw(run_id, image, artifact_file, key, step, timestamp)

    def log_figure(self, run_id, figure, artifact_file, *, save_kwargs=None):
        _tables.show(run_id, figure, artifact_file, save_kwargs)

    def log_artifact(self, run_id, local_path, artifact_path=None):
        _fluent.log_artifact(local_path, artifact_path, run_id)

    def log_artifacts(self, run_id, local_dir, artifact_path=None):
        _fluent.log_artifacts(local_dir, artifact_path, run_id)

    def create_registered_model(self, name, tags=None, description=None):
        if name in _store.registered:
            raise MlflowException(f"Registered Model (name={name}) already exists.", error_code="RESOURCE_ALREADY_EXISTS")
        _store.registered[name] = {"versions": {}, "aliases": {}, "tags": dict(tags or {})}
        return self.get_registered_model(name)

    def get_registered_model(self, name):
        model = _store.registered_model(name)
        versions = list(model["versions"].values())
        return RegisteredModel(aliases=dict(model["aliases"]), description=None, latest_versions=versions[-1:], name=name, tags=dict(model["tags"]))

    def create_model_version(self, name, source, run_id=None, tags=None, run_link=None, description=None):
        _store.registered_model(name)
        return session_version(name, source, run_id, tags)

    def get_model_version(self, name, version):
        found = _store.registered_model(name)["versions"].get(str(version))
        if found is None:
            raise MlflowException(f"Model Version (name={name}, version={version}) not found", error_code="RESOURCE_DOES_NOT_EXIST")
        return found

    def get_latest_versions(self, name, stages=None):
        return list(_store.registered_model(name)["versions"].values())[-1:]

    def search_model_versions(self, filter_string=None):
        name = filter_string.partition("=")[2].strip().strip("'\"") if filter_string else None
        names = [name] if name else list(_store.registered)
        return [each for key in names for each in reversed(_store.registered.get(key, {"versions": {}})["versions"].values())]

    def set_registered_model_alias(self, name, alias, version):
        self.get_model_version(name, version).aliases.append(alias)
        _store.registered_model(name)["aliases"][alias] = str(version)

    def delete_registered_model_alias(self, name, alias):
        _store.registered_model(name)["aliases"].pop(alias, None)

    def get_model_version_by_alias(self, name, alias):
        model = _store.registered_model(name)
        if alias not in model["aliases"]:
            raise MlflowException(f"Registered model alias {alias} not found.", error_code="INVALID_PARAMETER_VALUE")
        return model["versions"][model["aliases"][alias]]

    def delete_registered_model(self, name):
        _store.registered_model(name)
        del _store.registered[name]

    def delete_model_version(self, name, version):
        self.get_model_version(name, version)
        del _store.registered[name]["versions"][str(version)]

    def get_model_version_download_uri(self, name, version):
        return self.get_model_version(name, version).source

    def search_registered_models(self):
        return PagedList([self.get_registered_model(name) for name in sorted(_store.registered)], "")

    def set_registered_model_tag(self, name, key, value):
        _store.registered_model(name)["tags"][key] = str(value)

    def set_model_version_tag(self, name, version=None, key=None, value=None, stage=None):
        self.get_model_version(name, version).tags[key] = str(value)

    def transition_model_version_stage(self, name, version, stage, archive_existing_versions=False):
        found = self.get_model_version(name, version)
        found.current_stage = stage
        return found

    def update_model_version(self, name, version, description=None):
        found = self.get_model_version(name, version)
        found.description = description
        return found


_TRACKING = """create_experiment get_experiment get_experiment_by_name search_experiments set_experiment_tag delete_experiment
    restore_experiment rename_experiment create_run get_run get_parent_run update_run set_terminated delete_run restore_run search_runs
    log_param log_metric log_batch log_inputs set_tag delete_tag get_metric_history log_artifact log_artifacts log_text log_dict list_artifacts
    download_artifacts"""
_MODELS = """create_logged_model get_logged_model finalize_logged_model delete_logged_model set_logged_model_tags log_model_params
    search_logged_models list_logged_model_artifacts log_outputs log_model_artifact log_model_artifacts"""
_REGISTRY = """create_registered_model get_registered_model update_registered_model rename_registered_model delete_registered_model
    search_registered_models set_registered_model_tag delete_registered_model_tag set_registered_model_alias
    delete_registered_model_alias get_model_version_by_alias get_latest_versions create_model_version copy_model_version get_model_version
    update_model_version delete_model_version search_model_versions set_model_version_tag delete_model_version_tag
    get_model_version_download_uri transition_model_version_stage"""


class MlflowClient(Lacking):
    _recorded_as = "mlflow.MlflowClient"

    def __init__(self, tracking_uri=None, registry_uri=None):
        # As in MLflow, a client keeps the addresses that held when it was made.
        self.tracking_uri = tracking_uri or _fluent.get_tracking_uri()
        self._tracking = _server.of(self.tracking_uri) or _Session()
        self._registry = _server.of(registry_uri or _server.registry_uri(tracking_uri)) or _Session()


def _forwarded(name, store):
    """A method with the real signature, which asks the client's server or the session."""
    signature = inspect.signature(getattr(_server.Server, name))

    def forward(self, **given):
        function = getattr(getattr(self, store), name, None)
        if function is None:
            raise AttributeError(f"{lacks('mlflow.MlflowClient', name)} With a tracking server it is there.", name=name, obj=self)
        knows = inspect.signature(function).parameters
        for key, value in given.items():
            if key not in knows and value != signature.parameters[key].default:
                raise NotImplementedError(f"{key}: {lacks('mlflow.MlflowClient', f'{name}({key}=…)')}")
        return function(**{key: value for key, value in given.items() if key in knows})

    forward.__name__, forward.__qualname__, forward.__signature__ = name, f"MlflowClient.{name}", signature
    # The page waits for each call, and a version without files is there at once.
    return real(f"mlflow.MlflowClient.{name}", ["synchronous", "await_creation_for"], method=True)(forward)


for _name in _TRACKING.split() + (_MODELS.split() if _store.IS_3 else []):
    setattr(MlflowClient, _name, _forwarded(_name, "_tracking"))
for _name in _REGISTRY.split():
    setattr(MlflowClient, _name, _forwarded(_name, "_registry"))
