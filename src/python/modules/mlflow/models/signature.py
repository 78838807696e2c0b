"""A model's signature, and inferring it (mlflow/models/signature.py)."""

import numpy as np
import pandas as pd
import phi3_bridge
import phi3_page
from phi3_page import Lacking
from phi3_page.real import real

from mlflow import _log
from mlflow._values import to_json
from mlflow.exceptions import MlflowException
from mlflow.types.schema import ColSpec, ParamSchema, Schema, TensorSpec


class ModelSignature(Lacking):
    _recorded_as = "mlflow.models.ModelSignature"

    def __init__(self, inputs=None, outputs=None, params=None):
        if inputs is not None and not isinstance(inputs, Schema):
            raise TypeError(f"inputs must be either None, mlflow.models.signature.Schema, or a dataclass,got '{type(inputs).__name__}'")
        if outputs is not None and not isinstance(outputs, Schema):
            raise TypeError(f"outputs must be either None, mlflow.models.signature.Schema, or a dataclass,got '{type(outputs).__name__}'")
        if params and not isinstance(params, ParamSchema):
            raise TypeError(f"If params are provided, they must by of type mlflow.models.signature.ParamSchema, got '{type(params).__name__}'")
        if all(each is None for each in (inputs, outputs, params)):
            raise ValueError("At least one of inputs, outputs or params must be provided")
        self.inputs, self.outputs, self.params = inputs, outputs, params
        self._is_signature_from_type_hint = False

    def to_dict(self):
        return {name: part.to_json() if part is not None else None for name, part in self._parts().items()}

    def _parts(self):
        return {"inputs": self.inputs, "outputs": self.outputs, "params": self.params}

    @classmethod
    def from_dict(cls, signature_dict):
        schemas = {name: Schema.from_json(text) if (text := signature_dict.get(name)) else None for name in ("inputs", "outputs")}
        params = signature_dict.get("params")
        return cls(**schemas, params=ParamSchema.from_json(params) if params else None)

    def __eq__(self, other):
        return isinstance(other, ModelSignature) and self._parts() == other._parts()

    def __repr__(self):
        return "".join(f"{name}: \n  {part!r}\n" for name, part in self._parts().items())


@real("mlflow.models.infer_signature")
def infer_signature(model_input=None, model_output=None, params=None):
    inputs, outputs = _infer(model_input), _infer(model_output)
    specs = None
    if params:
        found = phi3_bridge.call("mlflow.schema.infer", "null", "null", to_json(params))["params"]
        specs = ParamSchema.from_json(found) if found else None
    return ModelSignature(inputs, outputs, specs)


def _infer(data):
    """A Schema; one column of Any where MLflow cannot tell, with its warning."""
    if data is None:
        return None
    if isinstance(data, np.ndarray):
        if data.dtype.kind == "U":
            return Schema([TensorSpec(np.dtype("str"), (-1, *data.shape[1:]))])
        return Schema([TensorSpec(data.dtype, (-1, *data.shape[1:]))])
    if isinstance(data, pd.Series):
        found = _infer(pd.DataFrame({"column": data.tolist()}) if data.name is None else data.to_frame())
        return Schema([ColSpec(found.inputs[0].type, data.name, found.inputs[0].required)])
    if isinstance(data, pd.DataFrame):
        return Schema([_column(data, name) for name in data.columns])
    found = phi3_bridge.call("mlflow.schema.infer", to_json(data), "null", "null")["inputs"]
    return Schema.from_json(found)


_OF_DTYPE = {"int64": "long", "int32": "integer", "float64": "double", "float32": "float", "bool": "boolean"}


def _column(frame, name):
    column = frame[name]
    kind = _OF_DTYPE.get(str(column.dtype))
    label = name if isinstance(name, str) else None
    if kind is not None:
        return ColSpec(kind, label, required=not any(pd.isna(value) for value in column.tolist()))
    values = column.tolist()
    known = [value for value in values if not pd.isna(value)] if not any(isinstance(value, (list, dict)) for value in values) else values
    found = phi3_bridge.call("mlflow.schema.infer", to_json([{"column": value} for value in known]), "null", "null")["inputs"]
    return ColSpec(Schema.from_json(found).inputs[0].type, label, required=len(known) == len(values))


def _infer_or_any(data):
    from mlflow.types.schema import AnyType

    try:
        return _infer(data)
    except (MlflowException, NotImplementedError):
        _log.warning(
            "mlflow.models.signature",
            "Failed to infer model output schema from prediction result, setting output schema to AnyType. For full traceback, set "
            "logging level to debug.",
        )
        return Schema([ColSpec(AnyType())])


__getattr__ = phi3_page.lacking_attribute("mlflow.models.signature")
