"""Makes fixtures/int4/: small int4 decoders by the real builder, one for each form of graph that the int4 kernel knows.

    python make_int4_models.py

The weights follow from a seed and mean nothing.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import fixture
import make_tiny_model

FOLDER = fixture.FOLDER / "int4"

BASE = dict(
    vocab_size=make_tiny_model.VOCABULARY,
    hidden_size=64,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=4,
    max_position_embeddings=256,
    bos_token_id=1,
    eos_token_id=507,
    pad_token_id=507,
    tie_word_embeddings=False,
    initializer_range=0.4,  # large, so that the logits are far apart
)
PHI3 = BASE | dict(sliding_window=None, original_max_position_embeddings=256)

# Name: architecture, configuration, options of the builder.
MODELS = {
    # Keys and values shared by two heads each; from 33 tokens on, other tables of the rotary embedding.
    "grouped-long-rope": (
        "Phi3",
        PHI3
        | dict(
            num_key_value_heads=2,
            max_position_embeddings=128,
            original_max_position_embeddings=32,
            rope_scaling={
                "type": "longrope",
                "rope_type": "longrope",
                "short_factor": [1 + 0.05 * i for i in range(8)],
                "long_factor": [1 + 0.3 * i for i in range(8)],
                "rope_theta": 10000.0,
            },
        ),
        [],
    ),
    # Weights with zero points; queries, keys and values with a bias.
    "zero-points-bias": ("Qwen2", BASE | dict(num_key_value_heads=2), ["is_symmetric=false"]),
    # The embedding is the head's int4 matrix.
    "shared-embedding": ("Phi3", PHI3 | dict(tie_word_embeddings=True), []),
    # The head has eight bits.
    "int8-head": ("Phi3", PHI3, ["algo_config=rtn_last"]),
    # Half of each head turns; three matrices instead of a packed one.
    "partial-rotary-separate": (
        "Phi3",
        PHI3
        | dict(
            num_attention_heads=2,
            num_key_value_heads=2,
            partial_rotary_factor=0.5,
            rope_parameters={"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5},
        ),
        ["fuse_qkv=false", "disable_qkv_fusion=true"],
    ),
}


def make_checkpoint(architecture: str, values: dict, folder: Path, change=lambda model: None) -> None:
    """@param change of the weights, before they are written."""
    import torch
    import transformers

    config = getattr(transformers, f"{architecture}Config")(**values)
    torch.manual_seed(0)
    model = getattr(transformers, f"{architecture}ForCausalLM")(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(".bias"):
                parameter.normal_(std=0.5)
        change(model)
    model.save_pretrained(folder)
    make_tiny_model.make_tokenizer(folder)


def build(checkpoint: Path, out: Path, options: list[str]) -> None:
    """@param options those of the builder for block size and accuracy level among them: their names have changed."""
    import onnx

    export = checkpoint / "export"
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", checkpoint, "-o", export, "-p", "int4"]
    command += ["-e", "cpu", "-c", checkpoint / "cache", "--extra_options", *options]
    environment = os.environ | {"PYTHONHASHSEED": "0"}  # the builder writes sets in their order
    done = subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the builder failed:\n{done.stdout}\n{done.stderr}")
    out.mkdir(parents=True, exist_ok=True)
    graph = onnx.load(export / "model.onnx")  # with the weights, which then go inside
    (out / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    (out / "genai_config.json").write_bytes((export / "genai_config.json").read_bytes())


def make() -> None:
    for name, (architecture, values, options) in MODELS.items():
        with tempfile.TemporaryDirectory() as temporary:
            make_checkpoint(architecture, values, Path(temporary))
            build(Path(temporary), FOLDER / name, ["block_size=32", "accuracy_level=4", *options])
            print(name)


if __name__ == "__main__":
    make()
