"""Runs and versions as MLflow shows them."""

import enum

import phi3_page
from phi3_page import Lacking

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
    def __repr__(self):
        return f"<Run: data={self.data!r}, info={self.info!r}>"


class RunInputs(_Entity):
    pass


class RunOutputs(_Entity):
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

    def __init__(self, key, value, timestamp, step, **more):
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
