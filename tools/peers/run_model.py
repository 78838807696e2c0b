"""Loads an MLflow model directory with the real MLflow, asks it, and writes down what it answers.

    python run_model.py MODEL --inputs in.json [--out out.json] [--source-model FOLDER]

in.json is a list of inputs, each what a person would give to `predict`. out.json (standard output by default):

    {"versions": {...}, "signature": "<print form>", "loaderModule": "mlflow.transformers",
     "results": [{"prediction": ..., "promptIds": [...], "ids": [...]}, {"error": {"type", "message"}}, ...]}

`prediction` is what `predict` returned. `promptIds` and `ids` are the tokens of the same request: for a transformers model
those that went into and came out of generate() during that very predict (ids hold the prompt too, as generate() returns
it); for a pyfunc model around onnxruntime-genai those that went into append_tokens and the sequence after the last
generate_next_token. They are absent where no tokens were seen.

MLflow loads a transformers model's tokenizer again from source_model_name when a request has `stop`. FOLDER is what it then
finds under that name, in place of the hub.

Exits 0 when every input was tried, however it went, and 1, with one line on standard error, when the model does not load.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import argparse
import copy
import importlib.metadata
import json
import logging
import sys
import warnings
from pathlib import Path

from elsewhere import elsewhere

PEERS = ["mlflow", "transformers", "torch", "tokenizers", "onnxruntime-genai"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the model's directory, which holds MLmodel")
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--source-model", type=Path)
    arguments = parser.parse_args()
    model, out = arguments.model.resolve(), arguments.out and arguments.out.resolve()
    source_model = arguments.source_model and arguments.source_model.resolve(strict=True)
    if not (model / "MLmodel").is_file():
        sys.exit(f"{arguments.model} is no MLflow model: it holds no MLmodel")
    try:
        inputs = json.loads(arguments.inputs.read_text("utf-8"))
    except (OSError, ValueError) as error:
        sys.exit(f"{arguments.inputs} cannot be read as JSON: {error}")
    if not isinstance(inputs, list):
        sys.exit(f"{arguments.inputs} holds no list of inputs")

    warnings.simplefilter("ignore")
    # Elsewhere than in the checkout, so that the model finds nothing but itself.
    with elsewhere():
        try:
            if source_model:
                stand_in_for_hub(model, source_model)
            report = run(model, inputs)
        except Exception as error:
            sys.exit(f"{arguments.model} does not load: {type(error).__name__}: {error}")
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if out:
        out.write_text(text, "utf-8")
    else:
        print(text)


def stand_in_for_hub(model: Path, source_model: Path) -> None:
    """Makes the name that the artifact gives for its source a path, relative to here, to `source_model`."""
    import mlflow

    name = Path(mlflow.models.Model.load(str(model)).flavors["transformers"]["source_model_name"])
    name.parent.mkdir(parents=True, exist_ok=True)
    name.symlink_to(source_model)


def run(model: Path, inputs: list) -> dict:
    import mlflow

    logging.getLogger("mlflow").setLevel(logging.ERROR)
    loader_module = mlflow.models.Model.load(str(model)).flavors["python_function"]["loader_module"]
    # Before the model's own code is loaded, which may import names from onnxruntime_genai.
    watch = {} if loader_module == "mlflow.transformers" else watch_genai()
    loaded = mlflow.pyfunc.load_model(str(model))
    if loader_module == "mlflow.transformers":
        watch = watch_transformers(loaded)
    results = []
    for given in inputs:
        watch.clear()
        try:
            # A copy, because schema enforcement changes messages in place.
            result = {"prediction": as_json(loaded.predict(copy.deepcopy(given)))}
        except Exception as error:
            result = {"error": {"type": type(error).__name__, "message": str(error)}}
        results.append(result | watch)
    return {
        "versions": {name: importlib.metadata.version(name) for name in PEERS},
        "signature": str(loaded.metadata.signature),
        "loaderModule": loader_module,
        "results": results,
    }


def watch_transformers(loaded) -> dict:
    """The dict that generate() of the model fills with the ids of its last call."""
    seen = {}
    # Before 2.15, MLflow kept the pipeline to itself.
    pipeline = loaded.get_raw_model() if hasattr(loaded, "get_raw_model") else loaded._model_impl.pipeline
    language_model = pipeline.model
    generate = language_model.generate

    def watched(*args, **kwargs):
        seen["promptIds"] = kwargs["input_ids"][0].tolist()
        output = generate(*args, **kwargs)
        seen["ids"] = output[0].tolist()
        return output

    language_model.generate = watched
    return seen


def watch_genai() -> dict:
    """The dict that every onnxruntime-genai Generator fills with the ids it was given and gave."""
    import onnxruntime_genai as og

    seen = {}

    class WatchedGenerator(og.Generator):
        def append_tokens(self, tokens):
            seen["promptIds"] = [*seen.get("promptIds", []), *map(int, tokens)]
            super().append_tokens(tokens)

        def generate_next_token(self):
            super().generate_next_token()
            seen["ids"] = list(map(int, self.get_sequence(0)))

    og.Generator = WatchedGenerator
    return seen


def as_json(value):
    """What `predict` may return, as JSON has it: arrays and frames as lists."""
    if hasattr(value, "to_dict"):
        return as_json(value.to_dict("records"))
    if hasattr(value, "tolist"):
        return as_json(value.tolist())
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else repr(value)


if __name__ == "__main__":
    main()
