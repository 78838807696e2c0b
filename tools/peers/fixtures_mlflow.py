"""Fixtures of MLflow: the directories it writes, the signatures it infers, and the inputs its schemas let pass."""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import logging
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import fixture
import fixtures_signature
import log_model
from fixture import tagged
from mlflow.models import Model
from mlflow.models.utils import _enforce_schema

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


USER = {"role": "user", "content": "Hi"}
ENFORCEMENT_CASES = {
    "option1": [
        ("one message", {"messages": [USER]}),
        ("three messages", {"messages": [{"role": "system", "content": "S"}, USER, {"role": "assistant", "content": "A"}]}),
        ("a name", {"messages": [USER | {"name": "Ann"}]}),
        ("no messages", {}),
        ("an empty list of messages", {"messages": []}),
        ("null messages", {"messages": None}),
        ("messages is a string", {"messages": "Hi"}),
        ("messages is a dict", {"messages": USER}),
        ("a message is a string", {"messages": ["Hi"]}),
        ("a message is null", {"messages": [None]}),
        ("no content", {"messages": [{"role": "user"}]}),
        ("null content", {"messages": [{"role": "user", "content": None}]}),
        ("content is a number", {"messages": [{"role": "user", "content": 1}]}),
        ("content is a list", {"messages": [{"role": "user", "content": ["Hi"]}]}),
        ("no role", {"messages": [{"content": "Hi"}]}),
        ("null role", {"messages": [{"role": None, "content": "Hi"}]}),
        ("an empty message", {"messages": [{}]}),
        ("an extra key in a message", {"messages": [USER | {"mood": "good"}]}),
        ("the second message bad", {"messages": [USER, {"role": "user", "content": True}]}),
        ("the prompt of option 2", {"prompt": "Hi"}),
        ("an extra column", {"messages": [USER], "mood": "good"}),
        ("a bare list of messages", [USER]),
        ("a list of requests", [{"messages": [USER]}, {"messages": [USER, USER]}]),
        ("a string", "Hi"),
        ("all of the seed's parameters", {"messages": [USER], "temperature": 0.5, "max_tokens": 10, "stop": ["x"], "n": 1, "stream": False}),
        ("temperature 0", {"messages": [USER], "temperature": 0}),
        ("temperature 1", {"messages": [USER], "temperature": 1}),
        ("temperature 2", {"messages": [USER], "temperature": 2}),
        ("temperature is a string", {"messages": [USER], "temperature": "0.5"}),
        ("temperature is null", {"messages": [USER], "temperature": None}),
        ("temperature is true", {"messages": [USER], "temperature": True}),
        ("max_tokens is a float", {"messages": [USER], "max_tokens": 1.5}),
        ("max_tokens is a whole float", {"messages": [USER], "max_tokens": 5.0}),
        ("max_tokens is a string", {"messages": [USER], "max_tokens": "5"}),
        ("max_tokens is null", {"messages": [USER], "max_tokens": None}),
        ("max_tokens is true", {"messages": [USER], "max_tokens": True}),
        ("max_tokens is a list", {"messages": [USER], "max_tokens": [5]}),
        ("stop is a string", {"messages": [USER], "stop": "x"}),
        ("stop is empty", {"messages": [USER], "stop": []}),
        ("stop is null", {"messages": [USER], "stop": None}),
        ("stop holds a number", {"messages": [USER], "stop": [1]}),
        ("stop holds a string and a number", {"messages": [USER], "stop": ["x", 1]}),
        ("stream is a string", {"messages": [USER], "stream": "yes"}),
        ("stream is a number", {"messages": [USER], "stream": 1}),
        ("custom_inputs", {"messages": [USER], "custom_inputs": {"a": 1}}),
        ("custom_inputs is a string", {"messages": [USER], "custom_inputs": "a"}),
        ("tool calls", {"messages": [{"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}]}),
        ("a bad tool call", {"messages": [{"role": "assistant", "tool_calls": [{"id": "1"}]}]}),
    ],
    "option2": [
        ("a prompt", {"prompt": "Hi"}),
        ("an empty prompt", {"prompt": ""}),
        ("a list of one prompt", {"prompt": ["Hi"]}),
        ("a list of two prompts", {"prompt": ["Hi", "Ho"]}),
        ("an empty list of prompts", {"prompt": []}),
        ("a null prompt", {"prompt": None}),
        ("the prompt is a number", {"prompt": 1}),
        ("the prompt is a float", {"prompt": 1.5}),
        ("the prompt is true", {"prompt": True}),
        ("the prompt is a list of numbers", {"prompt": [1, 2]}),
        ("the prompt is a dict", {"prompt": {"a": "b"}}),
        ("no prompt", {}),
        ("another key", {"question": "Hi"}),
        ("the wrong case", {"Prompt": "Hi"}),
        ("an extra column", {"prompt": "Hi", "mood": "good"}),
        ("an extra column that is a number", {"prompt": "Hi", "n": 1}),
        ("an extra column that is a list of numbers", {"prompt": "Hi", "n": [1, 2]}),
        ("the messages of option 1", {"messages": [USER]}),
        ("a string", "Hi"),
        ("a number", 1),
        ("null", None),
        ("true", True),
        ("a list of strings", ["Hi"]),
        ("an empty list", []),
        ("a list of dicts", [{"prompt": "Hi"}, {"prompt": "Ho"}]),
        ("a list of dicts, one without", [{"prompt": "Hi"}, {}]),
    ],
}


def make_enforcement() -> None:
    signatures = {option: read_signature(option) for option in ENFORCEMENT_CASES}
    warned = []
    handler = logging.Handler()
    handler.emit = lambda record: warned.append(record.getMessage())
    logger = logging.getLogger("mlflow.models.utils")
    logger.addHandler(handler)
    logger.propagate = False
    cases = []
    for option, given in ENFORCEMENT_CASES.items():
        for name, data in given:
            warned.clear()
            case = {"name": name, "signature": option, "data": tagged(data)}
            try:
                rows = _enforce_schema(data, signatures[option].inputs).to_dict("records")
                case["rows"] = [{key: tagged(plain(value)) for key, value in row.items()} for row in rows]
            except Exception as exception:
                case["error"] = fixture.error(exception)
            cases.append(case | {"warnings": list(warned)})
    fixture.write("mlflow/enforce-schema.json", MADE_BY, fixture.versions("mlflow", "numpy", "pandas"), cases)


def plain(value):
    return value.item() if hasattr(value, "item") else value


def read_signature(option: str):
    return Model.load(str(fixture.FOLDER / "mlflow" / f"{option}-model")).signature


def make(bundle: Path) -> None:
    make_models(bundle)
    make_old_signature()
    fixtures_signature.make()
    make_enforcement()
