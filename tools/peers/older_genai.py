"""Which models an older onnxruntime-genai loads: python older_genai.py NAME=FOLDER... prints JSON, one error or null for each.

Run it with the Python of the profiles mid-2024 and mid-2025. `fixtures/genai/older-loads.json` holds what it printed
for the models in `fixtures`, with the errors cut to 160 characters; onnxruntime-genai 0.3 stands for 0.2, whose packages are gone.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import onnxruntime_genai as og

# Keys that later versions know, each with a value; they are added to one model's genai_config.json.
LATER_KEYS = {
    "model.tokenizer_dir": ".",
    "model.prompt_templates": {"user": "{Content}"},
    "model.image_token_id": 3,
    "model.decoder.sliding_window": {"window_size": 2047, "slide_key_value_cache": False},
    "model.decoder.sliding_window.layers": [],
    "model.decoder.sliding_window.slide_inputs": False,
    "model.decoder.run_options": {},
    "model.decoder.session_options.graph_optimization_level": "ORT_ENABLE_ALL",
    "model.decoder.session_options.config_entries": {},
    "model.decoder.session_options.use_env_allocators": True,
    "model.decoder.inputs.inputs_embeds": "inputs_embeds",
    "model.decoder.inputs.total_sequence_length": "total_sequence_length",
    "search.batch_size": 1,
    "search.chunk_size": 16,
    "search.random_seed": 1,
}


def error_of(folder):
    try:
        og.Model(str(folder))
        return None
    except Exception as error:
        return str(error).replace(f"{folder}/", "")


def with_key(config, path, value):
    *parents, name = path.split(".")
    copy = json.loads(json.dumps(config))
    at = copy
    for parent in parents:
        at = at.setdefault(parent, {"window_size": 2047} if parent == "sliding_window" else {})
    at[name] = value
    return copy


def main():
    folders = dict(argument.split("=") for argument in sys.argv[1:])
    errors = {name: error_of(Path(folder)) for name, folder in folders.items()}
    base = Path(folders["builder-0.3"])
    config = json.loads((base / "genai_config.json").read_text())
    for path, value in LATER_KEYS.items():
        with tempfile.TemporaryDirectory() as folder:
            for file in base.iterdir():
                if file.name != "genai_config.json":
                    os.symlink(file.resolve(), Path(folder) / file.name)
            (Path(folder) / "genai_config.json").write_text(json.dumps(with_key(config, path, value)))
            errors[path] = error_of(Path(folder))
    print(json.dumps({"version": og.__version__, "errors": errors}, indent=1))


main()
