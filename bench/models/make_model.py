"""Makes a model of the bench: python make_model.py SHAPE FOLDER

FOLDER becomes a bundle for all engines: onnx/model_q4.onnx with model_q4.onnx_data beside it (onnxruntime-genai,
transformers.js and this engine read the same two files), the configuration files of both, and model-q4_0.gguf with the
same int4 values for llama.cpp, where that has such a form. The weights are random and follow from a seed: the bench times them and reads nothing into
them. "demo" gets only the GGUF file; its other files are the page's own.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/peers"))

import quiet  # noqa: E402, F401  before the peers: sets what they read on import

import onnx  # noqa: E402

from gguf_from_onnx import write_gguf  # noqa: E402
from grow_layers import grow_layers  # noqa: E402

DEMO = ROOT / "public/models/phi3-demo"
ONNX_PATH = "onnx/model_q4.onnx"
GGUF_NAME = "model-q4_0.gguf"


@dataclass(frozen=True)
class Shape:
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    built_layers: int
    """Layers that the builder makes. It keeps every weight as fp32, several times over: Phi-3-mini whole needs 24 GB."""

    vocab_size: int = 32064
    context_length: int = 4096
    num_key_value_heads: int | None = None
    """Without it, as many as heads."""
    block_size: int = 32
    has_zero_points: bool = False
    rotary_factor: float = 1.0
    """The part of a head that turns."""
    is_tied: bool = False
    """Whether the head has the embedding's weights; the export keeps those as floats beside the head's int4."""
    has_float_head: bool = False
    original_context_length: int | None = None
    """Long rope: tables of the rotary embedding that hold up to this length, and others beyond."""


LONG_CONTEXT = dict(context_length=131072, original_context_length=4096)

SHAPES = {
    "150m": Shape(768, 2048, 14, 8, built_layers=14),
    # Blocks and zero points as AWQ has them.
    "150m-block-128": Shape(768, 2048, 14, 8, built_layers=14, block_size=128, has_zero_points=True),
    # Three queries to a key, as Phi-4-mini has.
    "150m-24-8-heads": Shape(768, 2048, 14, 24, built_layers=14, num_key_value_heads=8),
    "1gb": Shape(2048, 5632, 24, 16, built_layers=2),
    # microsoft/Phi-3.5-mini-instruct as its cpu-int4-awq-block-128-acc-level-4: the head is not quantised.
    "phi3.5-mini": Shape(
        3072, 8192, 32, 32, built_layers=2, block_size=128, has_zero_points=True, has_float_head=True, **LONG_CONTEXT
    ),
    # microsoft/Phi-4-mini-instruct as its cpu-int4-rtn-block-32-acc-level-4.
    "phi4-mini": Shape(
        3072,
        8192,
        32,
        24,
        built_layers=2,
        vocab_size=200064,
        num_key_value_heads=8,
        rotary_factor=0.75,
        is_tied=True,
        **LONG_CONTEXT,
    ),
    # microsoft/Phi-3-mini-4k-instruct, config.json, less its sliding_window, which would end a run of native's at 2063 tokens.
    "phi3-mini": Shape(3072, 8192, 32, 32, built_layers=2),
}


def make_checkpoint(shape: Shape, folder: Path) -> None:
    """A checkpoint of transformers with random weights of about unit gain, and the demo model's tokenizer."""
    import torch
    from transformers import GenerationConfig, Phi3Config, Phi3ForCausalLM

    torch.manual_seed(0)
    config = Phi3Config(
        vocab_size=shape.vocab_size,
        hidden_size=shape.hidden_size,
        intermediate_size=shape.intermediate_size,
        num_hidden_layers=shape.built_layers,
        num_attention_heads=shape.num_attention_heads,
        num_key_value_heads=shape.num_key_value_heads or shape.num_attention_heads,
        max_position_embeddings=shape.context_length,
        # Where it is another, the builder takes the long-rope path.
        original_max_position_embeddings=shape.original_context_length or shape.context_length,
        sliding_window=None,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=2,
        tie_word_embeddings=shape.is_tied,
        **rotary_of(shape),
    )
    with torch.device("meta"):
        model = Phi3ForCausalLM(config)
    model = model.to_empty(device="cpu")
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 1:
                weight.fill_(1)
            elif "embed_tokens" in name:
                weight.normal_()
            else:  # logits three times as far apart as unit gain has them, so that near ties are rare
                weight.normal_(std=(3 if "lm_head" in name else 1) * weight.shape[1] ** -0.5)
    model.save_pretrained(folder)
    GenerationConfig(bos_token_id=1, eos_token_id=2, pad_token_id=2, do_sample=False).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(DEMO / name, folder)


