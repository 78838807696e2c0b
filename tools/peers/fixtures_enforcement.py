"""Fixtures of what pyfunc's predict does before the model: MLflow's enforcement of the inputs' and the params' schemas."""

import quiet  # noqa: F401  first: sets what MLflow reads on import

import copy
import datetime
import json
import logging
import warnings

import enforcement_cases
import fixture
import pandas
from mlflow.models import Model
from mlflow.models.utils import _enforce_params_schema, _enforce_schema
from mlflow.types.schema import ParamSchema, Schema

MADE_BY = "tools/peers/fixtures_enforcement.py"


def make() -> None:
    warned = record_warnings()
    options = {option: read_inputs(option) for option in enforcement_cases.OF_OPTIONS}
    schemas = []
    for name, signature, data in enforcement_cases.schema_cases():
        schema = options[signature] if isinstance(signature, str) else Schema.from_json(json.dumps(signature))
        outcome = attempt(lambda: {"rows": rows(_enforce_schema(copy.deepcopy(data), schema))}, warned)
        schemas.append({"name": name, "signature": signature, "data": fixture.tagged(data)} | outcome)
    versions = fixture.versions("mlflow", "numpy", "pandas")
    fixture.write("mlflow/enforce-schema.json", MADE_BY, versions, schemas)
    params = []
    for name, signature, data in enforcement_cases.params_cases():
        schema = None if signature is None else ParamSchema.from_json(json.dumps(signature))
        outcome = attempt(lambda: {"result": tagged(_enforce_params_schema(copy.deepcopy(data), schema))}, warned)
        params.append({"name": name, "schema": fixture.tagged(signature), "params": fixture.tagged(data)} | outcome)
    fixture.write("mlflow/enforce-params.json", MADE_BY, versions, params)


def record_warnings() -> list[str]:
    warned: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: warned.append(record.getMessage())
    logger = logging.getLogger("mlflow.models.utils")
    logger.addHandler(handler)
    logger.propagate = False
    return warned


def attempt(enforce, warned: list[str]) -> dict:
    warned.clear()
    try:
        with warnings.catch_warnings(action="ignore"):
            outcome = enforce()
    except Exception as exception:
        outcome = {"error": fixture.error(exception)}
    return outcome | {"warnings": list(warned)}


def rows(frame: pandas.DataFrame) -> list[dict]:
    return [{str(key): tagged(value) for key, value in row.items()} for row in frame.to_dict("records")]


def tagged(value):
    return fixture.tagged(plain(value))


def plain(value):
    """numpy's numbers as Python's, a missing date as None, dates in their ISO form, bytes as `$bytes`."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return {"$bytes": value.decode("ascii")}
    if value is pandas.NaT:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def read_inputs(option: str):
    return Model.load(str(fixture.FOLDER / "mlflow" / f"{option}-model")).signature.inputs
