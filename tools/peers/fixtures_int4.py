"""Fixtures of the int4 kernel: what native onnxruntime-genai answers on fixtures/int4's models. See fixtures/int4/README.md."""

import quiet  # noqa: F401  first: sets what the peers read on import

import random

import fixture
import make_int4_models
import make_mid_2024_model
import numpy as np
import onnxruntime_genai as og

MADE_BY = "tools/peers/fixtures_int4.py"
PROMPT_LENGTHS = (1, 2, 5, 11, 30, 70)  # one row; tiles of four rows and a rest; beyond long rope's 32
NEW_TOKENS = 24


def prompt_ids(length: int) -> list[int]:
    rng = random.Random(length)
    return [rng.randint(259, 506) for _ in range(length)]


def cases(name: str):
    model = og.Model(str(make_int4_models.FOLDER / name))
    for length in PROMPT_LENGTHS:
        prompt = prompt_ids(length)
        params = og.GeneratorParams(model)
        params.set_search_options(max_length=length + NEW_TOKENS, do_sample=False)
        generator = og.Generator(model, params)
        generator.append_tokens(np.array(prompt, dtype=np.int32))
        first = np.array(generator.get_logits()).reshape(-1)
        margin = float("inf")
        last = first
        while not generator.is_done():
            last = np.array(generator.get_logits()).reshape(-1)
            best, second = np.sort(last)[::-1][:2]
            margin = min(margin, float(best - second))
            generator.generate_next_token()
        yield {
            "model": name,
            "promptIds": prompt,
            "sequence": [int(id) for id in generator.get_sequence(0)],
            "firstLogits": [round(float(value), 5) for value in first],
            "lastLogits": [round(float(value), 5) for value in last],
            "minTop2Margin": round(margin, 5),
        }


def make() -> None:
    names = [*make_int4_models.MODELS, make_mid_2024_model.NAME]
    versions = fixture.versions("onnxruntime-genai", "onnxruntime", "transformers", "torch")
    fixture.write("int4/runs.json", MADE_BY, versions, [case for name in names for case in cases(name)])


if __name__ == "__main__":
    make()