def rotary_of(shape: Shape) -> dict:
    if shape.original_context_length is None:
        return {}
    turning = int(shape.hidden_size // shape.num_attention_heads * shape.rotary_factor) // 2
    scaling = {
        "type": "longrope",
        "rope_type": "longrope",
        "short_factor": [1.0 + 0.01 * i for i in range(turning)],
        "long_factor": [1.0 + 0.5 * i for i in range(turning)],
        "rope_theta": 10000.0,
        "partial_rotary_factor": shape.rotary_factor,
    }
    return dict(rope_parameters=None, rope_scaling=scaling, partial_rotary_factor=shape.rotary_factor)


def build(shape: Shape, checkpoint: Path, export: Path, cache: Path) -> None:
    """onnxruntime-genai's own builder, as microsoft's cpu-int4-rtn-block-32-acc-level-4 was made."""
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", checkpoint, "-o", export, "-p", "int4"]
    # GatherBlockQuantized, which shared embeddings become, is not in the wasm that transformers.js loads.
    command += ["-e", "cpu", "-c", cache, "--extra_options", "accuracy_level=4", "shared_embeddings=false"]
    command += [f"block_size={shape.block_size}", f"is_symmetric={str(not shape.has_zero_points).lower()}"]
    if shape.has_float_head:
        command.append("nodes_to_exclude=/lm_head/MatMul")
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        raise SystemExit(f"The model builder failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


def write_head_size(graph: onnx.GraphProto, head_size: int) -> None:
    """transformers.js sizes its empty cache from the graph, where the builder leaves the head size a name."""
    for value in [*graph.input, *graph.output]:
        if value.name.startswith(("past_key_values.", "present.")):
            dimension = value.type.tensor_type.shape.dim[3]
            dimension.Clear()
            dimension.dim_value = head_size


def make_bundle(shape: Shape, folder: Path, work: Path) -> None:
    checkpoint, export = work / "checkpoint", work / "export"
    make_checkpoint(shape, checkpoint)
    build(shape, checkpoint, export, work / "cache")
    model_path = folder / ONNX_PATH
    model_path.parent.mkdir(parents=True)
    model = onnx.load(export / "model.onnx", load_external_data=False)
    write_head_size(model.graph, shape.hidden_size // shape.num_attention_heads)
    data_path = model_path.with_name(model_path.name + "_data")
    grow_layers(model.graph, export, shape.built_layers, shape.num_hidden_layers, data_path)
    onnx.save(model, model_path)

    genai_config = json.loads((export / "genai_config.json").read_text("utf-8"))
    genai_config["model"]["decoder"] |= {"filename": ONNX_PATH, "num_hidden_layers": shape.num_hidden_layers}
    write_json(folder / "genai_config.json", genai_config)
    config = json.loads((checkpoint / "config.json").read_text("utf-8"))
    config.pop("layer_types", None)  # has an entry a layer, and follows from the rest
    write_json(folder / "config.json", config | {"num_hidden_layers": shape.num_hidden_layers})
    for name in ("generation_config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(checkpoint / name, folder)
    if has_gguf(shape):
        write_gguf(folder, model_path, folder / GGUF_NAME)


def has_gguf(shape: Shape) -> bool:
    """Q4_0 has blocks of 32 and no zero points; the writer, as many keys as queries."""
    return shape.block_size == 32 and shape.num_key_value_heads is None and not shape.has_float_head


def write_json(path: Path, value) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", choices=["demo", *SHAPES])
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    args.folder.parent.mkdir(parents=True, exist_ok=True)
    # Made under another name, so that a folder that stands is whole.
    with tempfile.TemporaryDirectory(dir=args.folder.parent, prefix=f".{args.shape}-") as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        if args.shape == "demo":
            write_gguf(DEMO, DEMO / ONNX_PATH, made / GGUF_NAME)
        else:
            make_bundle(SHAPES[args.shape], made, Path(temporary))
        made.rename(args.folder)


if __name__ == "__main__":
    main()
