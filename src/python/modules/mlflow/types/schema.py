"""MLflow's types of a model's inputs, outputs and params.

Ported in part from MLflow's mlflow/types/schema.py, with changes (Apache-2.0, tools/licences/mlflow.txt).
"""

import enum
import json

import numpy as np
import phi3_page
from phi3_page import Lacking

from mlflow.exceptions import MlflowException


class DataType(enum.Enum):
    boolean = "boolean"
    integer = "integer"
    long = "long"
    float = "float"
    double = "double"
    string = "string"
    binary = "binary"
    datetime = "datetime"

    def __repr__(self):
        return self.name

    def to_numpy(self):
        return np.dtype({"boolean": "bool", "integer": "int32", "long": "int64", "float": "float32", "double": "float64"}.get(self.name, "object"))

    def to_dict(self):
        return {"type": self.name}


class BaseType:
    def __eq__(self, other):
        return type(other) is type(self) and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash(json.dumps(self.to_dict(), sort_keys=True))


class Property(BaseType):
    def __init__(self, name, dtype, required=True):
        if not isinstance(name, str):
            raise MlflowException.invalid_parameter_value(f"Expected name to be a string, got type {type(name).__name__}")
        self.name, self.dtype, self.required = name, _type_of(dtype), required

    def to_dict(self):
        return {self.name: {**self.dtype.to_dict(), "required": self.required}}

    def __repr__(self):
        return f"{self.name}: {self.dtype!r} {_required(self.required)}"


class Object(BaseType):
    def __init__(self, properties):
        if not properties:
            raise MlflowException.invalid_parameter_value("Creating Object with empty properties is not allowed.")
        self.properties = sorted(properties, key=lambda each: each.name)

    def to_dict(self):
        merged = {}
        for each in self.properties:
            merged |= each.to_dict()
        return {"type": "object", "properties": merged}

    def __repr__(self):
        return f"{{{', '.join(map(repr, self.properties))}}}"


class Array(BaseType):
    def __init__(self, dtype):
        self.dtype = _type_of(dtype)

    def to_dict(self):
        return {"type": "array", "items": self.dtype.to_dict()}

    def __repr__(self):
        return f"Array({self.dtype!r})"


class Map(BaseType):
    def __init__(self, value_type):
        self.value_type = _type_of(value_type)

    def to_dict(self):
        return {"type": "map", "values": self.value_type.to_dict()}

    def __repr__(self):
        return f"Map(str -> {self.value_type})"


class AnyType(BaseType):
    def to_dict(self):
        return {"type": "any"}

    def __repr__(self):
        return "Any"


def _type_of(dtype):
    if isinstance(dtype, str):
        try:
            return DataType[dtype]
        except KeyError:
            raise MlflowException(
                f"Unsupported type '{dtype}', expected instance of DataType or one of {[each.name for each in DataType]}",
                error_code="INVALID_PARAMETER_VALUE",
            ) from None
    if isinstance(dtype, (DataType, BaseType)):
        return dtype
    raise TypeError(
        "Expected mlflow.types.schema.Datatype, mlflow.types.schema.Array, mlflow.types.schema.Object, mlflow.types.schema.Map, "
        f"mlflow.types.schema.AnyType or str for the 'type' argument, but got {dtype.__class__}"
    )


def _required(required):
    return "(required)" if required else "(optional)"


def _type_from_dict(made):
    kind = made["type"]
    if kind == "array":
        return Array(_type_from_dict(made["items"]))
    if kind == "map":
        return Map(_type_from_dict(made["values"]))
    if kind == "any":
        return AnyType()
    if kind == "object":
        return Object([Property(name, _type_from_dict(each), each.get("required", True)) for name, each in made["properties"].items()])
    return DataType[kind]


class ColSpec(Lacking):
    _recorded_as = "mlflow.types.schema.ColSpec"

    def __init__(self, type, name=None, required=True):
        self._name, self._required, self._type = name, required, _type_of(type)

    @property
    def type(self):
        return self._type

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @property
    def required(self):
        return self._required

    def to_dict(self):
        name = {} if self._name is None else {"name": self._name}
        return {**self._type.to_dict(), **name, "required": self._required}

    @classmethod
    def from_json_dict(cls, **kwargs):
        return cls(_type_from_dict(kwargs), kwargs.get("name"), kwargs.get("required", True))

    def __eq__(self, other):
        return isinstance(other, ColSpec) and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash(json.dumps(self.to_dict(), sort_keys=True))

    def __repr__(self):
        label = "" if self._name is None else f"{self._name!r}: "
        return f"{label}{self._type!r} {_required(self._required)}"


class TensorSpec(Lacking):
    _recorded_as = "mlflow.types.schema.TensorSpec"

    def __init__(self, type, shape, name=None):
        self._type, self._shape, self._name = type, tuple(shape), name

    @property
    def type(self):
        return self._type

    @property
    def shape(self):
        return self._shape

    @property
    def name(self):
        return self._name

    @property
    def required(self):
        return True

    def to_dict(self):
        name = {} if self._name is None else {"name": self._name}
        return {**name, "type": "tensor", "tensor-spec": {"dtype": self._type.name, "shape": list(self._shape)}}

    def __eq__(self, other):
        return isinstance(other, TensorSpec) and self.to_dict() == other.to_dict()

    def __repr__(self):
        label = "" if self._name is None else f"{self._name!r}: "
        return f"{label}Tensor({self._type.name!r}, {self._shape})"


