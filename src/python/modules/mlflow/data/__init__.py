"""mlflow.data: what a run was given, from tables and arrays (mlflow/data/pandas_dataset.py, numpy_dataset.py)."""

import json
import os
import urllib.parse

import phi3_page
from phi3_page.real import real

from mlflow import entities
from mlflow.data import _digest
from mlflow.exceptions import MlflowException
from mlflow.types.schema import Schema

__phi3__ = True


class DatasetSource:
    """Where a dataset comes from."""

    _type = ""

    @classmethod
    def _get_source_type(cls):
        return cls._type

    def to_json(self):
        return json.dumps(self.to_dict())


class CodeDatasetSource(DatasetSource):
    _type = "code"

    def __init__(self, tags):
        self._tags = tags

    def to_dict(self):
        return {"tags": self._tags}

    def load(self, **kwargs):
        raise NotImplementedError


class LocalArtifactDatasetSource(DatasetSource):
    """A path."""

    _type = "local"

    def __init__(self, uri):
        self._uri = uri

    @property
    def uri(self):
        return self._uri

    def to_dict(self):
        return {"uri": self.uri}

    def load(self, dst_path=None):
        from mlflow.artifacts import download_artifacts

        return download_artifacts(artifact_uri=self.uri, dst_path=dst_path)


class HTTPDatasetSource(DatasetSource):
    _type = "http"

    def __init__(self, url):
        self._url = url

    @property
    def url(self):
        return self._url

    def to_dict(self):
        return {"url": self.url}

    def load(self, dst_path=None):
        raise NotImplementedError(f"{self.url}: Python in this page has no network. Read the file in another way, and give what it holds.")


_SOURCES = {each._type: each for each in (CodeDatasetSource, LocalArtifactDatasetSource, HTTPDatasetSource)}


def _source_of(source):
    if source is None:
        from mlflow._fluent import _SOURCE_TAGS

        return CodeDatasetSource(tags={"mlflow.user": "page", **_SOURCE_TAGS})
    if isinstance(source, DatasetSource):
        return source
    scheme = urllib.parse.urlparse(os.fspath(source)).scheme if isinstance(source, (str, os.PathLike)) else None
    if scheme in ("http", "https"):
        return HTTPDatasetSource(source)
    if scheme in ("", "file"):
        return LocalArtifactDatasetSource(os.fspath(source))
    raise MlflowException(
        f"Could not find a source information resolver for the specified dataset source: {source}.", error_code="INVALID_PARAMETER_VALUE"
    )


class Dataset:
    """Its name, its fingerprint, and where it comes from."""

    def __init__(self, source, name=None, digest=None):
        self._name, self._source = name, source
        self._digest = digest or self._compute_digest()

    @property
    def name(self):
        return self._name if self._name is not None else "dataset"

    @property
    def digest(self):
        return self._digest

    @property
    def source(self):
        return self._source

    def to_dict(self):
        return {
            "name": self.name, "digest": self.digest, "source": self.source.to_json(), "source_type": self.source._get_source_type(),
            "schema": json.dumps(self._schema_dict()) if self.schema else None, "profile": json.dumps(self.profile),
        }  # fmt: skip

    def to_json(self):
        return json.dumps(self.to_dict())

    def _to_mlflow_entity(self):
        return entities.Dataset(**self.to_dict())


class PandasDataset(Dataset):
    def __init__(self, df, source, targets=None, name=None, digest=None, predictions=None):
        for what, column in (("targets", targets), ("predictions", predictions)):
            if column is not None and column not in df.columns:
                raise MlflowException(
                    f"The specified pandas DataFrame does not contain the specified {what} column '{column}'.",
                    error_code="INVALID_PARAMETER_VALUE",
                )
        self.df, self.targets, self.predictions = df, targets, predictions
        super().__init__(source, name, digest)

    def _compute_digest(self):
        return _digest.of_table(self.df)

    @property
    def profile(self):
        return {"num_rows": len(self.df), "num_elements": int(self.df.size)}

    @property
    def schema(self):
        return _schema_of(self.df)

    def _schema_dict(self):
        return {"mlflow_colspec": self.schema.to_dict()}


class TensorDatasetSchema:
    def __init__(self, features, targets=None):
        self.features, self.targets = features, targets

    def to_dict(self):
        targets = self.targets.to_json() if self.targets is not None else None
        return {"mlflow_tensorspec": {"features": self.features.to_json(), "targets": targets}}

    def __eq__(self, other):
        return isinstance(other, TensorDatasetSchema) and other.to_dict() == self.to_dict()

    def __repr__(self):
        return f"features:\n  {self.features!r}\ntargets:\n  {self.targets!r}\n"


class NumpyDataset(Dataset):
    def __init__(self, features, source, targets=None, name=None, digest=None):
        self.features, self.targets = features, targets
        super().__init__(source, name, digest)

    def _compute_digest(self):
        return _digest.of_arrays(self.features, self.targets)

    @property
    def profile(self):
        parts = {"features": self.features} | ({} if self.targets is None else {"targets": self.targets})
        return {f"{part}_{name}": _each(array, name) for part, array in parts.items() for name in ("shape", "size", "nbytes")}

    @property
    def schema(self):
        features = _schema_of(self.features)
        return None if features is None else TensorDatasetSchema(features, None if self.targets is None else _schema_of(self.targets))

    def _schema_dict(self):
        return self.schema.to_dict()


def _each(array, name):
    return {key: getattr(each, name) for key, each in array.items()} if isinstance(array, dict) else getattr(array, name)


def _schema_of(data) -> Schema | None:
    from mlflow.models import infer_signature

    try:
        return infer_signature(data).inputs
    except Exception:
        return None


@real("mlflow.data.from_pandas")
def from_pandas(df, source=None, targets=None, name=None, digest=None, predictions=None):
    return PandasDataset(df, _source_of(source), targets, name, digest, predictions)


@real("mlflow.data.from_numpy")
def from_numpy(features, source=None, targets=None, name=None, digest=None):
    return NumpyDataset(features, _source_of(source), targets, name, digest)


def get_source(dataset):
    if isinstance(dataset, entities.DatasetInput):
        dataset = dataset.dataset
    if isinstance(dataset, Dataset):
        return dataset.source
    if not isinstance(dataset, entities.Dataset):
        raise MlflowException(
            f"Unrecognized dataset type {type(dataset)}. Expected one of: `mlflow.data.dataset.Dataset`, `mlflow.entities.Dataset`, "
            "`mlflow.entities.DatasetInput`.",
            error_code="INVALID_PARAMETER_VALUE",
        )
    if dataset.source_type not in _SOURCES:
        raise MlflowException(f"A dataset source of type {dataset.source_type}: the Python of this page has {', '.join(_SOURCES)}.")
    return _SOURCES[dataset.source_type](**json.loads(dataset.source))


__all__ = ["from_numpy", "from_pandas", "get_source"]
__getattr__ = phi3_page.lacking_attribute("mlflow.data")
