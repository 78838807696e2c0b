"""Runs and versions as MLflow shows them."""

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


class Experiment(_Entity):
    pass


class _ModelRegistryEntity(_Entity):
    pass


class ModelVersion(_ModelRegistryEntity):
    __module__ = "mlflow.entities.model_registry.model_version"


class RegisteredModel(_ModelRegistryEntity):
    __module__ = "mlflow.entities.model_registry.registered_model"


__getattr__ = phi3_page.lacking_attribute("mlflow.entities")
