"""Makes fixtures/int4/builder-0.3: a small int4 decoder by the builder of onnxruntime-genai 0.3, of mid-2024, as the int4
files of Phi-3 on the hub were made; and builder-0.3-runs.json: what that onnxruntime-genai answers on it.

    $(node setup.mjs mid-2024) make_mid_2024_model.py

The weights follow from a seed and mean nothing.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import shutil
import tempfile
from pathlib import Path

import fixture
import make_int4_models

NAME = "builder-0.3"
FOLDER = make_int4_models.FOLDER / NAME
# That builder knows a Phi-3 by its length: this one, or 131072.
CONTEXT_LENGTH = 4096
PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>"


def never_say_bytes(model) -> None:
    """A byte of a letter is no text, and that onnxruntime-genai's tokenizer fails at it."""
    model.lm_head.weight[3:259] = 0


def make_model() -> None:
    lengths = dict(max_position_embeddings=CONTEXT_LENGTH, original_max_position_embeddings=CONTEXT_LENGTH)
    with tempfile.TemporaryDirectory() as temporary:
        checkpoint = Path(temporary)
        make_int4_models.make_checkpoint("Phi3", make_int4_models.PHI3 | lengths, checkpoint, never_say_bytes)
        make_int4_models.build(checkpoint, FOLDER, ["int4_block_size=32", "int4_accuracy_level=4"])
        for name in ("tokenizer.json", "tokenizer_config.json"):
            shutil.copy(checkpoint / name, FOLDER / name)


def runs():
    import fixtures_int4
    import onnxruntime_genai as og

    model = og.Model(str(FOLDER))
    for length in fixtures_int4.PROMPT_LENGTHS:
        params = og.GeneratorParams(model)
        params.set_search_options(max_length=length + fixtures_int4.NEW_TOKENS, do_sample=False)
        params.input_ids = fixtures_int4.prompt_ids(length)
        yield {"promptIds": fixtures_int4.prompt_ids(length), "sequence": [int(id) for id in model.generate(params)[0]]}


def answers():
    """As the write-up's class makes them, without MLflow."""
    import onnxruntime_genai as og

    model = og.Model(str(FOLDER))
    tokenizer = og.Tokenizer(model)
    params = og.GeneratorParams(model)
    params.set_search_options(max_length=300, temperature=0.2)
    params.input_ids = tokenizer.encode(PROMPT)
    answer = tokenizer.decode(model.generate(params)[0][len(params.input_ids) :])
    yield {"prompt": PROMPT, "answer": answer}


def make() -> None:
    make_model()
    versions = fixture.versions("onnxruntime-genai", "onnx", "onnxruntime", "transformers", "torch")
    fixture.write("int4/builder-0.3-runs.json", "tools/peers/make_mid_2024_model.py", versions, list(runs()))
    fixture.write("int4/builder-0.3-answers.json", "tools/peers/make_mid_2024_model.py", versions, list(answers()))


if __name__ == "__main__":
    make()
