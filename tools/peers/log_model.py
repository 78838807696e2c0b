"""Logs the seed's two models from a bundle folder with the real MLflow, as a person with a notebook would.

    python log_model.py option1|option2|option2-from-code BUNDLE OUT
    python hub.py BUNDLE owner/name python log_model.py option1-from-hub|option1-by-reference owner/name OUT

BUNDLE is a folder like public/models/phi3-demo; OUT, a folder that must not exist yet, becomes the MLflow model.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import argparse
import importlib
import json
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import mlflow
from elsewhere import elsewhere
from mlflow.models import infer_signature

#: MLflow 3 calls it "name".
NAME_ARGUMENT = "name" if int(mlflow.__version__.split(".")[0]) >= 3 else "artifact_path"

PROMPT = "<|system|>You are a helpful AI assistant.<|end|><|user|>What is the capital of Spain?<|end|><|assistant|>"
INPUT_EXAMPLE = {"prompt": PROMPT}
#: Their bundle is the name of a hub's repository.
FROM_HUB = ["option1-from-hub", "option1-by-reference"]
ONNX_FOLDER = "cpu-int4-rtn-block-32-acc-level-4"


def log_option1(model: str, **arguments) -> str:
    import transformers

    pipeline = transformers.pipeline(task="text-generation", model=model)
    with mlflow.start_run():
        info = mlflow.transformers.log_model(
            transformers_model=pipeline,
            **{NAME_ARGUMENT: "phi3-mlflow-model"},
            model_config={"max_length": 300, "truncation": True, "include_prompt": False},
            task="llm/v1/chat",
            **arguments,
        )
    return info.model_uri


def log_option2(bundle: Path, python_model) -> str:
    with tempfile.TemporaryDirectory() as temporary:
        onnx_folder = copy_onnx_folder(bundle, Path(temporary) / ONNX_FOLDER)
        with mlflow.start_run():
            info = mlflow.pyfunc.log_model(
                **{NAME_ARGUMENT: "phi3_mlflow_model"},
                python_model=python_model,
                artifacts={"phi3-mini-onnx": str(onnx_folder)},
                input_example=INPUT_EXAMPLE,
                signature=infer_signature(INPUT_EXAMPLE, ["Run"]),
                extra_pip_requirements=["torch", "onnxruntime_genai", "numpy"],
            )
    return info.model_uri


def copy_onnx_folder(bundle: Path, target: Path) -> Path:
    """Copies what onnxruntime-genai reads of a bundle: config, tokenizer, the graph and its external data."""
    config = json.loads((bundle / "genai_config.json").read_text("utf-8"))
    graph = Path(config["model"]["decoder"]["filename"])
    names = [Path("genai_config.json"), Path("tokenizer.json"), Path("tokenizer_config.json")]
    names += [path.relative_to(bundle) for path in (bundle / graph).parent.glob(graph.stem + ".onnx*")]
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle / name, target / name)
    return target


def log_model(option: str, bundle: Path, out: Path) -> None:
    """Logs in a temporary folder, where MLflow puts its artifacts, and copies the model's directory to `out`."""
    out = out.resolve()
    bundle = bundle if option in FROM_HUB else bundle.resolve()
    with elsewhere():
        uri = log(option, bundle)
        # Not download_artifacts, which adds a file of its own.
        shutil.copytree(folder_of(uri), out)


def folder_of(uri: str) -> str:
    """Where a model's directory lies, of a model that was logged on this machine."""
    if uri.startswith("models:/"):
        return mlflow.get_logged_model(uri.removeprefix("models:/")).artifact_location
    run, path = uri.removeprefix("runs:/").split("/", 1)
    return f"{mlflow.get_run(run).info.artifact_uri}/{path}".removeprefix("file://")


def log(option: str, bundle: Path) -> str:
    if option in FROM_HUB:
        return log_option1(bundle.as_posix(), save_pretrained=option == "option1-from-hub")
    if option == "option1":
        # By its bare name, as a hub's model: MLflow writes the name down, and it is not to be a path of this machine.
        Path(bundle.name).symlink_to(bundle)
        return log_option1(bundle.name)
    if option == "option2-from-code":
        return log_option2(bundle, str(Path(__file__).resolve().with_name(f"{phi3_module()}.py")))
    return log_option2(bundle, by_value_phi3_model())


def by_value_phi3_model():
    """An instance whose class cloudpickle takes by value, as it does for a class defined in a notebook."""
    import cloudpickle

    module = importlib.import_module(phi3_module())
    cloudpickle.register_pickle_by_value(module)
    # MLflow 2.22 loads the context of the very object that it then pickles; what was loaded cannot be, and is no part of it.
    module.Phi3Model.__getstate__ = lambda self: {}
    return module.Phi3Model()


def phi3_module() -> str:
    """The module with the class in the API of the installed onnxruntime-genai, which changed with 0.6."""
    major, minor = map(int, version("onnxruntime-genai").split(".")[:2])
    return "phi3_model" if (major, minor) >= (0, 6) else "phi3_model_before_0_6"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("option", choices=["option1", *FROM_HUB, "option2", "option2-from-code"])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    if arguments.out.exists():
        sys.exit(f"{arguments.out} exists already: name a folder that does not")
    log_model(arguments.option, arguments.bundle, arguments.out)


if __name__ == "__main__":
    main()
