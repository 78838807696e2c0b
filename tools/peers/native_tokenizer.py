"""What onnxruntime-genai's tokenizer makes of texts.

    python native_tokenizer.py FOLDER TEXTS.json OUT.json

For each text OUT holds its tokens, the text of those and what a stream gives for each.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import shutil
import sys
import tempfile
from pathlib import Path

import onnxruntime_genai as og

TINY = Path(__file__).parent / "fixtures/genai/tiny-fp32"


def native_tokenizer(folder: Path) -> og.Tokenizer:
    """Of the tokenizer's files in a folder: the model that og.Tokenizer asks for is the tiny one."""
    with tempfile.TemporaryDirectory() as made:
        for source in (TINY, folder):
            for file in source.iterdir():
                if source == folder or not file.name.startswith("tokenizer"):
                    shutil.copy(file, made)
        return og.Tokenizer(og.Model(made))


def result_of(tokenizer: og.Tokenizer, text: str) -> dict:
    ids = tokenizer.encode(text)
    stream = tokenizer.create_stream()
    return {
        "ids": [int(id) for id in ids],
        "decoded": tokenizer.decode(ids) if len(ids) > 0 else "",
        "stream": [stream.decode(id) for id in ids],
    }


if __name__ == "__main__":
    folder, texts, out = map(Path, sys.argv[1:])
    tokenizer = native_tokenizer(folder)
    results = [result_of(tokenizer, text) for text in json.loads(texts.read_text("utf-8"))]
    out.write_text(json.dumps({"version": og.__version__, "results": results}), "utf-8")
