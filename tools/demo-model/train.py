"""Trains the demo model from scratch: python train.py WORK_FOLDER [--steps N]

Writes WORK_FOLDER/hf: a Phi3ForCausalLM whose weights lie on the int4 grid, stored as fp16. From the end of the
first stage on they are trained on the grid, so that rounding them costs nothing.
"""

import argparse
import math
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn.utils import parametrize
from transformers import GenerationConfig, Phi3Config, Phi3ForCausalLM

import corpus
from int4_grid import SnapStraightThrough, snap
from tokenizer import CONTEXT_LENGTH, train_tokenizer

SEED = 0
BATCH = 32
WARM_UP_STEPS = 100
IGNORED = -100


@dataclass(frozen=True)
class Stage:
    number: int
    steps: int
    peak_learning_rate: float
    grid_from: int
    """Step from which the weights are trained on the int4 grid."""


STAGES = (
    Stage(1, steps=4000, peak_learning_rate=2e-3, grid_from=2800),
    Stage(2, steps=2300, peak_learning_rate=1e-3, grid_from=0),
    Stage(3, steps=1500, peak_learning_rate=7e-4, grid_from=0),
    Stage(4, steps=800, peak_learning_rate=6e-4, grid_from=0),
    Stage(5, steps=700, peak_learning_rate=5e-4, grid_from=0),
)


class Batches:
    """Endless batches of chats of like length; loss falls on what the assistant says only."""

    def __init__(self, tokenizer: Tokenizer, stage: int):
        self.tokenizer = tokenizer
        self.stage = stage
        self.random = random.Random(SEED + 1000 * stage)
        self.role = {r: tokenizer.token_to_id(f"<|{r}|>") for r in ("system", "user", "assistant")}
        self.end, self.pad = tokenizer.token_to_id("<|end|>"), tokenizer.token_to_id("<|endoftext|>")

    def encode(self, messages: list[dict[str, str]]) -> tuple[list[int], list[int]]:
        ids, labels = [], []
        for message in messages:
            body = self.tokenizer.encode(message["content"], add_special_tokens=False).ids + [self.end]
            ids += [self.role[message["role"]], *body]
            labels += [IGNORED] + (body if message["role"] == "assistant" else [IGNORED] * len(body))
        return ids[:CONTEXT_LENGTH], labels[:CONTEXT_LENGTH]

    def __iter__(self):
        while True:
            chats = sorted((self.encode(corpus.chat(self.random, self.stage)) for _ in range(BATCH * 40)), key=lambda c: len(c[0]))
            batches = [chats[i : i + BATCH] for i in range(0, len(chats), BATCH)]
            self.random.shuffle(batches)
            for batch in batches:
                longest = max(len(ids) for ids, _ in batch)
                width = (longest + 15) // 16 * 16  # few distinct shapes: the CPU kernels are built once a shape
                yield (
                    torch.tensor([ids + [self.pad] * (width - len(ids)) for ids, _ in batch]),
                    torch.tensor([labels + [IGNORED] * (width - len(labels)) for _, labels in batch]),
                )


def make_config(tokenizer: Tokenizer) -> Phi3Config:
    pad = tokenizer.token_to_id("<|endoftext|>")
    return Phi3Config(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
        num_key_value_heads=4, intermediate_size=768, max_position_embeddings=CONTEXT_LENGTH,
        original_max_position_embeddings=CONTEXT_LENGTH, sliding_window=None, tie_word_embeddings=True,
        resid_pdrop=0.0, embd_pdrop=0.0, attention_dropout=0.0, bos_token_id=1, eos_token_id=pad, pad_token_id=pad,
    )  # fmt: skip


def learning_rate(step: int, stage: Stage) -> float:
    if step < WARM_UP_STEPS:
        return stage.peak_learning_rate * (step + 1) / WARM_UP_STEPS
    progress = (step - WARM_UP_STEPS) / max(1, stage.steps - WARM_UP_STEPS)
    return stage.peak_learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress)))


