"""Type hints of predict as schemas, and data against them (mlflow/types/type_hints.py, mlflow/pyfunc/utils/data_validation.py)."""

import datetime
import functools
import inspect
import sys
import types
import typing

import numpy as np
import pandas as pd
import phi3_page

from mlflow.exceptions import MlflowException
from mlflow.types.schema import AnyType, Array, ColSpec, DataType, Map, Object, Property, Schema

#: MLflow reads hints since 2.20.
ARE_READ = tuple(map(int, phi3_page.version("mlflow").split(".")[:2])) >= (2, 20)

#: The hints that it read before, by typing's names alone.
TEXTS, RECORDS = typing.List[str], typing.List[typing.Dict[str, str]]  # noqa: UP006

_DATATYPES = {
    bool: DataType.boolean,
    int: DataType.long,
    str: DataType.string,
    float: DataType.double,
    bytes: DataType.binary,
    datetime.datetime: DataType.datetime,
}
_UNIONS = (typing.Union, types.UnionType)
_NO_INFERENCE = (pd.DataFrame, pd.Series, np.ndarray)
_SUPPORTED = (
    "Type hints must be a list[...] where collection element type is one of these types: "
    f"{list(_DATATYPES)}, pydantic BaseModel subclasses, lists and dictionaries of primitive types, or typing.Any. Check "
    "https://mlflow.org/docs/latest/model/python_model.html#supported-type-hints for more details."
)


class InvalidTypeHint(MlflowException):
    pass


class UnsupportedTypeHint(MlflowException):
    pass


InvalidTypeHint.__name__ = "InvalidTypeHintException"
UnsupportedTypeHint.__name__ = "UnsupportedTypeHintException"


def hint_text(hint):
    return hint.__name__ if inspect.isclass(hint) and typing.get_origin(hint) is None else str(hint)


def has_context(function):
    """Whether predict takes a context before the input."""
    parameters = inspect.signature(function).parameters
    return "context" in parameters or len([name for name in parameters if name not in ("self", "params")]) == 2


def hints_of(function, input_arg_index):
    """(input, output) of the function's annotations; None where there is none."""
    if not getattr(function, "__annotations__", None):
        return None, None
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    if len(names) - 1 < input_arg_index:
        return None, None
    try:
        hints = typing.get_type_hints(function)
    except (TypeError, NameError):
        return None, None
    return hints.get(names[input_arg_index]), hints.get("return")


def _column_type(hint):
    if hint is typing.Any:
        return AnyType(), True
    if hint in _DATATYPES:
        return _DATATYPES[hint], True
    if _is_pydantic(hint):
        return _object_of(hint), True
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return Array(_column_type(args[0])[0]), True
    if origin is dict:
        if len(args) == 2 and args[0] is str:
            return Map(_column_type(args[1])[0]), True
        raise InvalidTypeHint(f"Dictionary key type must be str, got {args[0]} in type hint {hint_text(hint)}")
    if origin in _UNIONS:
        rest = [each for each in args if each is not type(None)]
        is_optional = len(rest) < len(args)
        return (_column_type(rest[0])[0] if len(rest) == 1 else AnyType()), not is_optional
    _refuse(hint)


def _is_pydantic(hint):
    # Whoever has made such a class has imported it.
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and inspect.isclass(hint) and typing.get_origin(hint) is None and issubclass(hint, pydantic.BaseModel)


def _object_of(model):
    properties = []
    for name, field in model.model_fields.items():
        kind, required = _column_type(field.annotation)
        if not required and field.is_required():
            raise InvalidTypeHint(
                f"Optional field `{name}` in Pydantic model `{model.__name__}` doesn't have a default value. Please set default value to "
                "None for this field."
            )
        properties.append(Property(name, kind, required))
    return Object(properties)


def _refuse(hint):
    if hint in (list, dict, typing.Optional, *_UNIONS):
        raise InvalidTypeHint(f"Invalid type hint `{hint_text(hint)}`, it must include a valid element type. {_SUPPORTED}")
    raise UnsupportedTypeHint(f"Unsupported type hint `{hint_text(hint)}`, {_SUPPORTED[0].lower()}{_SUPPORTED[1:]}")


def schema_of_hint(hint):
    kind, required = _column_type(hint)
    if not required:
        raise InvalidTypeHint(
            "Input cannot be Optional type. Fix this by removing the Optional wrapper from the type hint. To use optional fields, use "
            "a Pydantic-based type hint definition. See https://docs.pydantic.dev/latest/api/base_model/ for pydantic BaseModel "
            "examples. Check https://mlflow.org/docs/latest/model/python_model.html#supported-type-hints for more details."
        )
    return Schema([ColSpec(kind, required=required)])


def schema_of_list_hint(hint):
    if typing.get_origin(hint) is not list:
        raise MlflowException.invalid_parameter_value(
            "Type hints must be wrapped in list[...] because MLflow assumes the predict method to take multiple input instances. "
            f"Specify your type hint as `list[{hint_text(hint)}]` for a valid signature."
        )
    return schema_of_hint(typing.get_args(hint)[0])


