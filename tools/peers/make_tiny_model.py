"""Makes fixtures/genai/tiny-fp32: Phi-3's architecture and tokenizer in small, with random weights, by the real builder.

    python make_tiny_model.py OUT

The weights follow from a seed. They mean nothing; the model is there to compare engines on, at every step and option.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

VOCABULARY = 512
CONTEXT_LENGTH = 512
SPECIAL_TOKENS = ["<|endoftext|>", "<|assistant|>", "<|system|>", "<|end|>", "<|user|>"]  # the last ids, as in Phi-3
CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>\n' + message['content'] + '<|end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}"
)
# Ordinary words, so that merges look like a language's; some letters beyond ASCII, so that not all fall back to bytes.
CORPUS = """
What is the capital of Spain? The capital of Spain is Madrid. It is the largest city of the country.
What is the capital of France? The capital of France is Paris. What is the capital of Italy? It is Rome.
Tell me a joke about an atom. You can never trust an atom, because atoms make up everything.
You are a helpful assistant. You are a stand-up comedian. Hello, how are you? I am fine, thank you. And you?
The river runs to the sea. The sun rises in the east and sets in the west. Water boils at 100 degrees.
Where there is a will there is a way. The early bird gets the worm. A watched pot never boils, they say.
Don't worry, it's all right; we've seen that. She'll come, he'd go, I'm here, they're there.
One, two, three, four, five, six, seven, eight, nine, ten. 0 1 2 3 4 5 6 7 8 9 10 12 100 2024.
for i in range(10): print(i) if x == y: return [x, y] else {"a": 1}
Der Weg ist das Ziel. Die Straße über den Fluß. L'été, le café, la façade. El niño y el señor. Привет, мир. 你好 世界
"""


def make_tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    base = VOCABULARY - len(SPECIAL_TOKENS)
    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.BpeTrainer(vocab_size=base - 258, special_tokens=["<unk>"], show_progress=False)
    trained.train_from_iterator(CORPUS.strip().splitlines(), trainer)
    model = json.loads(trained.to_str())["model"]

    # Llama's order: three control tokens, 256 bytes, what merges make, then single letters.
    vocabulary = {"<unk>": 0, "<s>": 1, "</s>": 2} | {f"<0x{byte:02X}>": 3 + byte for byte in range(256)}
    letters = [token for token in model["vocab"] if len(token) == 1]
    # Before 0.20, tokenizers wrote a pair as one string.
    learned = [pair.split(" ") if isinstance(pair, str) else pair for pair in model["merges"]]
    merges = [["▁", "▁"], ["▁▁", "▁▁"], *learned]
    merges = merges[: base - len(vocabulary) - len(letters)]
    for token in [*("".join(pair) for pair in merges), *letters]:
        vocabulary.setdefault(token, len(vocabulary))
    while len(vocabulary) < base:
        vocabulary[f"<|unused{len(vocabulary)}|>"] = len(vocabulary)

    def added(content: str, id: int, rstrip: bool) -> dict:
        return {
            "id": id,
            "content": content,
            "single_word": False,
            "lstrip": False,
            "rstrip": rstrip,
            "normalized": False,
            "special": content != "</s>",
        }

    added_tokens = [added("<unk>", 0, False), added("<s>", 1, False), added("</s>", 2, True)]
    added_tokens += [added(name, base + i, i > 0) for i, name in enumerate(SPECIAL_TOKENS)]
    space, bar = {"String": " "}, {"String": "▁"}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added_tokens,
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Prepend", "prepend": "▁"},
                {"type": "Replace", "pattern": space, "content": "▁"},
            ],
        },
        "pre_tokenizer": None,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {},
        },
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": bar, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0},
            ],
        },
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": "<unk>",
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": True,
            "byte_fallback": True,
            "vocab": vocabulary,
            "merges": [" ".join(pair) for pair in merges],
        },
    }
    config = {
        "add_bos_token": False,
        "add_eos_token": False,
        "added_tokens_decoder": {str(token["id"]): {k: v for k, v in token.items() if k != "id"} for token in added_tokens},
        "bos_token": "<s>",
        "chat_template": CHAT_TEMPLATE,
        "clean_up_tokenization_spaces": False,
        "eos_token": "<|endoftext|>",
        "legacy": False,
        "model_max_length": CONTEXT_LENGTH,
        "pad_token": "<|endoftext|>",
        "tokenizer_class": "LlamaTokenizer",
        "unk_token": "<unk>",
    }
    write_json(folder / "tokenizer.json", tokenizer)
    write_json(folder / "tokenizer_config.json", config)


def make_weights(folder: Path, changes: dict) -> None:
    """Phi-3's configuration in small, with `changes` to it."""
    import torch
    from transformers import Phi3Config, Phi3ForCausalLM

    torch.manual_seed(0)
    eos = VOCABULARY - len(SPECIAL_TOKENS)
    values = dict(
        vocab_size=VOCABULARY,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=CONTEXT_LENGTH,
        original_max_position_embeddings=CONTEXT_LENGTH,
        bos_token_id=1,
        eos_token_id=eos,
        pad_token_id=eos,
        tie_word_embeddings=False,
        sliding_window=None,
        initializer_range=0.5,  # large, so that the logits are far apart and greedy runs do not fall into a loop
    )
    Phi3ForCausalLM(Phi3Config(**values | changes)).eval().save_pretrained(folder)


def build(source: Path, out: Path) -> None:
    import onnx

    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", source, "-o", out, "-p", "fp32", "-e", "cpu"]
    command += ["-c", source / "cache"]
    environment = os.environ | {"PYTHONHASHSEED": "0"}  # the builder writes sets in their order
    done = subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the builder failed:\n{done.stdout}\n{done.stderr}")
    graph = onnx.load(out / "model.onnx")  # with the weights, which then go inside
    for path in out.iterdir():
        if path.name not in ("genai_config.json", "tokenizer.json", "tokenizer_config.json"):
            path.unlink()
    (out / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    # The builder rewrites the tokenizer through transformers; Phi-3's own files come as they were made.
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (out / name).write_bytes((source / name).read_bytes())


def write_json(path: Path, value) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


def make(out: Path, changes: dict | None = None) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        make_tokenizer(Path(temporary))
        make_weights(Path(temporary), changes or {})
        build(Path(temporary), out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    make(parser.parse_args().out)