class Schema(Lacking):
    _recorded_as = "mlflow.types.schema.Schema"

    def __init__(self, inputs):
        if not isinstance(inputs, list):
            raise MlflowException.invalid_parameter_value(f"Inputs of Schema must be a list, got type {type(inputs).__name__}")
        if not inputs:
            raise MlflowException.invalid_parameter_value("Creating Schema with empty inputs is not allowed.")
        if not (all(each.name is None for each in inputs) or all(each.name is not None for each in inputs)):
            raise MlflowException(
                "Creating Schema with a combination of named and unnamed inputs is not allowed. Got input names "
                f"{[each.name for each in inputs]}"
            )
        self._inputs = inputs

    @property
    def inputs(self):
        return self._inputs

    def __len__(self):
        return len(self._inputs)

    def __iter__(self):
        return iter(self._inputs)

    def is_tensor_spec(self):
        return isinstance(self._inputs[0], TensorSpec)

    def has_input_names(self):
        return self._inputs[0].name is not None

    def input_names(self):
        return [each.name if each.name is not None else at for at, each in enumerate(self._inputs)]

    def required_input_names(self):
        return [each.name if each.name is not None else at for at, each in enumerate(self._inputs) if each.required]

    def optional_input_names(self):
        return [each.name if each.name is not None else at for at, each in enumerate(self._inputs) if not each.required]

    def input_types(self):
        return [each.type for each in self._inputs]

    def input_dict(self):
        return {each.name: each for each in self._inputs}

    def to_dict(self):
        return [each.to_dict() for each in self._inputs]

    def to_json(self):
        return json.dumps(self.to_dict())

    @classmethod
    def from_json(cls, json_str):
        def spec(made):
            if made["type"] == "tensor":
                of = made["tensor-spec"]
                return TensorSpec(np.dtype(of["dtype"]), of["shape"], made.get("name"))
            return ColSpec.from_json_dict(**made)

        return cls([spec(made) for made in json.loads(json_str)])

    def __eq__(self, other):
        return isinstance(other, Schema) and self.to_dict() == other.to_dict()

    def __repr__(self):
        return f"[{', '.join(map(repr, self._inputs))}]"


class ParamSpec(Lacking):
    _recorded_as = "mlflow.types.schema.ParamSpec"

    def __init__(self, name, dtype, default, shape=None):
        self._name, self._dtype, self._shape = str(name), _type_of(dtype), tuple(shape) if shape is not None else None
        if self._shape is not None and self._shape != (-1,):
            raise MlflowException(
                f"Shape must be None for scalar or dictionary value or (-1,) for 1D array value, got {self._shape}.",
                error_code="INVALID_PARAMETER_VALUE",
            )
        self._default = self._checked(default)

    def _checked(self, value):
        from mlflow._values import from_json, to_json

        import phi3_bridge

        spec = {"name": self._name, "default": value, "shape": list(self._shape) if self._shape else None, **self._dtype.to_dict()}
        # The default takes the way of a given value: {} would give the default unread.
        found = phi3_bridge.call("mlflow.schema.param", to_json([spec]), to_json(value))
        return from_json(found)["value"]

    @property
    def name(self):
        return self._name

    @property
    def dtype(self):
        return self._dtype

    @property
    def default(self):
        return self._default

    @property
    def shape(self):
        return self._shape

    def to_dict(self):
        shape = list(self._shape) if self._shape else None
        return {"name": self._name, "default": self._default, "shape": shape, **self._dtype.to_dict()}

    def __eq__(self, other):
        return isinstance(other, ParamSpec) and self.to_dict() == other.to_dict()

    def __repr__(self):
        shape = f" (shape: {self._shape})" if self._shape is not None else ""
        return f"{self._name!r}: {self._dtype!r} (default: {self._default}){shape}"


class ParamSchema(Lacking):
    _recorded_as = "mlflow.types.schema.ParamSchema"

    def __init__(self, params):
        if not all(isinstance(each, ParamSpec) for each in params):
            raise MlflowException.invalid_parameter_value(
                f"ParamSchema inputs only accept {ParamSchema.__class__}"
            )
        seen = [each.name for each in params]
        duplicates = {name for name in seen if seen.count(name) > 1}
        if duplicates:
            raise MlflowException.invalid_parameter_value(f"Duplicated parameters found in schema: {sorted(duplicates)}")
        self._params = list(params)

    @property
    def params(self):
        return self._params

    def __len__(self):
        return len(self._params)

    def __iter__(self):
        return iter(self._params)

    def to_dict(self):
        return [each.to_dict() for each in self._params]

    def to_json(self):
        return json.dumps(self.to_dict())

    @classmethod
    def from_json(cls, json_str):
        return cls([ParamSpec(each["name"], _type_from_dict(each), each["default"], each.get("shape")) for each in json.loads(json_str)])

    def __eq__(self, other):
        return isinstance(other, ParamSchema) and self.to_dict() == other.to_dict()

    def __repr__(self):
        return f"[{', '.join(map(repr, self._params))}]"


__getattr__ = phi3_page.lacking_attribute("mlflow.types.schema")