def is_inferable(hint):
    return hint is not None and hint not in _NO_INFERENCE


def validated(data, hint):
    """The data where it is of the hint's type. @raises MlflowException."""
    if hint is typing.Any:
        return data
    if hint in _DATATYPES:
        if isinstance(data, hint):
            return data
        raise MlflowException.invalid_parameter_value(f"Expected type {hint_text(hint)}, but got {type(data).__name__}")
    if _is_pydantic(hint):
        return _validated_object(data, hint)
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return _validated_list(data, args[0])
    if origin is dict:
        return _validated_dict(data, args[1])
    if origin in _UNIONS:
        rest = [each for each in args if each is not type(None)]
        if data is not None and len(rest) == 1 and len(rest) < len(args):
            return validated(data, rest[0])
        return data
    _refuse(hint)


def _validated_object(data, hint):
    import pydantic

    if not isinstance(data, (dict, pydantic.BaseModel)):
        raise MlflowException.invalid_parameter_value(
            f"Expecting example to be a dictionary or pydantic model instance for Pydantic type hint, got {type(data)}"
        )
    given = data if isinstance(data, dict) else data.model_dump()
    try:
        hint.model_validate(given, strict=True)
    except pydantic.ValidationError as error:
        raise MlflowException.invalid_parameter_value(
            f"Data doesn't match type hint, error: {error}. Expected fields in the type hint: {hint.model_fields}; passed data: {given}. "
            "Check https://mlflow.org/docs/latest/model/python_model.html#pydantic-model-type-hints-data-conversion for more details."
        ) from error
    return hint(**given) if isinstance(data, dict) else data


def _validated_list(data, hint):
    if not isinstance(data, list):
        raise MlflowException.invalid_parameter_value(f"Expected list, but got {type(data).__name__}")
    made, invalid = [], []
    for each in data:
        try:
            made.append(validated(each, hint))
        except MlflowException as error:
            invalid.append((str(each), error.message))
    if invalid:
        shown = f"{invalid[:5]} ... (truncated)" if len(invalid) > 5 else invalid
        raise MlflowException.invalid_parameter_value(
            f"Failed to validate data against type hint `list[{hint_text(hint)}]`, invalid elements: {shown}"
        )
    return made


def _validated_dict(data, hint):
    if not isinstance(data, dict):
        raise MlflowException.invalid_parameter_value(f"Expected dict, but got {type(data).__name__}")
    made, invalid = {}, {}
    for key, each in data.items():
        try:
            if not isinstance(key, str):
                raise MlflowException(f"Key must be a string, got {type(key).__name__}")
            made[key] = validated(each, hint)
        except MlflowException as error:
            invalid[str(key)] = error.message
    if invalid:
        raise MlflowException.invalid_parameter_value(
            f"Failed to validate data against type hint `dict[str, {hint_text(hint)}]`, invalid elements: {invalid}"
        )
    return made


def _converted(data, hint):
    """A table for a list hint: its one column, or its rows."""
    if not isinstance(data, pd.DataFrame) or hint is pd.DataFrame:
        return data
    if typing.get_origin(hint) is not list:
        raise MlflowException(
            f"Only `list[...]` type hint supports pandas DataFrame input with a single column. But got {hint_text(hint)}."
        )
    element = typing.get_args(hint)[0]
    if element is dict:
        return data.iloc[:, 0].tolist() if list(data.columns) == [0] else data.to_dict(orient="records")
    return data.iloc[:, 0].tolist()


def wrapped_predict(function):
    """predict with its input validated by its hint, as MLflow wraps that of a subclass of PythonModel."""
    parameters = list(inspect.signature(function).parameters)
    at = parameters.index("self") + (2 if has_context(function) else 1) if "self" in parameters else int(has_context(function))
    hint = hints_of(function, at - ("self" in parameters))[0]
    is_checked = ARE_READ and is_inferable(hint)
    if is_checked:
        try:
            schema_of_list_hint(hint)
        except InvalidTypeHint as error:
            raise MlflowException(
                f"{error.message} To disable data validation, remove the type hint from the predict function. Otherwise, fix the type hint."
            ) from None
        except MlflowException:
            is_checked = False
    name = parameters[at] if at < len(parameters) else None

    @functools.wraps(function)
    def predict(*args, **kwargs):
        if is_checked and name in kwargs:
            kwargs[name] = _checked(kwargs[name], hint)
        elif is_checked and len(args) > at:
            args = (*args[:at], _checked(args[at], hint), *args[at + 1 :])
        return function(*args, **kwargs)

    predict._is_pyfunc = True
    return predict


def _checked(data, hint):
    try:
        return validated(_converted(data, hint), hint)
    except MlflowException:
        raise
    except Exception as error:
        raise MlflowException(f"Failed to validate the input data against the type hint `{hint}`. Error: {error}") from None
