"""What real MLflow makes of generated signatures, inputs, params and requests (generated/generate.ts).

    python generated_schemas.py CASES.jsonl

Prints a JSON line a case: {"printed", "dict"}, {"rows", "warnings"}, {"params", "warnings"}, {"rows", "params"}, {"error": {"type",
"message", "status" of a request}}, or {"lacks": reason} where this MLflow has not the schema's types.
"""

import quiet  # noqa: F401  first: sets what MLflow reads on import

import datetime
import json
import logging
import math
import sys
import warnings

import fixture
import mlflow.pyfunc
import numpy
import pandas
from mlflow.exceptions import MlflowException
from mlflow.models import Model, ModelSignature, infer_signature
from mlflow.models.utils import _enforce_schema
from mlflow.pyfunc import scoring_server
from mlflow.types.schema import ParamSchema, Schema

warnings.simplefilter("ignore")
warned: list[str] = []


class Handler(logging.Handler):
    def emit(self, record):
        warned.append(record.getMessage())


def untagged(value):
    if isinstance(value, list):
        return [untagged(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$number" in value:
        return float(value["$number"])
    if "$float" in value:
        return float(value["$float"])
    if "$int" in value:
        return int(value["$int"])
    if "$bytes" in value:
        return value["$bytes"].encode()
    if "$dict" in value:
        return {key: untagged(item) for key, item in value["$dict"]}
    return {key: untagged(item) for key, item in value.items()}


def plain(value):
    """numpy's and pandas's values as Python's, dates in their ISO form, bytes as `$bytes`."""
    if isinstance(value, pandas.DataFrame):
        return [[[plain(name), plain(item)] for name, item in zip(value.columns, row)] for row in value.itertuples(index=False, name=None)]
    if isinstance(value, numpy.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {"$dict": [[key, plain(item)] for key, item in value.items()]}
    if isinstance(value, bytes):
        return {"$bytes": value.decode("latin-1")}
    if value is pandas.NaT or value is pandas.NA:
        return None
    if isinstance(value, numpy.datetime64):
        return plain(pandas.Timestamp(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, float) and (not math.isfinite(value) or value.is_integer()):
        return fixture.tagged(value)
    return fixture.tagged(value) if isinstance(value, int) else value


class Impl:
    """A model that keeps what predict gets."""

    def predict(self, data, params=None):
        self.data, self.params = data, params
        return "said"


def infer(case):
    signature = infer_signature(*(untagged(case[name]) for name in ["input", "output", "params"]))
    return {"printed": str(signature), "dict": signature.to_dict()}


def schema_of(case):
    return Schema.from_json(json.dumps(untagged(case["schema"])))


def enforce(case, schema):
    return {"rows": plain(_enforce_schema(untagged(case["data"]), schema)), "warnings": list(warned)}


def params(case, schema):
    if hasattr(mlflow.models.utils, "_enforce_params_schema"):
        result = mlflow.models.utils._enforce_params_schema(untagged(case["params"]), schema)
    return {"params": plain(result), "warnings": list(warned)}


def request(case, schema, of_params):
    model = mlflow.pyfunc.PyFuncModel(
        Model(signature=ModelSignature(inputs=schema, params=of_params), flavors={"python_function": {"loader_module": "none"}}), impl := Impl()
    )
    # As the server decodes the body
    response = scoring_server.invocations(case["body"], case["contentType"], model, schema)
    if response.status != 200:
        return {"error": {"type": "response", "message": response.response, "status": response.status}}
    return {"rows": plain(impl.data), "params": plain(impl.params)}


def answer(case):
    warned.clear()
    arguments = [case]
    try:
        if case["kind"] in ("enforce", "request"):
            arguments.append(schema_of(case))
        if case["kind"] == "params":
            arguments.append(ParamSchema.from_json(json.dumps(untagged(case["schema"]))))
        if case["kind"] == "request":
            arguments.append(ParamSchema.from_json(json.dumps(untagged(case["params"]))) if case["params"] else None)
    except Exception as error:
        return {"lacks": f"{type(error).__name__}: {error}"}
    try:
        return {"infer": infer, "enforce": enforce, "params": params, "request": request}[case["kind"]](*arguments)
    except Exception as error:
        told = fixture.error(error)
        status = {"status": error.get_http_status_code()} if case["kind"] == "request" and isinstance(error, MlflowException) else {}
        return {"error": told | status}


def main():
    logger = logging.getLogger("mlflow")
    logger.handlers[:] = []
    logging.getLogger("mlflow.models.utils").addHandler(Handler())
    logging.getLogger("mlflow.models.utils").propagate = False
    logging.getLogger("mlflow.pyfunc.scoring_server").setLevel(logging.CRITICAL)
    logging.getLogger("mlflow.models.signature").setLevel(logging.CRITICAL)
    logging.getLogger("mlflow.types.utils").setLevel(logging.CRITICAL)
    for line in open(sys.argv[1], encoding="utf-8"):
        print(json.dumps(answer(json.loads(line))))


if __name__ == "__main__":
    main()
