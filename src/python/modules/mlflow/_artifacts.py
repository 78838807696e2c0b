"""Where the address of an artifact leads, on a server or in this session, and the files there (mlflow/store/artifact)."""

import os
import posixpath
import shutil
import tempfile
import urllib.parse

from mlflow import _server, _store
from mlflow.entities import FileInfo
from mlflow.exceptions import MlflowException

#: What the page passes on of a file.
_MOST_BYTES = 50 * 2**20
#: Of one download. A server can name folders in folders for ever.
_MOST_FILES = 10_000


class OnServer:
    """An artifact location of a server."""

    def __init__(self, server, location):
        self.server, self.location = server, location

    def list(self, path=""):
        return self.server.files_at(self.location, path or "")

    def is_empty(self):
        return not self.list()

    def download(self, path="", dst_path=None):
        """@returns the folder or file in Python's file system."""
        target = _target(dst_path)
        files = self._files(path) if not path or self.list(path) else [FileInfo(path=path, is_dir=False, file_size=None)]
        for each in files:
            if (each.file_size or 0) > _MOST_BYTES:
                raise MlflowException(
                    f"{each.path} has {each.file_size} bytes, and a file in this page's Python at most {_MOST_BYTES}: weights never pass "
                    "through it. mlflow.pyfunc.load_model gives the model to the page's engine; name smaller files of it one by one."
                )
        failed = {}
        for each in files:
            try:
                self._fetch(each.path, os.path.join(target, each.path))
            except MlflowException as error:
                failed[each.path] = error
        if failed:
            failures = "\n".join(f"##### File {name} #####\n{error}" for name, error in failed.items())
            raise MlflowException(
                f"The following failures occurred while downloading one or more artifacts from {self.location}:\n{failures}"
            )
        return os.path.join(target, path) if path else target

    def _files(self, path):
        found, folders = [], [path]
        # It grows while it is read.
        for folder in folders:
            for each in self.list(folder):
                (folders if each.is_dir else found).append(each.path if each.is_dir else each)
            if len(found) + len(folders) > _MOST_FILES:
                raise MlflowException(f"{self.location} has more than {_MOST_FILES} files and folders. Download a folder of it, or a file.")
        return found

    def _fetch(self, path, target):
        # First: the page refuses a path that leads out of the folder.
        content = self.server.file_at(self.location, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)


class InSession:
    """A folder of Python's file system."""

    def __init__(self, folder):
        self.folder = folder

    def list(self, path=""):
        place = os.path.join(self.folder, path or "")
        if not os.path.isdir(place):
            return []
        names = [posixpath.join(path or "", name) for name in sorted(os.listdir(place))]
        return [self._info(name) for name in names]

    def _info(self, name):
        place = os.path.join(self.folder, name)
        is_dir = os.path.isdir(place)
        return FileInfo(path=name, is_dir=is_dir, file_size=None if is_dir else os.path.getsize(place))

    def is_empty(self):
        return not self.list()

    def download(self, path="", dst_path=None):
        place = os.path.join(self.folder, path or "")
        if not os.path.exists(place):
            raise MlflowException(f"No such artifact: '{path}'", error_code="RESOURCE_DOES_NOT_EXIST")
        if dst_path is None:
            return place
        target = os.path.join(_target(dst_path), path or "")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copytree(place, target, dirs_exist_ok=True) if os.path.isdir(place) else shutil.copyfile(place, target)
        return target


class OfRun:
    """A run's artifacts, and those of the models that it logged, by their names (mlflow/store/artifact/runs_artifact_repo.py)."""

    def __init__(self, server, run_id):
        self.server, self.run_id = server, run_id
        self._run = server.get_run(run_id) if server is not None else _store.runs.get(run_id)
        if self._run is None:
            raise MlflowException(f"Run with id={run_id} not found", error_code="RESOURCE_DOES_NOT_EXIST")
        uri = self._run.info.artifact_uri
        self._own = OnServer(server, uri) if server is not None else InSession(uri)

    def location(self, path):
        return posixpath.join(self._run.info.artifact_uri, path or "")

    def list_own(self, path=""):
        return self._own.list(path)

    def list(self, path=""):
        name, _, rest = (path or "").partition("/")
        model = self._model(name)
        inside = [] if model is None else model.list(rest)
        renamed = [FileInfo(path=posixpath.join(name, each.path), is_dir=each.is_dir, file_size=each.file_size) for each in inside]
        return self.list_own(path) + renamed

    def download(self, path="", dst_path=None):
        if not path:
            return self._own.download("", dst_path)
        target = dst_path if dst_path is not None or self.server is None else _target(None)
        name, _, rest = path.partition("/")
        own = of_model = failed = None
        try:
            own = self._own.download(path, target)
        except MlflowException as error:
            failed = error
        model = self._model(name)
        if model is not None and (own is None or os.path.isdir(own)):
            try:
                of_model = model.download(rest, None if target is None else os.path.join(target, name))
            except MlflowException as error:
                failed = error
        if own is None and of_model is None:
            raise MlflowException(
                f"Failed to download artifacts from path {path!r}, please ensure that the path is correct.",
                error_code="RESOURCE_DOES_NOT_EXIST",
            ) from failed
        return own or of_model

    def _model(self, name):
        if not name or not _store.IS_3:
            return None
        if self.server is None:
            made = _store.models.get(f"runs:/{self.run_id}/{name}")
            return InSession(made.folder) if made is not None else None
        found = models_of_run(self.server, self._run, name)
        return OnServer(self.server, found[0].artifact_location) if found else None


