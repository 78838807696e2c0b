"""Fixtures of option 1's sampling: what the real transformers keeps of logits and draws of them, and answers with a seed."""

import quiet  # noqa: F401  first: sets what the peers read on import

import contextlib
import json
import shutil
import tempfile
from pathlib import Path

import fixture
import log_model
import mlflow
import run_model
import torch
import transformers

MADE_BY = "tools/peers/fixtures_sampling.py"
VOCABULARY = 96
DRAWS = 40

SETTINGS = {
    "temperature alone": {"temperature": 0.7, "top_k": 0},
    "what the pipeline does by itself": {"temperature": 0.7},
    "as the model says": {"top_k": 0},
    "hot": {"temperature": 3.0, "top_k": 0},
    "top_k 1": {"top_k": 1},
    "top_k beyond the vocabulary": {"top_k": 500},
    "top_p": {"top_k": 0, "top_p": 0.8},
    "top_p 0": {"top_k": 0, "top_p": 0.0},
    "top_k and top_p, at a temperature": {"temperature": 1.5, "top_k": 20, "top_p": 0.6},
    "min_p": {"top_k": 0, "min_p": 0.1},
    "all": {"temperature": 1.3, "top_k": 30, "top_p": 0.95, "min_p": 0.02},
}

SPAIN = {"role": "user", "content": "What is the capital of Spain?"}
HELLO = {"role": "user", "content": "Hello, how are you?"}


def make(bundle: Path) -> None:
    versions = fixture.versions("transformers", "torch")
    fixture.write("pipeline/sampling.json", MADE_BY, versions, [kept_and_drawn(*case) for case in SETTINGS.items()])
    versions = fixture.versions("mlflow", "transformers", "torch")
    versions |= fixture.bundle_hashes(bundle, "model.safetensors", "tokenizer.json", "tokenizer_config.json")
    fixture.write("pipeline/seeded-chat.json", MADE_BY, versions, answers(bundle))


def kept_and_drawn(name: str, settings: dict) -> dict:
    torch.manual_seed(len(name))
    # Rounded, so that JSON holds them whole, and so coarse that some are equal.
    logits = (torch.randn(1, VOCABULARY) * 2.5).mul(16).round().div(16)
    model = transformers.Phi3ForCausalLM(
        transformers.Phi3Config(
            vocab_size=VOCABULARY, hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=1,
            pad_token_id=0, bos_token_id=1, eos_token_id=2,
        )
    )
    config, _ = model._prepare_generation_config(transformers.GenerationConfig(do_sample=True, **settings))
    warp = model._get_logits_processor(config, input_ids_seq_length=1, logits_processor=[], device="cpu")
    probabilities = torch.softmax(warp(torch.zeros(1, 1, dtype=torch.long), logits.clone()), dim=-1)
    transformers.set_seed(7)
    drawn = [int(torch.multinomial(probabilities, num_samples=1)) for _ in range(DRAWS)]
    return {
        "name": name,
        "settings": settings,
        "logits": logits[0].tolist(),
        "probabilities": [float(f"{probability:.7g}") for probability in probabilities[0].tolist()],
        "seed": 7,
        "drawn": drawn,
    }


def answers(demo: Path) -> list[dict]:
    """Of the demo model with the generation_config.json of Microsoft's Phi-3, which does not set do_sample."""
    with tempfile.TemporaryDirectory() as temporary:
        bundle = Path(temporary) / demo.name
        shutil.copytree(demo, bundle)
        config = json.loads((bundle / "generation_config.json").read_text("utf-8"))
        config.pop("do_sample", None)
        (bundle / "generation_config.json").write_text(json.dumps(config), "utf-8")
        with contextlib.chdir(temporary):
            model = Path(temporary) / "model"
            log_model.log_model("option1", bundle, model)
            loaded = mlflow.pyfunc.load_model(str(model))
            watch = run_model.watch_transformers(loaded)
            return [
                answer(loaded, watch, request | sampling, seed)
                for request in ({"messages": [SPAIN]}, {"messages": [HELLO]})
                for sampling in ({}, {"temperature": 1.2, "top_p": 0.9}, {"temperature": 2.5, "top_k": 5})
                for seed in (0, 7)
            ]


def answer(loaded, watch: dict, request: dict, seed: int) -> dict:
    watch.clear()
    transformers.set_seed(seed)
    [response] = loaded.predict(request)
    return {
        "name": f"seed {seed}: {json.dumps(request)}",
        "request": request,
        "seed": seed,
        "content": response["choices"][0]["message"]["content"],
    } | watch
