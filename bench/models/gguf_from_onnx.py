"""The builder's int4 model as llama.cpp's Q4_0: the same 4-bit values, the scales rounded from f32 to f16."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.external_data_helper import load_external_data_for_tensor

from gguf_file import F16, F32, Q4_0, Tensor, U32, write_gguf_file

BLOCK = 32
Q4_0_BYTES = 18
"""Of a block of 32: an f16 scale and 16 bytes."""

# enum llama_token_type
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, BYTE = 1, 2, 3, 4, 6

PROMPT_IDS = range(300, 1900)
"""Of bench/prompt.ts."""


def write_gguf(bundle: Path, model_path: Path, out: Path) -> None:
    """`bundle` has the model's config.json."""
    config = json.loads((bundle / "config.json").read_text("utf-8"))
    weights = Weights(model_path)
    hidden, inner, layers = (config[f"{name}"] for name in ("hidden_size", "intermediate_size", "num_hidden_layers"))
    vocabulary = config["vocab_size"]

    def norm(name: str, source: str) -> Tensor:
        return Tensor(name, (hidden,), F32, 4 * hidden, partial(weights.floats, source, np.float32))

    def matrix(name: str, rows: int, columns: int, *sources: str) -> Tensor:
        size = rows * columns // BLOCK * Q4_0_BYTES
        return Tensor(name, (rows, columns), Q4_0, size, partial(weights.q4_0, *sources))

    table = partial(weights.floats, "model.embed_tokens.weight", np.float16)
    tensors = [
        Tensor("token_embd.weight", (vocabulary, hidden), F16, 2 * vocabulary * hidden, table),
        norm("output_norm.weight", f"model.layers.{layers}.final_norm_layernorm.weight"),
        matrix("output.weight", vocabulary, hidden, "lm_head"),
    ]
    for layer in range(layers):
        source, name = f"model.layers.{layer}", f"blk.{layer}"
        tensors += [
            norm(f"{name}.attn_norm.weight", f"{source}.input_layernorm.weight"),
            norm(f"{name}.ffn_norm.weight", f"{source}.post_attention_layernorm.weight"),
            matrix(f"{name}.attn_qkv.weight", 3 * hidden, hidden, f"{source}.attn.qkv_proj"),
            matrix(f"{name}.attn_output.weight", hidden, hidden, f"{source}.attn.o_proj"),
            matrix(f"{name}.ffn_up.weight", 2 * inner, hidden, f"{source}.mlp.gate_proj", f"{source}.mlp.up_proj"),
            matrix(f"{name}.ffn_down.weight", hidden, inner, f"{source}.mlp.down_proj"),
        ]
    write_gguf_file(out, metadata_of(config), tensors)


class Weights:
    """The initializers of an ONNX file, each read when it is asked for."""

    def __init__(self, model_path: Path):
        self.folder = model_path.parent
        graph = onnx.load(model_path, load_external_data=False).graph
        self.tensors = {tensor.name: tensor for tensor in graph.initializer}
        for node in graph.node:
            if node.op_type == "MatMulNBits" and len(node.input) > 3 and node.input[3]:
                raise ValueError(f"{node.name} has zero points, and Q4_0 has none")

    def array(self, name: str) -> np.ndarray:
        tensor = onnx.TensorProto()
        tensor.CopyFrom(self.tensors[name])
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            load_external_data_for_tensor(tensor, str(self.folder))
        return numpy_helper.to_array(tensor)

    def floats(self, name: str, dtype) -> np.ndarray:
        return self.array(name).astype(dtype)

    def q4_0(self, *names: str) -> np.ndarray:
        """Matrices under one another, as Q4_0 blocks."""
        return np.concatenate([self._q4_0(name) for name in names])

    def _q4_0(self, name: str) -> np.ndarray:
        quantized = self.array(f"{name}.MatMul.weight_Q4")
        rows, blocks, _ = quantized.shape
        scales = self.array(f"{name}.MatMul.weight_scales").reshape(rows, blocks, 1)
        out = np.empty((rows, blocks, Q4_0_BYTES), np.uint8)
        out[..., :2] = scales.astype(np.float16).view(np.uint8)
        # MatMulNBits has values 2i and 2i + 1 in byte i; Q4_0 has values i and i + 16.
        values = np.stack([quantized & 15, quantized >> 4], axis=-1).reshape(rows, blocks, BLOCK)
        out[..., 2:] = values[..., :16] | values[..., 16:] << 4
        return out


def metadata_of(config: dict) -> dict:
    heads = config["num_attention_heads"]
    context = config["max_position_embeddings"]
    values = {
        "context_length": U32(context),
        "rope.scaling.original_context_length": U32(context),
        "embedding_length": U32(config["hidden_size"]),
        "feed_forward_length": U32(config["intermediate_size"]),
        "block_count": U32(config["num_hidden_layers"]),
        "attention.head_count": U32(heads),
        "attention.head_count_kv": U32(config["num_key_value_heads"]),
        "attention.layer_norm_rms_epsilon": float(config["rms_norm_eps"]),
        # The builder's graph has no window either.
        "attention.sliding_window": U32(context),
        "rope.dimension_count": U32(config["hidden_size"] // heads),
        "rope.freq_base": float(config["rope_parameters"]["rope_theta"]),
    }
    # llama.cpp looks for Phi-3's own tokens in models that have phi3 in their name.
    architecture = {"general.architecture": "phi3", "general.name": "bench", "general.file_type": U32(2)}
    return architecture | {f"phi3.{key}": value for key, value in values.items()} | tokenizer_of(config["vocab_size"])


def tokenizer_of(vocab_size: int) -> dict:
    """A vocabulary of the bench's own, since wllama takes prompts as text only: "<300>" is the token 300, whatever stands
    round it. The tokens of the bench's prompts are like that; the others only have names."""
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    types = [UNKNOWN, CONTROL, CONTROL, *[BYTE] * 256]
    for id in range(len(tokens), vocab_size):
        tokens.append(f"<{id}>")
        types.append(USER_DEFINED if id in PROMPT_IDS else NORMAL)
    return {
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.scores": [-float(id) for id in range(vocab_size)],
        "tokenizer.ggml.token_type": types,
        "tokenizer.ggml.bos_token_id": U32(1),
        "tokenizer.ggml.eos_token_id": U32(2),
        "tokenizer.ggml.unknown_token_id": U32(0),
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.ggml.add_space_prefix": False,
    }
