"""Fixtures of MLflow: the directories it writes, the signatures it infers, and the inputs its schemas let pass."""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import fixture
import fixtures_enforcement
import fixtures_signature
import log_model
from mlflow.models import Model

MADE_BY = "tools/peers/fixtures_mlflow.py"
WEIGHTS = {".safetensors", ".onnx", ".data", ".pkl"}
TOO_LONG_BYTES = 40_000  # the tokenizer's files are the bundle's own


def make_models(bundle: Path) -> None:
    versions = fixture.versions("mlflow", "transformers", "torch", "onnxruntime-genai")
    for option in ["option1", "option2", "option2-from-code"]:
        folder = fixture.FOLDER / "mlflow" / f"{option}-model"
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory() as temporary:
            model = Path(temporary) / "model"
            log_model.log_model(option, bundle, model)
            files = sorted(path for path in model.rglob("*") if path.is_file())
            for path in files:
                if path.suffix in WEIGHTS or path.stat().st_size > TOO_LONG_BYTES:
                    continue
                target = folder / path.relative_to(model)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(impersonal(path.read_text("utf-8")), "utf-8", newline="")
            (folder / "signature.txt").write_text(str(Model.load(str(model)).signature), "utf-8", newline="")
            cases = []
            for path in files:
                name = path.relative_to(model).as_posix()
                # MLmodel's own size depends on the folder that the machine gave.
                cases.append({"path": name} | ({"sizeBytes": path.stat().st_size} if name != "MLmodel" else {}))
        fixture.write(f"mlflow/{option}-model/files.json", MADE_BY, versions, cases)


def impersonal(text: str) -> str:
    """Replaces what differs from run to run, the machine's paths above all."""
    text = re.sub(r"m-[0-9a-f]{32}", "<model id>", text)
    text = re.sub(r"(run_id: )[0-9a-f]{32}", r"\1<run id>", text)
    text = re.sub(r"(utc_time_created: ).*", r"\1<time>", text)
    text = re.sub(r"(artifact_path: )/.*", r"\1<folder>/artifacts", text)
    return re.sub(r"((?:uri|model_code_path): )/.*/([^/\n]+)", r"\1<folder>/\2", text)


def make_old_signature() -> None:
    """mlflow 2.14's chat signature, from a throw-away environment: it does not go with today's transformers."""
    code = """
import json, platform, importlib.metadata as metadata
from mlflow.transformers.llm_inference_utils import _SIGNATURE_FOR_LLM_INFERENCE_TASK as signatures
signature = signatures["llm/v1/chat"]
names = ["mlflow", "transformers"]
versions = {"python": platform.python_version()} | {name: metadata.version(name) for name in names}
print(json.dumps([versions, {"name": "llm/v1/chat", "printed": str(signature), "dict": signature.to_dict()}]))
"""
    packages = ["mlflow==2.14.3", "transformers==4.41.2", "numpy<2", "setuptools<81"]
    command = ["uv", "run", "--no-project", "--quiet", "--python", "3.11"]
    command += [part for package in packages for part in ("--with", package)]
    done = subprocess.run([*command, "python", "-c", code], check=True, capture_output=True, text=True)
    versions, case = json.loads(done.stdout.splitlines()[-1])
    fixture.write("mlflow/mlflow-2.14-signature.json", MADE_BY, versions, [case])


def make(bundle: Path) -> None:
    make_models(bundle)
    make_old_signature()
    fixtures_signature.make()
    fixtures_enforcement.make()
