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

LONG_ROPE = PHI3 | dict(
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
)

# Name: architecture, configuration, options of the builder.
MODELS = {
    # Keys and values shared by two heads each; from 33 tokens on, other tables of the rotary embedding.
    "grouped-long-rope": (
        "Phi3",
        LONG_ROPE,
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
    # Blocks of 16; the head has eight bits.
    "block-16-int8-head": ("Phi3", PHI3, ["block_size=16", "algo_config=rtn_last"]),
    # Blocks of 64 with zero points; half a block of an MLP's row is filling.
    "block-64-zero-points": ("Phi3", PHI3, ["block_size=64", "is_symmetric=false"]),
    # Blocks of 128; the embedding is the head's matrix; genai_config.json has Phi-4-mini's sliding window, beyond the context.
    "block-128-shared-embedding": (
        "Phi3",
        PHI3 | dict(hidden_size=128, intermediate_size=320, tie_word_embeddings=True, sliding_window=262144),
        ["block_size=128"],
    ),
    # Blocks of 256; the embedding is the head's matrix, of eight bits.
    "block-256-shared-int8": (
        "Phi3",
        PHI3 | dict(hidden_size=256, intermediate_size=288, tie_word_embeddings=True, num_hidden_layers=1),
        ["block_size=256", "algo_config=rtn_last"],
    ),
    # As Phi-3.5 on the hub: AWQ in blocks of 128, a head of floats, other tables of the rotary embedding from 33 tokens on.
    "awq-float-head": (
        "Phi3",
        LONG_ROPE | dict(hidden_size=128, intermediate_size=256, num_attention_heads=8),
        ["block_size=128", "nodes_to_exclude=/lm_head/MatMul"],
    ),
    # As Phi-4-mini: three queries to a key, three quarters of each head turn, tied weights of which the embedding stays in floats.
    "phi4-mini-like": (
        "Phi3",
        LONG_ROPE
        | dict(
            hidden_size=192,
            num_attention_heads=3,
            num_key_value_heads=1,
            tie_word_embeddings=True,
            partial_rotary_factor=0.75,
            rope_parameters=None,
            rope_scaling=LONG_ROPE["rope_scaling"]
            | {
                "short_factor": [1 + 0.05 * i for i in range(24)],
                "long_factor": [1 + 0.3 * i for i in range(24)],
                "partial_rotary_factor": 0.75,
            },
        ),
        ["shared_embeddings=false"],
    ),
    # A token sees the last LOCAL_WINDOW.
    "local-window": ("Phi3", PHI3, ["block_size=64"]),
}
AWQ = {"awq-float-head"}
AWQ_GROUP = 128
LOCAL_WINDOW = 24


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


def quantise_awq(checkpoint: Path) -> None:
    """Makes of a checkpoint of floats one as AutoAWQ writes it ("gemm"): eight int4 to an int32, in an order of its own."""
    import json

    import torch
    from safetensors.torch import load_file, save_file

    order = [0, 2, 4, 6, 1, 3, 5, 7]

    def packed(values: torch.Tensor) -> torch.Tensor:
        eights = values.to(torch.int64).reshape(values.shape[0], -1, 8)[:, :, order]
        words = (eights << torch.arange(0, 32, 4)).sum(-1)
        return torch.where(words >= 2**31, words - 2**32, words).to(torch.int32)

    tensors = {}
    for name, tensor in load_file(checkpoint / "model.safetensors").items():
        if "_proj." not in name:
            tensors[name] = tensor.clone()
            continue
        base = name.removesuffix(".weight")
        groups = tensor.float().T.reshape(-1, AWQ_GROUP, tensor.shape[0])  # [in / group, group, out]
        low, high = groups.amin(1).clamp(max=0), groups.amax(1).clamp(min=0)
        scales = ((high - low) / 15).half()
        zeros = (-low / scales.float()).round().clamp(0, 15)
        values = (groups / scales.float()[:, None] + zeros[:, None]).round().clamp(0, 15)
        tensors[f"{base}.qweight"] = packed(values.reshape(-1, tensor.shape[0]))
        tensors[f"{base}.qzeros"] = packed(zeros)
        tensors[f"{base}.scales"] = scales
    save_file(tensors, checkpoint / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((checkpoint / "config.json").read_text())
    quantization = dict(quant_method="awq", bits=4, group_size=AWQ_GROUP, zero_point=True, version="gemm")
    (checkpoint / "config.json").write_text(json.dumps(config | {"quantization_config": quantization}, indent=2))


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


def set_local_window(out: Path) -> None:
    """As builder 0.7 writes a sliding window of Phi-3's config.json into the graph; this one leaves it at -1."""
    import onnx

    graph = onnx.load(out / "model.onnx")
    for node in graph.graph.node:
        for attribute in node.attribute:
            if attribute.name == "local_window_size":
                attribute.i = LOCAL_WINDOW
    (out / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))


def make(names=tuple(MODELS)) -> None:
    for name in names:
        architecture, values, options = MODELS[name]
        with tempfile.TemporaryDirectory() as temporary:
            make_checkpoint(architecture, values, Path(temporary))
            if name in AWQ:
                quantise_awq(Path(temporary))
            build(Path(temporary), FOLDER / name, ["block_size=32", "accuracy_level=4", *options])
            if name == "local-window":
                set_local_window(FOLDER / name)
            print(name)


if __name__ == "__main__":
    make()
