"""Loads Azure ML's YAML with the real azure-ai-ml, runs the SDK's script beside it, and tells what each makes.

    python azure_ml.py < cases.json > outcome.json

cases.json is a list of {"name", "files": [{"path", "text"}]}. Of the service only the client is a stand-in: it keeps what it
is given. The outcome has, for each case, the entities of the YAML and those of deploy.py, as azure-ai-ml itself writes them.
"""

import importlib.metadata
import json
import os
import runpy
import sys
import tempfile
import types
from contextlib import redirect_stdout
from pathlib import Path

import azure.ai.ml
import azure.identity
from azure.ai.ml import load_batch_endpoint, load_model, load_online_deployment, load_online_endpoint
from azure.ai.ml.entities._load_functions import load_model_batch_deployment

FOLDERS = ["phi3-mlflow-model", "phi3_mlflow_model"]


class Operations:
    """client.online_endpoints and the like: keeps each entity by name."""

    def __init__(self, made: dict, kind: str):
        self.made, self.kind, self.kept = made, kind, {}

    def create_or_update(self, entity):
        # What it is first made as; later calls change the traffic
        self.made.setdefault(self.kind, entity._to_dict())
        self.kept[entity.name] = entity
        return entity

    def begin_create_or_update(self, entity):
        self.create_or_update(entity)
        return types.SimpleNamespace(result=lambda: entity)

    def get(self, name):
        return self.kept[name]

    def get_keys(self, _name):
        return types.SimpleNamespace(primary_key="a key")


def client_that_keeps(made: dict):
    class Client:
        def __init__(self, credential, subscription_id, resource_group_name, workspace_name):
            self.models = Operations(made, "model")
            self.online_endpoints = Operations(made, "endpoint")
            self.batch_endpoints = Operations(made, "endpoint")
            self.online_deployments = Operations(made, "deployment")
            self.batch_deployments = Operations(made, "deployment")

    return Client


def outcome(files: list[dict]) -> dict:
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top, "deploy")
        for name in FOLDERS:
            Path(top, name).mkdir()
        for file in files:
            path = folder / file["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file["text"], "utf-8")
        batch = "modelBatchDeployment" in (folder / "deployment.yml").read_text()
        load_endpoint, load_deployment = (
            (load_batch_endpoint, load_model_batch_deployment) if batch else (load_online_endpoint, load_online_deployment)
        )
        loaded = {
            "model": load_model(folder / "model.yml")._to_dict(),
            "endpoint": load_endpoint(folder / "endpoint.yml")._to_dict(),
            "deployment": load_deployment(folder / "deployment.yml")._to_dict(),
        }
        return {"yaml": without_paths(loaded, top), "sdk": without_paths(run_sdk(folder / "deploy.py"), top)}


def run_sdk(script: Path) -> dict:
    made = {}
    azure.ai.ml.MLClient = client_that_keeps(made)
    for name in ["AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP", "AZURE_WORKSPACE"]:
        os.environ[name] = "x"
    with redirect_stdout(sys.stderr):
        runpy.run_path(str(script), run_name="__main__")
    return made


def without_paths(value, top: str):
    """Paths from the two folders' own place on; the same place is written in more than one way."""
    if isinstance(value, dict):
        return {key: without_paths(item, top) for key, item in value.items()}
    if isinstance(value, list):
        return [without_paths(item, top) for item in value]
    if isinstance(value, str) and value.startswith("./"):
        return f"deploy/{value[2:]}"
    if isinstance(value, (str, Path)) and top in str(value):
        return os.path.relpath(str(value).removeprefix("file://"), top)
    return value


if __name__ == "__main__":
    cases = [case | outcome(case["files"]) for case in json.load(sys.stdin)]
    versions = {"azure-ai-ml": importlib.metadata.version("azure-ai-ml")}
    print(json.dumps({"madeBy": "tools/peers/record_azure_ml.mjs", "versions": versions, "cases": cases}, indent=1))
