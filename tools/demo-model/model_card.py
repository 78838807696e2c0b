"""Writes the bundle's README.md from evaluate.py's report: python model_card.py BUNDLE_FOLDER REPORT.json"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from export import write_manifest

CARD = """---
license: mit
language: en
pipeline_tag: text-generation
library_name: onnxruntime-genai
---
# Phi-3 demo

**A toy, not Microsoft's Phi-3.** It has Phi-3's architecture (`Phi3ForCausalLM`) and chat format at a thousandth of the
size: 4.5 million weights, 4 layers, a vocabulary of 2048, a context of 1024 tokens. It was trained from scratch, in about
an hour on two CPU cores, on chats that a script makes from small tables. It exists so that the notebook can be tried at
once, and so that its tests can compare what the page answers with what native libraries answer.

It was taught the capitals and continents of 194 countries, one joke on each of {jokes} topics, short definitions of {topics}
terms round MLflow, ONNX and language models, short lists, a few facts and small talk, to follow a system message that makes
it a helpful assistant, a stand-up comedian, a pirate, or brief, and to say that it does not know the rest. The table says how
well it learned each; a name that it never saw it repeats nearly always. It speaks simple English only. Do not use it for
anything that matters.

## How often it is right

On wordings that were kept out of training; greedy; the whole answer must match; native onnxruntime-genai {genai}, int4 with
accuracy level 4.

| kind | right | of | |
|---|---|---|---|
{rows}

"Small talk in new words" was written by hand and is not made of the training script's pieces.

## Files

One set of weights for every runtime. The int4 values in `onnx/model_q4.onnx` (block 32, accuracy level 4, from
onnxruntime-genai's model builder) multiplied out are, number for number, the fp16 values in `model.safetensors`; the export
checks it. Of {chats} held-out chats, transformers {transformers} (fp32) gave the same tokens as native onnxruntime-genai in
{same}.

Made by `tools/demo-model/reproduce.sh` (seed 0; torch {torch}, transformers {transformers}, onnxruntime-genai {genai}). Another
machine may round differently and so give slightly different weights. MIT licence.
"""


def main() -> None:
    bundle, report = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    from corpus import JOKES, TOPICS

    rows = "\n".join(
        f"| {kind} | {n['right']} | {n['asked']} | {100 * n['right'] / n['asked']:.1f} % |"
        for kind, n in report["kinds"].items()
    )
    agreement = report["agreement"]
    card = CARD.format(
        jokes=len(JOKES), topics=len(TOPICS), rows=rows, chats=agreement["chats"], same=agreement["sameAnswerTokens"],
        torch=version("torch").split("+")[0], transformers=version("transformers"), genai=version("onnxruntime-genai"),
    )  # fmt: skip
    (bundle / "README.md").write_text(card, "utf-8")
    write_manifest(bundle)


if __name__ == "__main__":
    main()
