"""What predict makes of its input before the model sees it (mlflow/pyfunc/__init__.py, _validate_prediction_input)."""

import numpy as np
import pandas as pd
import phi3_bridge

from mlflow import _log
from mlflow._values import frame_to_json, from_json, to_json
from mlflow.exceptions import MlflowException


def validate_prediction_input(data, params, signature):
    schema = signature.inputs if signature is not None else None
    if schema is not None:
        try:
            data = _enforce_schema(data, schema)
        except NotImplementedError:
            raise
        except Exception as error:
            raise MlflowException.invalid_parameter_value(
                f"Failed to enforce schema of data '{data}' with schema '{schema}'. Error: {error}"
            ) from error
    return data, enforce_params(params, signature.params if signature is not None else None)


def enforce_params(params, schema):
    found = from_json(phi3_bridge.call("mlflow.schema.params", schema.to_json() if schema is not None else None, to_json(params)))
    for each in found["warnings"]:
        _log.warning("mlflow.models.utils", each)
    return found["params"]


def _enforce_schema(data, schema):
    if schema.is_tensor_spec():
        if len(schema) == 1 and isinstance(data, np.ndarray):
            return data
        raise NotImplementedError("A model with a tensor signature: the Python of this page asks it with an array only.")
    if isinstance(data, pd.Series):
        data = data.to_frame()
    if isinstance(data, np.ndarray):
        data = pd.DataFrame(data)
    is_frame = isinstance(data, pd.DataFrame)
    text = frame_to_json(data) if is_frame else to_json(data)
    found = from_json(phi3_bridge.call("mlflow.schema.enforce", schema.to_json(), "frame" if is_frame else "value", text))
    for each in found["warnings"]:
        _log.warning("mlflow.models.utils", each)
    kinds = {each.name: each.type for each in schema}
    frame = pd.DataFrame({name: _column(values, kinds.get(name)) for name, values in found["columns"]})
    return frame


_WIDTHS = {"integer": np.int32, "float": np.float32}


def _column(values, kind):
    width = _WIDTHS.get(getattr(kind, "name", None))
    return [width(each) for each in values] if width is not None and None not in values else values
