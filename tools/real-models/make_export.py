"""Exports a small decoder in a public model's shape with the onnxruntime-genai builder of the environment that runs this.

    python make_export.py SPEC.json OUT

SPEC holds `architecture`, `config` (of transformers), `tokenizer` (a folder), and `folders`: for each its `path` below OUT,
`onnx` (the name of its file), `precision`, `executionProvider` and `options` of the builder. The weights follow from a seed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def make_checkpoint(spec: dict, folder: Path) -> None:
    import torch
    import transformers

    config = getattr(transformers, f"{spec['architecture']}Config")(**spec["config"])
    torch.manual_seed(0)
    model = getattr(transformers, f"{spec['architecture']}ForCausalLM")(config).eval()
    model.save_pretrained(folder)
    for file in Path(spec["tokenizer"]).iterdir():
        shutil.copy(file, folder / file.name)


def export(checkpoint: Path, target: dict, out: Path) -> None:
    made = checkpoint / "export"
    shutil.rmtree(made, ignore_errors=True)
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", checkpoint, "-o", made]
    command += ["-p", target["precision"], "-e", target["executionProvider"], "-c", checkpoint / "cache"]
    if target["options"]:
        command += ["--extra_options", *target["options"]]
    # The builder writes sets in their order.
    environment = os.environ | {"PYTHONHASHSEED": "0", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the builder failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    rename(made, target["onnx"])
    folder = out / target["path"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in (target["onnx"], f"{target['onnx']}.data", "genai_config.json"):
        shutil.move(made / name, folder / name)


def rename(made: Path, name: str) -> None:
    """Gives the graph and its weights the names that the repository has."""
    import onnx

    if name == "model.onnx":
        return
    model = onnx.load(made / "model.onnx", load_external_data=False)
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == "location":
                entry.value = f"{name}.data"
    (made / name).write_bytes(model.SerializeToString(deterministic=True))
    (made / "model.onnx.data").rename(made / f"{name}.data")
    config = json.loads((made / "genai_config.json").read_text("utf-8"))
    config["model"]["decoder"]["filename"] = name
    (made / "genai_config.json").write_text(json.dumps(config, indent=4), "utf-8")


def main() -> None:
    spec = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    out = Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        checkpoint = Path(temporary)
        make_checkpoint(spec, checkpoint)
        for target in spec["folders"]:
            export(checkpoint, target, out)
            print(target["path"])


if __name__ == "__main__":
    main()
