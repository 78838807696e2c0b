"""Asks the bundle all held-out questions: python evaluate.py BUNDLE_FOLDER REPORT.json [--limit N per kind]

Native onnxruntime-genai answers (greedy); a sample is also answered by transformers on model.safetensors, to see that
one set of weights gives one set of tokens although native multiplies with int8 activations.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import onnxruntime_genai as og
import torch
from transformers import AutoTokenizer, Phi3ForCausalLM

from heldout import all_cases

LONGEST_ANSWER = 96


class NativeChat:
    """onnxruntime-genai on the bundle."""

    def __init__(self, bundle: Path):
        self.model = og.Model(str(bundle))
        self.tokenizer = og.Tokenizer(self.model)

    def encode(self, messages: list[dict]) -> list[int]:
        prompt = self.tokenizer.apply_chat_template(json.dumps(messages), add_generation_prompt=True)
        return [int(i) for i in self.tokenizer.encode(prompt)]

    def answer(self, ids: list[int]) -> list[int]:
        params = og.GeneratorParams(self.model)
        params.set_search_options(do_sample=False, max_length=min(1024, len(ids) + LONGEST_ANSWER))
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        return [int(i) for i in generator.get_sequence(0)[len(ids) :]]


class TorchChat:
    """transformers on model.safetensors, in fp32."""

    def __init__(self, bundle: Path):
        self.model = Phi3ForCausalLM.from_pretrained(bundle, dtype=torch.float32).eval()
        self.tokenizer = AutoTokenizer.from_pretrained(bundle)
        self.stops = self.model.generation_config.eos_token_id

    def encode(self, messages: list[dict]) -> list[int]:
        prompt = self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        return self.tokenizer(prompt, add_special_tokens=False)["input_ids"]

    def answer(self, ids: list[int]) -> list[int]:
        longest = min(1024, len(ids) + LONGEST_ANSWER)
        out = self.model.generate(torch.tensor([ids]), max_length=longest, do_sample=False)[0].tolist()[len(ids) :]
        return [i for i in out if i not in self.stops]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle", type=Path)
    parser.add_argument("report", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--torch", type=int, default=400, help="how many chats transformers answers too")
    options = parser.parse_args()
    native = NativeChat(options.bundle)
    cases = all_cases()
    random.Random(3).shuffle(cases)
    asked, right, wrong = Counter(), Counter(), defaultdict(list)
    answered, started = [], time.time()
    for case in cases:
        kind = case["kind"]
        if asked[kind] == options.limit:
            continue
        asked[kind] += 1
        ids = native.encode(case["messages"])
        out = native.answer(ids)
        text = native.tokenizer.decode(out).strip()
        answered.append((case, ids, out))
        if text == case["want"]:
            right[kind] += 1
        else:
            wrong[kind].append([case["messages"][-1]["content"], text, case["want"]])
    for kind in asked:
        print(f"{kind:34s} {right[kind]:5d} / {asked[kind]:5d} = {100 * right[kind] / asked[kind]:6.2f} %")
        for question, text, _ in wrong[kind][:4]:
            print(f"      {question!r} -> {text!r}")
    print(f"{time.time() - started:.0f} s")

    torch_chat = TorchChat(options.bundle)
    sample = answered[: options.torch]
    same_ids = sum(torch_chat.encode(case["messages"]) == ids for case, ids, _ in sample)
    same_tokens = sum(torch_chat.answer(ids) == out for _, ids, out in sample)
    print(f"transformers: same prompt ids {same_ids} / {len(sample)}, same answer tokens {same_tokens} / {len(sample)}")
    report = {
        "kinds": {kind: {"right": right[kind], "asked": asked[kind]} for kind in sorted(asked)},
        "wrong": wrong,
        "agreement": {"chats": len(sample), "samePromptIds": same_ids, "sameAnswerTokens": same_tokens},
    }
    options.report.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
