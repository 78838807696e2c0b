"""What one version of real MLflow makes of a model that the page wrote: check_model.py MODEL INPUT.json

Standard output ends with a line of JSON: {"versions": {...}, "steps": {"load_model": {"answer"} or {"error"}, "predict": ..., "register": ...,
"pickle disabled": ...}}
"""

import importlib.metadata
import json
import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
warnings.simplefilter("ignore")

import mlflow  # noqa: E402

logging.getLogger("mlflow").setLevel(logging.ERROR)


def main() -> None:
    model, given = Path(sys.argv[1]).resolve(), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    steps = {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        loaded = attempt(steps, "load_model", lambda: mlflow.pyfunc.load_model(str(model)))
        attempt(steps, "predict", lambda: loaded.predict(given))
        attempt(steps, "register", lambda: register(model, Path(folder), given))
        # Every unpickling is refused then, in MLflow 3
        os.environ["MLFLOW_ALLOW_PICKLE_DESERIALIZATION"] = "false"
        attempt(steps, "pickle disabled", lambda: mlflow.pyfunc.load_model(str(model)).predict(given))
        os.chdir("/")
    packages = ["mlflow", "transformers", "torch", "onnxruntime-genai"]
    print(json.dumps({"versions": {name: importlib.metadata.version(name) for name in packages}, "steps": steps}))


def attempt(steps: dict, name: str, step):
    try:
        result = step()
    except Exception as error:
        steps[name] = {"error": f"{type(error).__name__}: {error}"}
        return None
    plain = isinstance(result, (str, list, dict))
    steps[name] = {"answer": result if plain else None}
    return result


def register(model: Path, folder: Path, given):
    """A version of it in a registry of its own, loaded from there by its alias and asked."""
    mlflow.set_tracking_uri(f"sqlite:///{folder}/registry.db")
    version = mlflow.register_model(model.as_uri(), "phi3")
    mlflow.MlflowClient().set_registered_model_alias("phi3", "champion", version.version)
    return mlflow.pyfunc.load_model("models:/phi3@champion").predict(given)


if __name__ == "__main__":
    main()
