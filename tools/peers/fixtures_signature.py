"""Fixtures of mlflow.models.infer_signature, by today's MLflow and by 2.22 in an environment of its own."""

import quiet  # noqa: F401  first: sets what MLflow reads on import

import copy
import logging
import subprocess
import sys
import warnings

import fixture
import signature_cases
from mlflow.models import infer_signature

MADE_BY = "tools/peers/fixtures_signature.py"
# numpy and pandas are those of 2.22's time.
OLD = ["mlflow==2.22.0", "numpy==2.2.6", "pandas==2.2.3", "setuptools<81"]


def make() -> None:
    write("infer-signature.json")
    command = ["uv", "run", "--no-project", "--quiet", "--python", "3.11"]
    command += [part for package in OLD for part in ("--with", package)]
    subprocess.run([*command, "python", __file__, "infer-signature-2.22.json"], check=True)


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
