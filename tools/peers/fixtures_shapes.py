"""Goldens of onnxruntime-genai from a prompt's text to the last token, on other shapes than tiny-fp32's, and on the demo model.

See fixtures/genai/README.md.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import random
from pathlib import Path

import fixture
import make_int4_models
import make_tiny_model
import numpy as np
import onnxruntime_genai as og
from tokenizer_strings import PROMPTS, strings

MADE_BY = "tools/peers/fixtures_shapes.py"
GENAI = fixture.FOLDER / "genai"
CASES_EACH = 160
DEMO_CASES = 60

# Where the length at which a generation began no longer counts: onnxruntime-genai computes the cache anew at 4097 tokens.
ORIGINAL_LENGTH = 4096
SHAPES = {
    # Keys and values shared by two heads each.
    "tiny-grouped": dict(hidden_size=64, num_attention_heads=4, num_key_value_heads=2),
    # Other tables of the rotary embedding beyond 4096 tokens.
    "tiny-long-rope": dict(
        max_position_embeddings=ORIGINAL_LENGTH + 128,
        original_max_position_embeddings=ORIGINAL_LENGTH,
        rope_scaling={
            "type": "longrope",
            "rope_type": "longrope",
            "rope_theta": 10000.0,
            "short_factor": [1 + 0.05 * i for i in range(8)],
            "long_factor": [1 + 0.5 * i for i in range(8)],
        },
    ),
}


def load(folder: Path, tokenizer: Path | None = None) -> tuple[og.Model, og.Tokenizer]:
    config = og.Config(str(folder))
    # One thread, so that sums come in the same order on every machine.
    config.overlay(json.dumps({"model": {"decoder": {"session_options": {"intra_op_num_threads": 1}}}}))
    return og.Model(config), og.Tokenizer(og.Config(str(tokenizer or folder)))


def run(model: og.Model, name: str, prompt: str, ids: list[int], options: dict) -> dict:
    params = og.GeneratorParams(model)
    params.set_search_options(**options)
    generator = og.Generator(model, params)
    generator.append_tokens(np.array(ids, np.int32))
    is_greedy = not options.get("do_sample") and options.get("num_beams", 1) == 1
    margin = float("inf")
    while not generator.is_done():
        if is_greedy:
            second, first = np.sort(generator.get_logits().ravel())[-2:]
            margin = min(margin, float(first - second))
        generator.generate_next_token()
    made = {"model": name, "prompt": prompt, "promptTokens": len(ids), "searchOptions": options}
    made |= {"tokenIds": [int(id) for id in generator.get_sequence(0)][len(ids) :]}
    return made | ({"minTop2Margin": round(margin, 6)} if is_greedy else {})


def options_for(rng: random.Random, length: int, context: int) -> dict:
    """Of every kind of search, some options at random."""
    options: dict = {"max_length": min(context, length + rng.randint(4, 40))}
    kind = rng.choices(["greedy", "sampling", "beams"], [5, 5, 2])[0]
    if rng.random() < 0.3:
        options["repetition_penalty"] = rng.choice([0.8, 1.05, 1.2, 1.5])
    if rng.random() < 0.2:
        options["no_repeat_ngram_size"] = rng.randint(1, 4)
    if rng.random() < 0.2:
        options["min_length"] = length + rng.randint(1, 20)
    if kind == "sampling":
        options |= {"do_sample": True, "random_seed": rng.randint(0, 2**31 - 1)}
        options["temperature"] = rng.choice([0.2, 0.7, 1.0, 1.5])
        options["top_k"] = rng.choice([0, 2, 10, 50, 200])
        options["top_p"] = rng.choice([0.0, 0.3, 0.8, 0.95, 1.0])
    elif kind == "beams":
        beams = rng.randint(2, 5)
        options |= {"num_beams": beams, "num_return_sequences": rng.randint(1, beams)}
        options |= {"length_penalty": rng.choice([0.0, 0.7, 1.0, 2.0]), "early_stopping": rng.random() < 0.5}
    elif rng.random() < 0.3:
        options["chunk_size"] = rng.randint(1, 16)
    return options


def cases(folder: Path, name: str, prompts: list[str], count: int, seed: int):
    model, tokenizer = load(folder)
    context = json.loads((folder / "genai_config.json").read_text("utf-8"))["model"]["context_length"]
    rng = random.Random(seed)
    usable = [(prompt, ids) for prompt in prompts if (ids := [int(id) for id in tokenizer.encode(prompt)]) and len(ids) < 400]
    for i in range(count):
        prompt, ids = usable[i % len(usable)]
        yield run(model, name, prompt, ids, options_for(rng, len(ids), context))
    if name != "tiny-long-rope":
        return
    # Across the length from which the other tables hold: from before it, at it, and beyond it.
    word = " the"
    for tokens, options in [
        (ORIGINAL_LENGTH - 6, {}),
        (ORIGINAL_LENGTH, {}),
        (ORIGINAL_LENGTH + 1, {}),
        (ORIGINAL_LENGTH + 40, {}),
        (ORIGINAL_LENGTH - 3, {"do_sample": True, "random_seed": 5, "top_k": 20, "temperature": 0.8}),
    ]:
        prompt = "What is" + word * tokens
        ids = [int(id) for id in tokenizer.encode(prompt)]
        while len(ids) > tokens:
            prompt = prompt[: -len(word)]
            ids = [int(id) for id in tokenizer.encode(prompt)]
        yield run(model, name, prompt, ids, {"max_length": len(ids) + 12} | options)


def int4_cases():
    """Greedy runs of fixtures/int4's models, which have tiny-fp32's vocabulary."""
    for name in make_int4_models.MODELS:
        model, tokenizer = load(make_int4_models.FOLDER / name, GENAI / "tiny-fp32")
        for prompt in PROMPTS:
            ids = [int(id) for id in tokenizer.encode(prompt)]
            yield run(model, name, prompt, ids, {"max_length": min(120, len(ids) + 24)})


def every(texts: list[str], count: int) -> list[str]:
    """`count` of them, spread over the whole list; nothing that NUL cuts to nothing."""
    step = len(texts) / count
    return [texts[int(i * step)] for i in range(count)]


def make(bundle: Path) -> None:
    made = []
    for seed, (name, changes) in enumerate(SHAPES.items()):
        make_tiny_model.make(GENAI / name, changes)
        made += cases(GENAI / name, name, every(strings(), CASES_EACH), CASES_EACH, seed)
    fixture.write("genai/shapes.json", MADE_BY, fixture.versions("onnxruntime-genai", "transformers", "torch"), made)
    fixture.write("int4/text-runs.json", MADE_BY, fixture.versions("onnxruntime-genai", "onnxruntime"), list(int4_cases()))
    make_demo(bundle)


def make_demo(bundle: Path) -> None:
    names = ["tokenizer.json", "tokenizer_config.json", "onnx/model_q4.onnx"]
    versions = fixture.versions("onnxruntime-genai") | fixture.bundle_hashes(bundle, *names)
    chats = json.loads((fixture.FOLDER / "round-trip-chats.json").read_text("utf-8"))
    prompts = ["".join(f"<|{turn['role']}|>{turn['content']}<|end|>" for turn in chat) + "<|assistant|>" for chat in chats]
    fixture.write("genai/demo-runs.json", MADE_BY, versions, list(cases(bundle, "demo", prompts, DEMO_CASES, 9)))


if __name__ == "__main__":
    make(fixture.DEMO)
