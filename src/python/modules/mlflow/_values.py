"""Values on their way to the page, as JSON: numpy's numbers as Python's, tables as their columns."""

import json
import math

import numpy
import pandas as pd

from mlflow.exceptions import MlflowException


def to_json(value):
    return json.dumps(_plain(value), ensure_ascii=False, default=_refuse)


def frame_to_json(frame):
    columns = [[name if isinstance(name, int) else str(name), frame[name].tolist()] for name in frame.columns]
    return to_json(columns)


def from_json(text):
    return json.loads(text)


def jsonable(value):
    """An answer as a scoring server writes it: tables as their rows."""
    if isinstance(value, pd.Series):
        value = pd.DataFrame(value)
    return value.to_dict(orient="records") if isinstance(value, pd.DataFrame) else _plain(value)


def _plain(value):
    if isinstance(value, numpy.generic):
        return value.item()
    if isinstance(value, numpy.ndarray):
        return [_plain(each) for each in value.tolist()]
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {_key(key): _plain(each) for key, each in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        # JavaScript's JSON has no such number; as an input of a model it is a missing one.
        return None
    return value


def _key(key):
    if isinstance(key, str):
        return key
    raise MlflowException(
        f"Expected all keys of the dictionary to be strings; found {key!r}.", error_code="INVALID_PARAMETER_VALUE"
    )


def _refuse(value):
    raise NotImplementedError(
        f"A value of {type(value).__module__}.{type(value).__name__} as a model's input: the Python of this page takes texts, "
        "numbers, True and False, None, lists, dicts, arrays and tables."
    )


__all__ = ["frame_to_json", "from_json", "jsonable", "to_json"]


def sorted_by_key(value):
    """A dict as it comes back from MLmodel: YAML is written with its keys in order, at every level."""
    if isinstance(value, dict):
        names = sorted(value) if all(isinstance(key, str) for key in value) else value
        return {key: sorted_by_key(value[key]) for key in names}
    if isinstance(value, (list, tuple)):
        return [sorted_by_key(each) for each in value]
    return value