def models_of_run(server, run, name):
    """The logged models of that name which the run has made."""
    found, token = [], None
    while True:
        page = server.search_logged_models([run.info.experiment_id], f"name = '{name}'", page_token=token)
        found += [each for each in page if each.source_run_id == run.info.run_id]
        token = page.token
        if token is None:
            return found


def place_of_run(server, run_id):
    return OfRun(server, run_id)


def place_of(uri, tracking_uri=None, registry_uri=None):
    """(place, path in it) of an address."""
    uri = os.fspath(uri)
    if os.path.exists(uri):
        return InSession(os.path.dirname(uri)), os.path.basename(uri)
    server = _server.of(tracking_uri or _server.tracking_uri())
    scheme = urllib.parse.urlparse(uri).scheme
    if scheme == "runs":
        run_id, path = parse_runs_uri(uri)
        return OfRun(server if run_id not in _store.runs else None, run_id), path
    if scheme == "models":
        root, path = split_models_uri(uri)
        return _place_of_model(root, server, _server.of(registry_uri or _server.registry_uri())), path
    if scheme in ("mlflow-artifacts", "http", "https"):
        if server is None:
            raise MlflowException(f"{uri}: set the server with mlflow.set_tracking_uri first.", error_code="INVALID_PARAMETER_VALUE")
        folder, _, name = uri.rstrip("/").rpartition("/")
        return OnServer(server, folder), name
    if scheme in ("", "file"):
        path = urllib.parse.urlparse(uri).path
        if os.path.exists(path):
            return InSession(os.path.dirname(path)), os.path.basename(path)
        raise OSError(f"No such file or directory: '{path}'")
    raise MlflowException(
        f"{uri}: this page reaches artifacts through an MLflow server, not {scheme}. Set a server that serves its artifacts.",
        error_code="INVALID_PARAMETER_VALUE",
    )


def _place_of_model(root, server, registry):
    made = _store.models.get(root)
    rest = root.removeprefix("models:/")
    is_id = "/" not in rest and "@" not in rest
    if (server if is_id else registry) is not None and not (is_id and made is not None and made.server is None):
        return OnServer(*location_of_model(root, server, registry))
    return InSession(_store.resolve(root).folder)


def location_of_model(uri, server, registry):
    """(server, artifact location) of "models:/…" there."""
    rest = uri.removeprefix("models:/")
    if "@" not in rest and "/" not in rest:
        return server, server.get_logged_model(rest).artifact_location
    name, _, number = rest.partition("/")
    if not number.isdigit():
        version = version_of(registry, uri)
        name, number = version.name, version.version
    try:
        return registry, registry.get_model_version_download_uri(name, number)
    except MlflowException:
        # Without the model, MLflow says so first.
        registry.get_registered_model(name)
        raise


def version_of(registry, uri):
    """The model version of "models:/name/version", "models:/name/stage", "models:/name/latest" and "models:/name@alias"."""
    rest = uri.removeprefix("models:/")
    name, at, alias = rest.rpartition("@")
    if at and "/" not in alias:
        return registry.get_model_version_by_alias(name, alias)
    name, slash, suffix = rest.partition("/")
    if not slash or not name.strip() or not suffix.strip() or "/" in suffix:
        raise MlflowException(
            f"Not a proper models:/ URI: {uri}. Models URIs must be of the form 'models:/model_name/suffix' or "
            "'models:/model_name@alias' where suffix is a model version, stage, or the string 'latest' and where alias is a registered "
            "model alias. Only one of suffix or alias can be defined at a time."
        )
    if suffix.isdigit():
        return registry.get_model_version(name, suffix)
    is_latest = suffix.lower() == "latest"
    found = registry.get_latest_versions(name, None if is_latest else [suffix])
    if not found:
        stage = "" if is_latest else f" and stage '{suffix}'"
        raise MlflowException(f"No versions of model with name '{name}'{stage} found", error_code="RESOURCE_DOES_NOT_EXIST")
    return max(found, key=lambda each: int(each.version))


def parse_runs_uri(uri):
    path = urllib.parse.urlparse(uri).path
    if not path.startswith("/") or len(path) <= 1 or path.split("/")[1] == "":
        raise MlflowException(
            f"Not a proper runs:/ URI: {uri}. Runs URIs must be of the form 'runs:/<run_id>/run-relative/path/to/artifact'"
        )
    run_id, _, rest = path[1:].partition("/")
    return run_id, rest.rstrip("/")


def split_models_uri(uri):
    """("models:/name/version", path in it)."""
    uri = uri.rstrip("/")
    parts = urllib.parse.urlparse(uri).path.split("/", 3)
    if len(parts) < 3:
        return uri, ""
    cut = 2 if "@" in parts[1] else 3
    return "models:" + "/".join(parts[:cut]), "/".join(parts[cut:])


def _target(dst_path):
    if dst_path is None:
        return tempfile.mkdtemp()
    target = os.path.abspath(dst_path)
    os.makedirs(target, exist_ok=True)
    return target
