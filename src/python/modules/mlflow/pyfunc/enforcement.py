"""What predict makes of its input before the model sees it (mlflow/pyfunc/__init__.py, _validate_prediction_input)."""

import numpy as np
import pandas as pd
import phi3_bridge

from mlflow import _log
from mlflow._values import frame_to_json, from_json, to_json
from mlflow.exceptions import MlflowException
from mlflow.types.schema import Array, Map, Object


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
_NUMBERS = _WIDTHS | {"long": np.int64, "double": np.float64, "boolean": np.bool_}


def _inside(value, kind):
    """A value of a list or object. MLflow converts each number of an object as a column of one, which makes it numpy's, and lists whole."""
    if value is None:
        return None
    if isinstance(kind, Array):
        return [_inside(each, kind.dtype) for each in value] if isinstance(kind.dtype, (Array, Map, Object)) else value
    if isinstance(kind, Map):
        return {name: _inside(each, kind.value_type) for name, each in value.items()}
    if isinstance(kind, Object):
        kinds = {each.name: each.dtype for each in kind.properties}
        return {name: _inside(each, kinds.get(name)) for name, each in value.items()}
    number = _NUMBERS.get(getattr(kind, "name", None))
    return value if number is None else number(value)


def _column(values, kind):
    if isinstance(kind, (Array, Map, Object)):
        return [_inside(each, kind) for each in values]
    width = _WIDTHS.get(getattr(kind, "name", None))
    return [width(each) for each in values] if width is not None and None not in values else values