def train(model: Phi3ForCausalLM, tokenizer: Tokenizer, stage: Stage) -> None:
    matrices = [p for p in model.parameters() if p.dim() == 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}], betas=(0.9, 0.95)
    )
    batches = iter(Batches(tokenizer, stage.number))
    started, losses, head = time.time(), [], SnapStraightThrough()
    for step in range(stage.steps):
        if step == stage.grid_from:
            for name, module in model.named_modules():
                if isinstance(module, torch.nn.Linear) and name != "lm_head":
                    parametrize.register_parametrization(module, "weight", SnapStraightThrough())
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, stage)
        ids, labels = next(batches)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state[:, :-1]
            targets = labels[:, 1:].reshape(-1)
            kept = (targets != IGNORED).nonzero()[:, 0]
            kept = torch.cat([kept, kept.new_zeros(-len(kept) % 256)])  # position 0 is never a target
            weight = model.lm_head.weight
            logits = F.linear(hidden.reshape(-1, hidden.shape[-1])[kept], head(weight) if step >= stage.grid_from else weight)
        loss = F.cross_entropy(logits.float(), targets[kept], ignore_index=IGNORED)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if (step + 1) % 50 == 0:
            minutes = (time.time() - started) / 60
            print(f"stage {stage.number} step {step + 1}/{stage.steps} loss {sum(losses) / len(losses):.4f} {minutes:.1f} min", flush=True)
            losses = []
    for module in model.modules():
        if isinstance(module, torch.nn.Linear) and parametrize.is_parametrized(module):
            parametrize.remove_parametrizations(module, "weight", leave_parametrized=False)


def save(model: Phi3ForCausalLM, tokenizer: Tokenizer, folder: Path) -> None:
    """Unties the head (int4) from the embedding (fp16), puts every weight where fp16 holds it exactly, and writes."""
    weights = {name: value.detach().float().clone() for name, value in model.state_dict().items()}
    config = make_config(tokenizer)
    config.tie_word_embeddings = False
    config.dtype = "float32"  # computed in fp32; the file holds fp16 because that is exact here
    for name, value in weights.items():
        on_grid = value.dim() == 2 and "embed_tokens" not in name
        exact = (snap(value) if on_grid else value).half()
        if on_grid and not torch.equal(exact.float(), snap(value)):
            raise ValueError(f"{name}: a block's scale is too small for fp16")
        weights[name] = exact
    untied = Phi3ForCausalLM(config)
    untied.load_state_dict({name: value.float() for name, value in weights.items()})
    untied.half()
    untied.config.dtype = "float32"
    end_tokens = [tokenizer.token_to_id(t) for t in ("<|endoftext|>", "<|end|>", "<|assistant|>")]
    untied.generation_config = GenerationConfig(
        bos_token_id=1, eos_token_id=end_tokens, pad_token_id=end_tokens[0], do_sample=False
    )
    untied.save_pretrained(folder)


def load(hf: Path, tokenizer: Tokenizer) -> Phi3ForCausalLM:
    """The model that the stage before has written, with head and embedding tied again."""
    model = Phi3ForCausalLM._from_config(make_config(tokenizer), attn_implementation="sdpa")
    weights = load_file(hf / "model.safetensors")
    weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
    model.load_state_dict({name: value.float() for name, value in weights.items()})
    return model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from-stage", type=int, default=1, help="go on from what an earlier stage has written")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    hf = options.folder / "hf"
    if options.from_stage == 1:
        train_tokenizer(hf)
    tokenizer = Tokenizer.from_file(str(hf / "tokenizer.json"))
    for stage in STAGES[options.from_stage - 1 :]:
        torch.manual_seed(SEED)
        first = stage.number == 1
        model = Phi3ForCausalLM._from_config(make_config(tokenizer), attn_implementation="sdpa") if first else load(hf, tokenizer)
        print("parameters", sum(p.numel() for p in model.parameters()), flush=True)
        train(model, tokenizer, stage)
        save(model, tokenizer, hf)


if __name__ == "__main__":
    main()
