"""Fixtures of MLflow: the directories it writes (fixtures_models.py), the signatures it infers, and the inputs its schemas let pass."""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import subprocess
from pathlib import Path

import fixture
import fixtures_enforcement
import fixtures_models
import fixtures_names
import fixtures_signature

MADE_BY = "tools/peers/fixtures_mlflow.py"


def make_models(bundle: Path) -> None:
    fixtures_models.make("current", bundle)


def make_old_signature() -> None:
    """mlflow 2.14's signatures of tasks, from a throw-away environment: it does not go with today's transformers."""
    code = """
import json, platform, importlib.metadata as metadata
from mlflow.transformers.llm_inference_utils import _SIGNATURE_FOR_LLM_INFERENCE_TASK as signatures
names = ["mlflow", "transformers"]
versions = {"python": platform.python_version()} | {name: metadata.version(name) for name in names}
tasks = ["llm/v1/chat", "llm/v1/completions"]
cases = [{"name": task, "printed": str(signatures[task]), "dict": signatures[task].to_dict()} for task in tasks]
print(json.dumps([versions, cases]))
"""
    packages = ["mlflow==2.14.3", "transformers==4.41.2", "numpy<2", "setuptools<81"]
    command = ["uv", "run", "--no-project", "--quiet", "--python", "3.11"]
    command += [part for package in packages for part in ("--with", package)]
    done = subprocess.run([*command, "python", "-c", code], check=True, capture_output=True, text=True)
    versions, cases = json.loads(done.stdout.splitlines()[-1])
    fixture.write("mlflow/mlflow-2.14-signature.json", MADE_BY, versions, cases)


def make(bundle: Path) -> None:
    make_models(bundle)
    make_old_signature()
    fixtures_signature.make()
    fixtures_enforcement.make()
    fixtures_names.make()
