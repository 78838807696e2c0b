"""What Hugging Face's tokenizers library, which transformers runs on, makes of texts by a raw tokenizer.json.

    python library_tokenizer.py FOLDER TEXTS.json OUT.json
"""

import json
import sys
from pathlib import Path

import tokenizers


def result_of(tokenizer: tokenizers.Tokenizer, text: str) -> dict:
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    return {"ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=True) if ids else "", "stream": []}


if __name__ == "__main__":
    folder, texts, out = map(Path, sys.argv[1:])
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    results = [result_of(tokenizer, text) for text in json.loads(texts.read_text("utf-8"))]
    out.write_text(json.dumps({"version": tokenizers.__version__, "results": results}), "utf-8")
