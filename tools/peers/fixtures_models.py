"""Fixtures of the model directories that MLflow writes, for one version profile, in that profile's own environment.

    $(node setup.mjs) fixtures_models.py current
    $(node setup.mjs mid-2024) fixtures_models.py mid-2024
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import fixture
import log_model
from mlflow.models import Model
from mlflow.transformers.llm_inference_utils import infer_signature_from_llm_inference_task

MADE_BY = "tools/peers/fixtures_models.py"
REPOSITORY = "notebook/phi3-demo"
OPTIONS = ["option1", *log_model.FROM_HUB, "option2", "option2-from-code"]
WEIGHTS = {".safetensors", ".onnx", ".data", ".pkl"}
TOO_LONG_BYTES = 40_000  # the tokenizer's files are the bundle's own


def make(profile: str, bundle: Path, options: list[str] = OPTIONS) -> None:
    folder_of_profile = "mlflow" if profile == "current" else f"mlflow/{profile}"
    make_completions_signature(folder_of_profile)
    versions = fixture.versions("mlflow", "transformers", "torch", "onnxruntime-genai")
    for option in options:
        folder = fixture.FOLDER / folder_of_profile / f"{option}-model"
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory() as temporary:
            model = Path(temporary) / "model"
            if option in log_model.FROM_HUB:
                log_from_hub(option, bundle, model)
            else:
                log_model.log_model(option, bundle, model)
            # What Python keeps of its own depends on the machine's settings.
            files = sorted(path for path in model.rglob("*") if path.is_file() and path.suffix != ".pyc")
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
        fixture.write(f"{folder_of_profile}/{option}-model/files.json", MADE_BY, versions, cases)


def make_completions_signature(folder_of_profile: str) -> None:
    signature = infer_signature_from_llm_inference_task("llm/v1/completions")
    case = {"name": "llm/v1/completions", "printed": str(signature), "dict": signature.to_dict()}
    fixture.write(f"{folder_of_profile}/completions-signature.json", MADE_BY, fixture.versions("mlflow"), [case])


def log_from_hub(option: str, bundle: Path, out: Path) -> None:
    """In a process of its own: libraries read where the hub is when they are imported. One repository has a licence."""
    here = Path(__file__).resolve().parent
    licence = ["--licence"] if option == "option1-from-hub" else []
    hub = [sys.executable, str(here / "hub.py"), *licence, str(bundle), REPOSITORY]
    subprocess.run([*hub, sys.executable, str(here / "log_model.py"), option, REPOSITORY, str(out)], check=True)


def impersonal(text: str) -> str:
    """Replaces what differs from run to run, the machine's paths above all."""
    text = re.sub(r"m-[0-9a-f]{32}", "<model id>", text)
    text = re.sub(r"(run_id: )[0-9a-f]{32}", r"\1<run id>", text)
    text = re.sub(r"(model_uuid: )[0-9a-f]{32}", r"\1<model id>", text)
    text = re.sub(r"(utc_time_created: ).*", r"\1<time>", text)
    text = re.sub(r"(artifact_path: )/.*", r"\1<folder>/artifacts", text)
    return re.sub(r"((?:uri|model_code_path): )/.*/([^/\n]+)", r"\1<folder>/\2", text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("profile", choices=["current", "mid-2025", "mid-2024"])
    parser.add_argument("--option", action="append", choices=OPTIONS, help="only these; all by default")
    parser.add_argument("--bundle", type=Path, default=fixture.DEMO, help="the demo model's folder")
    arguments = parser.parse_args()
    make(arguments.profile, arguments.bundle.resolve(), arguments.option or OPTIONS)
