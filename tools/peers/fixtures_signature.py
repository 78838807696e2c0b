"""Fixtures of mlflow.models.infer_signature, by today's MLflow and by 2.22 in an environment of its own."""

import quiet  # noqa: F401  first: sets what MLflow reads on import

import copy
import logging
import subprocess
import sys
import warnings

import datetime

import fixture
import numpy
import signature_cases
from mlflow.models import ModelSignature, infer_signature
from mlflow.types import schema as types

MADE_BY = "tools/peers/fixtures_signature.py"
# numpy and pandas are those of 2.22's time.
OLD = ["mlflow==2.22.0", "numpy==2.2.6", "pandas==2.2.3", "setuptools<81"]


def make() -> None:
    write("infer-signature.json")
    write_forms()
    command = ["uv", "run", "--no-project", "--quiet", "--python", "3.11"]
    command += [part for package in OLD for part in ("--with", package)]
    subprocess.run([*command, "python", __file__, "infer-signature-2.22.json"], check=True)


def write_forms() -> None:
    """Signatures that are written by hand: tensors, Spark's vectors, maps, dates."""
    cases = [{"name": name, "printed": str(signature), "dict": signature.to_dict()} for name, signature in forms()]
    fixture.write("mlflow/signature-forms.json", MADE_BY, fixture.versions("mlflow", "numpy"), cases)


def forms() -> list[tuple[str, ModelSignature]]:
    def tensor(dtype: str, shape: tuple, name: str | None = None):
        return types.TensorSpec(numpy.dtype(dtype), shape, name)

    def columns(**by_name):
        return types.Schema([types.ColSpec(of, name) for name, of in by_name.items()])

    def param(name: str, default, shape: tuple | None = None):
        return types.ParamSpec(name, types.DataType.datetime, default, shape)

    long, text = types.DataType.long, types.DataType.string
    dates = [
        param("date", "2024-01-02"),
        param("month", "2024-03"),
        param("minute", "2024-01-02T03:04"),
        param("second", "2024-01-02 03:04:05"),
        param("fraction", numpy.datetime64("2024-01-02T03:04:05.120")),
        param("python", datetime.datetime(2024, 1, 2, 3, 4, 5, 6)),
        param("list", ["2024-01-02", "2024-01-02T03:04", "2024-01-02T03:04:05.5"], (-1,)),
    ]
    return [
        ("an unnamed tensor", ModelSignature(types.Schema([tensor("float32", (-1, 3))]), types.Schema([tensor("int64", (-1,))]))),
        ("named tensors", ModelSignature(types.Schema([tensor("uint8", (-1, 28, 28, 1), "image"), tensor("str", (-1,), "it's")]))),
        ("a tensor of no dimension", ModelSignature(types.Schema([tensor("bool", ())]), types.Schema([tensor("datetime64[ns]", (2,))]))),
        ("Spark's vector", ModelSignature(columns(features=types.SparkMLVector()))),
        ("maps", ModelSignature(columns(scalar=types.Map(text), list=types.Map(types.Array(long)), nested=types.Map(types.Map(types.AnyType())), inside=types.Array(types.Map(long))))),
        ("a map in an object", ModelSignature(columns(o=types.Object([types.Property("m", types.Map(types.DataType.double), required=False)])))),
        ("dates", ModelSignature(columns(x=text), params=types.ParamSchema(dates))),
    ]


def write(name: str) -> None:
    logging.getLogger("mlflow.models.signature").setLevel(logging.CRITICAL)
    cases = [infer(*case) for case in signature_cases.cases()]
    fixture.write(f"mlflow/{name}", MADE_BY, fixture.versions("mlflow", "numpy", "pandas"), cases)


def infer(name: str, *arguments) -> dict:
    case = {"name": name} | dict(zip(["input", "output", "params"], map(fixture.tagged, arguments)))
    try:
        with warnings.catch_warnings(action="ignore"):
            signature = infer_signature(*copy.deepcopy(arguments))
        return case | {"printed": str(signature), "dict": signature.to_dict()}
    except Exception as exception:
        return case | {"error": fixture.error(exception)}


if __name__ == "__main__":
    write(sys.argv[1])
