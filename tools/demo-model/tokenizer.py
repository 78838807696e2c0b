"""Trains the byte-pair tokenizer and writes it in the form of Phi-3's: tokenizer.json, tokenizer_config.json.

onnxruntime-extensions, which onnxruntime-genai uses, splits words from punctuation whatever tokenizer.json says. So the
merges are learned with words, punctuation and digits kept apart, and no merge ever crosses such a border: then
Hugging Face's tokenizer and the native one agree.
"""

import json
import random
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

import corpus

VOCABULARY = 2048
CONTEXT_LENGTH = 1024
# Phi-3's own template: a newline after each role and each <|end|>; the special tokens swallow it (rstrip).
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>\n' + message['content'] + '<|end|>\n'}}"
    "{% elif message['role'] == 'user' %}{{'<|user|>\n' + message['content'] + '<|end|>\n'}}"
    "{% elif message['role'] == 'assistant' %}{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}"
)
FIRST = ["<unk>", "<s>", "</s>"]
LAST = ["<|endoftext|>", "<|assistant|>", "<|system|>", "<|end|>", "<|user|>"]


def training_lines(chats: int = 30_000) -> list[str]:
    r = random.Random(5)
    lines = [line for _ in range(chats) for m in corpus.chat(r) for line in m["content"].split("\n")]
    for c in corpus.COUNTRIES:
        lines += [c.name, c.capital, *c.aliases] * 5
    return lines


def train_tokenizer(folder: Path) -> None:
    trained = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    trained.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always"),
        pre_tokenizers.Punctuation(behavior="isolated"),
        pre_tokenizers.Digits(individual_digits=True),
    ])  # fmt: skip
    alphabet = [chr(i) for i in range(33, 127)] + ["▁"]
    learned_size = VOCABULARY - len(FIRST) - 256 - len(LAST)
    trainer = trainers.BpeTrainer(vocab_size=learned_size, min_frequency=2, initial_alphabet=alphabet, show_progress=False)
    trained.train_from_iterator(training_lines(), trainer)

    tokenizer = json.loads(trained.to_str())
    learned = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    vocabulary = FIRST + [f"<0x{i:02X}>" for i in range(256)] + learned
    tokenizer["model"]["vocab"] = {token: i for i, token in enumerate(vocabulary)}
    # As one string each, which tokenizers before 0.20 read too, those of mid-2024; later ones write them as pairs.
    tokenizer["model"]["merges"] = [" ".join(pair) for pair in tokenizer["model"]["merges"]]
    tokenizer["normalizer"] = {"type": "Sequence", "normalizers": [
        {"type": "Prepend", "prepend": "▁"},
        {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
    ]}  # fmt: skip
    tokenizer["pre_tokenizer"] = None
    tokenizer["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [{"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {},
    }
    tokenizer["decoder"] = {"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
        {"type": "ByteFallback"},
        {"type": "Fuse"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 0},
    ]}  # fmt: skip
    added = [(i, token, False) for i, token in enumerate(FIRST)]
    added += [(len(vocabulary) + i, token, token != "<|endoftext|>") for i, token in enumerate(LAST)]
    tokenizer["added_tokens"] = [
        {"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": rstrip, "normalized": False, "special": True}
        for i, t, rstrip in added
    ]
    config = {
        "add_bos_token": False,
        "add_eos_token": False,
        "added_tokens_decoder": {str(a["id"]): {k: v for k, v in a.items() if k != "id"} for a in tokenizer["added_tokens"]},
        "bos_token": "<s>",
        "chat_template": CHAT_TEMPLATE,
        "clean_up_tokenization_spaces": False,
        "eos_token": "<|endoftext|>",
        "legacy": False,
        "model_max_length": CONTEXT_LENGTH,
        "pad_token": "<|endoftext|>",
        "padding_side": "left",
        "sp_model_kwargs": {},
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": "<unk>",
        "use_default_system_prompt": False,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")
