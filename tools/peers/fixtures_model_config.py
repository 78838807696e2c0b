"""Fixtures of option 1's model_config: what the real MLflow answers where it holds more than max_length, truncation and include_prompt."""

import quiet  # noqa: F401  first: sets what the peers read on import

import contextlib
import copy
import tempfile
from pathlib import Path

import fixture
import log_model
import mlflow
import yaml

MADE_BY = "tools/peers/fixtures_model_config.py"

SPAIN = {"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}
BASE = {"max_length": 300, "truncation": True, "include_prompt": False}

#: What model_config holds besides, and the request.
CASES = {
    "max_new_tokens": ({"max_new_tokens": 4}, SPAIN),
    "max_tokens": ({"max_tokens": 4}, SPAIN),
    "the request's max_tokens goes before max_new_tokens": ({"max_new_tokens": 4}, SPAIN | {"max_tokens": 2}),
    "the request's max_tokens goes before max_tokens": ({"max_tokens": 4}, SPAIN | {"max_tokens": 2}),
    "max_tokens and max_new_tokens": ({"max_tokens": 4, "max_new_tokens": 6}, SPAIN),
    "stop": ({"stop": ["capital"]}, SPAIN),
    "the request's stop goes before it": ({"stop": ["capital"]}, SPAIN | {"stop": ["Spain"]}),
    "it does not sample": ({"do_sample": False, "temperature": 0.5, "top_k": 5, "top_p": 0.9}, SPAIN),
    "it samples from one": ({"do_sample": True, "top_k": 1}, SPAIN),
    "the request's top_k goes before it": ({"do_sample": True, "top_k": 40}, SPAIN | {"top_k": 1}),
    "min_p leaves one": ({"do_sample": True, "min_p": 1.0}, SPAIN),
    "a temperature of 0": ({"do_sample": True, "temperature": 0.0}, SPAIN),
    "repetition_penalty": ({"repetition_penalty": 5.0, "max_new_tokens": 12}, SPAIN),
    "no_repeat_ngram_size": ({"no_repeat_ngram_size": 1, "max_new_tokens": 12}, SPAIN),
    "min_new_tokens": ({"min_new_tokens": 20}, SPAIN),
    "min_length": ({"min_length": 30}, SPAIN),
    "return_full_text": ({"return_full_text": True}, SPAIN),
    "num_beams of 1": ({"num_beams": 1}, SPAIN),
    "none": ({"max_new_tokens": None, "temperature": None}, SPAIN),
    "what no pipeline knows": ({"bogus": 3}, SPAIN),
}


def make(bundle: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(bundle.parent):
        model = Path(temporary) / "model"
        log_model.log_model("option1", bundle, model)
        cases = [ask(model, name, config, request) for name, (config, request) in CASES.items()]
    versions = fixture.versions("mlflow", "transformers", "torch", "tokenizers")
    versions |= fixture.bundle_hashes(bundle, "model.safetensors", "tokenizer.json", "tokenizer_config.json")
    fixture.write("pipeline/model-config.json", MADE_BY, versions, cases)


def ask(model: Path, name: str, config: dict, request: dict) -> dict:
    case = {"name": name, "modelConfig": config, "request": request}
    # As log_model writes what it is given; load_model's own model_config replaces only what was logged.
    mlmodel = yaml.safe_load((model / "MLmodel").read_text("utf-8"))
    mlmodel["flavors"]["python_function"]["config"] = BASE | config
    (model / "MLmodel").write_text(yaml.safe_dump(mlmodel), "utf-8")
    try:
        loaded = mlflow.pyfunc.load_model(str(model))
        case["response"] = [answer | {"id": "<id>", "created": "<time>"} for answer in loaded.predict(copy.deepcopy(request))]
    except Exception as exception:
        case["error"] = fixture.error(exception)
    return case
