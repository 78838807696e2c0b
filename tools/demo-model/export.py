"""Makes the bundle from the trained model: python export.py WORK_FOLDER BUNDLE_FOLDER

1. onnxruntime-genai's own model builder exports WORK_FOLDER/hf to int4 (block 32, accuracy level 4).
2. Three changes to its graph, none of which changes a number: the embedding table is stored as fp16 (its values are
   fp16 already) with a Cast behind the lookup; the head size in the key/value shapes is written as a number, because
   transformers.js sizes its empty cache from it; everything lies in one file.
3. Proof that the int4 weights, multiplied out, equal model.safetensors number for number.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnx.external_data_helper import convert_model_from_external_data
from safetensors.numpy import load_file

HEAD_SIZE = 64
ONNX_PATH = "onnx/model_q4.onnx"


def build(hf: Path, export: Path, cache: Path) -> None:
    shutil.rmtree(export, ignore_errors=True)
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", hf, "-o", export, "-p", "int4", "-e", "cpu",
               "-c", cache, "--extra_options", "block_size=32", "accuracy_level=4", "shared_embeddings=false"]  # fmt: skip
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"The model builder failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def store_embedding_as_fp16(graph: onnx.GraphProto) -> None:
    index, gather = next((i, n) for i, n in enumerate(graph.node) if n.op_type == "Gather" and "embed" in n.input[0])
    table = next(t for t in graph.initializer if t.name == gather.input[0])
    values = numpy_helper.to_array(table)
    halved = values.astype(np.float16)
    if not np.array_equal(halved.astype(np.float32), values):
        raise ValueError("the embedding table is not exact in fp16")
    table.CopyFrom(numpy_helper.from_array(halved, table.name))
    output = gather.output[0]
    gather.output[0] = f"{output}_fp16"
    cast = helper.make_node("Cast", [gather.output[0]], [output], f"{gather.name}/Cast", to=onnx.TensorProto.FLOAT)
    graph.node.insert(index + 1, cast)


def write_head_size(graph: onnx.GraphProto) -> None:
    for value in [*graph.input, *graph.output]:
        if value.name.startswith(("past_key_values.", "present.")):
            dimension = value.type.tensor_type.shape.dim[3]
            dimension.Clear()
            dimension.dim_value = HEAD_SIZE


def multiply_out(quantized: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """MatMulNBits weights, uint8 [out, blocks, 16] low nibble first with zero point 8 -> f32 [out, in]."""
    low, high = quantized & 15, quantized >> 4
    integers = np.stack([low, high], axis=-1).reshape(quantized.shape[0], -1).astype(np.float32) - 8
    return integers * np.repeat(scales.reshape(quantized.shape[0], -1), 32, axis=1)


def check_same_weights(graph: onnx.GraphProto, safetensors: dict[str, np.ndarray]) -> int:
    """@returns the number of weights compared; raises at the first tensor that differs."""
    tensors = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    compared = 0
    for name in [n for n in tensors if n.endswith("weight_Q4")]:
        onnx_weight = multiply_out(tensors[name], tensors[name.replace("_Q4", "_scales")])
        layer = name.removesuffix(".MatMul.weight_Q4").replace(".attn.", ".self_attn.")
        if layer.endswith(("gate_proj", "up_proj")):
            gate, up = np.split(safetensors[layer.rsplit(".", 1)[0] + ".gate_up_proj.weight"], 2)
            weight = gate if layer.endswith("gate_proj") else up
        else:
            weight = safetensors[f"{layer}.weight"]
        if not np.array_equal(onnx_weight, weight.astype(np.float32)):
            raise ValueError(f"{name} differs from model.safetensors")
        compared += weight.size
    return compared


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(bundle: Path) -> None:
    files = sorted(p for p in bundle.rglob("*") if p.is_file() and p.name != "bundle.json")
    manifest = {
        "name": "Phi-3 demo (embedded)",
        "description": "A toy with Phi-3's architecture and chat format, trained from scratch for this page. "
        "It knows capitals, jokes and a few facts; it is not Microsoft's Phi-3.",
        "demo": True,
        "files": [
            {"path": p.relative_to(bundle).as_posix(), "size": p.stat().st_size, "sha256": sha256(p)} for p in files
        ],
    }
    (bundle / "bundle.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def main() -> None:
    work, bundle = Path(sys.argv[1]), Path(sys.argv[2])
    hf, export = work / "hf", work / "export"
    build(hf, export, work / "cache")
    model = onnx.load(export / "model.onnx")
    convert_model_from_external_data(model)
    compared = check_same_weights(model.graph, load_file(hf / "model.safetensors"))
    print(f"{compared} int4 weights equal model.safetensors")
    store_embedding_as_fp16(model.graph)
    write_head_size(model.graph)

    (bundle / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(model, bundle / ONNX_PATH)
    for name in ("generation_config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"):
        shutil.copyfile(hf / name, bundle / name)
    config = json.loads((hf / "config.json").read_text("utf-8"))
    config["dtype"] = "float32"  # the weights are exact in fp16, and every runtime computes with them in fp32
    (bundle / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    genai_config = json.loads((export / "genai_config.json").read_text("utf-8"))
    genai_config["model"]["decoder"]["filename"] = ONNX_PATH
    (bundle / "genai_config.json").write_text(json.dumps(genai_config, indent=2) + "\n", "utf-8")
    write_manifest(bundle)
    print("bundle", sum(p.stat().st_size for p in bundle.rglob("*") if p.is_file()), "bytes")


if __name__ == "__main__":
    main()
