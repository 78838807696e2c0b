"""What is known of a logged model (mlflow/models/model.py)."""

import phi3_page
from phi3_page import Lacking
from phi3_page.real import real


class ModelInfo(Lacking):
    _recorded_as = "mlflow.models.model.ModelInfo"

    def __init__(self, **facts):
        self.__dict__.update(facts)


class Model(Lacking):
    """``loaded_model.metadata``."""

    _recorded_as = "mlflow.models.Model"

    def __init__(self, **facts):
        self.__dict__.update(facts)

    def get_input_schema(self):
        return self.signature.inputs if self.signature is not None else None

    def get_output_schema(self):
        return self.signature.outputs if self.signature is not None else None

    def get_params_schema(self):
        return self.signature.params if self.signature is not None else None

    def get_model_info(self, logged_model=None):
        names = ["artifact_path", "flavors", "metadata", "mlflow_version", "model_id", "model_uuid", "run_id", "signature", "utc_time_created"]
        facts = {name: getattr(self, name) for name in names}
        made = self._logged_model
        if made is not None:
            facts["artifact_path"] = made.artifact_location
        return ModelInfo(
            **facts,
            model_uri=self._model_uri,
            name=self.artifact_path,
            params=made.params if made is not None else {},
            tags=made.tags if made is not None else {},
            registered_model_version=getattr(self, "_registered_version", None),
            saved_input_example_info=None,
            signature_dict=self.signature.to_dict() if self.signature is not None else None,
            env_vars=None,
            prompts=None,
            step=0,
            metrics=None,
            logged_model=made,
        )


@real("mlflow.models.get_model_info")
def get_model_info(model_uri):
    from mlflow import _store

    return _store.resolve(model_uri).metadata.get_model_info()


__getattr__ = phi3_page.lacking_attribute("mlflow.models.model")
