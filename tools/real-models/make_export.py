"""Makes a public repository in small, with the onnxruntime-genai builder of the environment that runs this.

    python make_export.py SPEC.json OUT

SPEC holds `architecture`, `config` (of transformers), `tokenizer` (a folder), `files` (small JSON files, by name) and `folders`: for
each its `path` below OUT, `onnx` (the name of its file), `precision`, `executionProvider` and `options` of the builder. With
`weights`, OUT holds the weights as safetensors, in bfloat16 and two shards; with `isTransformersJs`, what belongs beside the ONNX
file lies at the top, as transformers.js looks for it. The weights follow from a seed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def make_checkpoint(spec: dict, folder: Path):
    import torch
    import transformers

    config = getattr(transformers, f"{spec['architecture']}Config")(**spec["config"])
    torch.manual_seed(0)
    model = getattr(transformers, f"{spec['architecture']}ForCausalLM")(config).eval()
    model.save_pretrained(folder)
    add_small_files(spec, folder)
    return model


def add_small_files(spec: dict, folder: Path) -> None:
    for file in Path(spec["tokenizer"]).iterdir():
        shutil.copy(file, folder / file.name)
    for name, content in spec["files"].items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def save_weights(model, spec: dict, out: Path) -> None:
    import torch

    size = sum(parameter.numel() for parameter in model.parameters()) * 2
    model.to(torch.bfloat16).save_pretrained(out, max_shard_size=f"{size * 2 // 3 // 1000}KB")
    add_small_files(spec, out)


def export(checkpoint: Path, target: dict, spec: dict, out: Path) -> None:
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
    is_transformers_js = spec.get("isTransformersJs", False)
    data = target["onnx"] + ("_data" if is_transformers_js else ".data")
    rename(made, target["onnx"], data)
    folder = out / target["path"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in (target["onnx"], data):
        shutil.move(made / name, folder / name)
    beside = out if is_transformers_js else folder
    shutil.copy(checkpoint / "config.json", beside / "config.json")
    if is_transformers_js:
        add_small_files(spec, beside)
    else:
        # It has what generation_config.json says.
        shutil.move(made / "genai_config.json", beside / "genai_config.json")
        add_small_files(spec | {"files": {}}, beside)


def rename(made: Path, name: str, data: str) -> None:
    """Gives the graph and its weights the names that the repository has."""
    import onnx

    if (name, data) == ("model.onnx", "model.onnx.data"):
        return
    model = onnx.load(made / "model.onnx", load_external_data=False)
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == "location":
                entry.value = data
    (made / name).write_bytes(model.SerializeToString(deterministic=True))
    (made / "model.onnx.data").rename(made / data)
    config = json.loads((made / "genai_config.json").read_text("utf-8"))
    config["model"]["decoder"]["filename"] = name
    (made / "genai_config.json").write_text(json.dumps(config, indent=4), "utf-8")


def main() -> None:
    spec = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    out = Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        checkpoint = Path(temporary)
        model = make_checkpoint(spec, checkpoint)
        for target in spec["folders"]:
            export(checkpoint, target, spec, out)
            print(target["path"])
        if spec.get("weights"):
            save_weights(model, spec, out)


if __name__ == "__main__":
    main()
