"""Runs and versions as MLflow shows them."""

import enum

import phi3_page
from phi3_page import Lacking, has

__phi3__ = True


class _Entity(Lacking):
    def __init__(self, **facts):
        self.__dict__.update(facts)

    def to_dictionary(self):
        return dict(self.__dict__)

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in sorted(self.__dict__.items()))
        return f"<{type(self).__name__}: {shown}>"


class RunInfo(_Entity):
    @property
    def run_uuid(self):
        return self.run_id


class RunData(_Entity):
    pass


class Run(_Entity):
    def to_dictionary(self):
        parts = [name for name in ("data", "inputs", "outputs") if hasattr(self, name)]
        return {"info": self.info.to_dictionary(), **{name: getattr(self, name).to_dictionary() for name in parts}}


class RunStatus:
    """mlflow/entities/run_status.py"""

    RUNNING, SCHEDULED, FINISHED, FAILED, KILLED = 1, 2, 3, 4, 5
    _NAMES = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}

    @staticmethod
    def from_string(status_str):
        for status, name in RunStatus._NAMES.items():
            if name == status_str:
                return status
        raise Exception(f"Could not get run status corresponding to string {status_str}. Valid run status strings: {list(RunStatus._NAMES.values())}")

    @staticmethod
    def to_string(status):
        if status not in RunStatus._NAMES:
            raise Exception(f"Could not get string corresponding to run status {status}. Valid run statuses: {list(RunStatus._NAMES)}")
        return RunStatus._NAMES[status]

    @staticmethod
    def is_terminated(status):
        return status in (3, 4, 5)

    @staticmethod
    def all_status():
        return list(RunStatus._NAMES)


class _Lists(_Entity):
    def to_dictionary(self):
        return {name: [each.to_dictionary() for each in members] for name, members in self.__dict__.items()}


class RunInputs(_Lists):
    pass


class RunOutputs(_Lists):
    pass


class LoggedModelOutput(_Entity):
    """Which model a run made, and at which step."""

    def __init__(self, model_id, step):
        super().__init__(model_id=model_id, step=step)


class LoggedModelStatus(str, enum.Enum):
    UNSPECIFIED = "UNSPECIFIED"
    PENDING = "PENDING"
    READY = "READY"
    FAILED = "FAILED"

    def __str__(self):
        return self.value


class LoggedModel(_Entity):
    """A model of MLflow 3, in an experiment."""

    @property
    def model_uri(self):
        return f"models:/{self.model_id}"

    def __repr__(self):
        facts = {**self.__dict__, "model_uri": self.model_uri}
        shown = [f"{name}={value!r}" for name, value in sorted(facts.items()) if name not in ("tags", "params", "metrics")]
        return f"LoggedModel({', '.join(shown)})"


class Experiment(_Entity):
    pass


class FileInfo(_Entity):
    pass


class Metric(_Entity):
    """Of ``log_batch`` and ``get_metric_history``."""

    def __init__(self, key, value, timestamp, step, model_id=None, dataset_name=None, dataset_digest=None, run_id=None):
        more = {"model_id": model_id, "dataset_name": dataset_name, "dataset_digest": dataset_digest, "run_id": run_id}
        # Before MLflow 3 a metric knew neither models nor datasets.
        more = more if has("mlflow.entities", "LoggedModel") else {}
        super().__init__(key=key, value=value, timestamp=timestamp, step=step, **more)

    def __eq__(self, other):
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self):
        return hash(tuple(self.__dict__.values()))


class Param(_Entity):
    def __init__(self, key, value):
        super().__init__(key=key, value=value)

    def __eq__(self, other):
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self):
        return hash((self.key, self.value))


class RunTag(Param):
    pass


class InputTag(Param):
    pass


class Dataset(_Entity):
    """What a run knows of a dataset; ``mlflow.data`` has the classes that are logged."""

    def __init__(self, name, digest, source_type, source, schema=None, profile=None):
        super().__init__(name=name, digest=digest, source_type=source_type, source=source, schema=schema, profile=profile)


class DatasetInput(_Entity):
    def __init__(self, dataset, tags=None):
        super().__init__(dataset=dataset, tags=tags or [])

    def to_dictionary(self):
        return {"dataset": self.dataset.to_dictionary(), "tags": {tag.key: tag.value for tag in self.tags}}


class ViewType:
    ACTIVE_ONLY, DELETED_ONLY, ALL = 1, 2, 3


class _ModelRegistryEntity(_Entity):
    pass


class ModelVersion(_ModelRegistryEntity):
    __module__ = "mlflow.entities.model_registry.model_version"


class RegisteredModel(_ModelRegistryEntity):
    __module__ = "mlflow.entities.model_registry.registered_model"


from mlflow._spans import Span, SpanType  # noqa: E402, F401

__getattr__ = phi3_page.lacking_attribute("mlflow.entities")
