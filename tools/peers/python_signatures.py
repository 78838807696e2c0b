"""What the page's Python editor knows of the libraries, read from the libraries: python python_signatures.py

Writes src/python-help/signatures.json: each name with its kind, its parameters (and defaults), and what it returns. What they
mean is told in the page's own words, in src/python-help/meanings.ts.
"""

import importlib
import inspect
import json
import re

import fixture

OUT = fixture.REPOSITORY / "src/python-help/signatures.json"

FUNCTIONS = [
    "mlflow.start_run", "mlflow.set_experiment", "mlflow.set_tracking_uri", "mlflow.log_param", "mlflow.log_metric",
    "mlflow.log_artifact", "mlflow.register_model",
    "mlflow.models.infer_signature", "mlflow.models.set_model",
    "mlflow.pyfunc.load_model", "mlflow.pyfunc.log_model", "mlflow.pyfunc.save_model",
    "mlflow.transformers.load_model", "mlflow.transformers.log_model", "mlflow.transformers.save_model",
    "transformers.pipeline",
]  # fmt: skip

CLASSES = {
    "mlflow.models.ModelSignature": ["from_dict", "inputs", "outputs", "params", "to_dict"],
    "mlflow.models.model.ModelInfo": ["artifact_path", "model_uri", "model_uuid", "run_id", "signature"],
    "mlflow.pyfunc.PyFuncModel": ["get_raw_model", "metadata", "predict", "predict_stream", "unwrap_python_model"],
    "mlflow.pyfunc.PythonModel": ["load_context", "predict", "predict_stream"],
    "mlflow.pyfunc.PythonModelContext": ["artifacts", "model_config"],
    "transformers.AutoModelForCausalLM": ["from_pretrained"],
    "transformers.AutoTokenizer": ["from_pretrained"],
    "onnxruntime_genai.Config": ["append_provider", "clear_providers", "overlay", "set_provider_option"],
    "onnxruntime_genai.Generator": [
        "append_tokens", "generate_next_token", "get_logits", "get_next_tokens", "get_sequence", "is_done", "rewind_to",
        "set_logits", "token_count",
    ],
    "onnxruntime_genai.GeneratorParams": ["get_search_options", "set_guidance", "set_search_options"],
    "onnxruntime_genai.Model": ["device_type", "type"],
    "onnxruntime_genai.Tokenizer": [
        "apply_chat_template", "bos_token_id", "create_stream", "decode", "decode_batch", "encode", "encode_batch",
        "eos_token_ids", "pad_token_id", "to_token_id",
    ],
    "onnxruntime_genai.TokenizerStream": ["decode"],
}  # fmt: skip

# onnxruntime-genai is C++ behind pybind11, which calls most parameters arg0, arg1.
UNNAMED = {
    "onnxruntime_genai.Config": ["model_path"],
    "onnxruntime_genai.Config.append_provider": ["name"],
    "onnxruntime_genai.Config.overlay": ["json"],
    "onnxruntime_genai.Config.set_provider_option": ["provider", "name", "value"],
    "onnxruntime_genai.Generator": ["model", "params"],
    "onnxruntime_genai.Generator.append_tokens": ["tokens"],
    "onnxruntime_genai.Generator.get_sequence": ["index"],
    "onnxruntime_genai.Generator.rewind_to": ["length"],
    "onnxruntime_genai.Generator.set_logits": ["logits"],
    "onnxruntime_genai.GeneratorParams": ["model"],
    "onnxruntime_genai.Model": ["path_or_config"],
    "onnxruntime_genai.Tokenizer": ["model"],
    "onnxruntime_genai.Tokenizer.decode": ["tokens"],
    "onnxruntime_genai.Tokenizer.decode_batch": ["tokens"],
    "onnxruntime_genai.Tokenizer.encode": ["text"],
    "onnxruntime_genai.Tokenizer.encode_batch": ["texts"],
    "onnxruntime_genai.Tokenizer.to_token_id": ["token"],
    "onnxruntime_genai.TokenizerStream.decode": ["token"],
}

# What a call gives where the library does not say it, or says it by a name that a person never writes.
RETURNS = {
    "mlflow.pyfunc.load_model": "mlflow.pyfunc.PyFuncModel",
    "mlflow.pyfunc.log_model": "mlflow.models.model.ModelInfo",
    "mlflow.transformers.log_model": "mlflow.models.model.ModelInfo",
    "mlflow.models.infer_signature": "mlflow.models.ModelSignature",
    "onnxruntime_genai.Tokenizer.create_stream": "onnxruntime_genai.TokenizerStream",
}


def find(name: str):
    """The object of a dotted name: its longest prefix that is a module, and attributes from there."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = member(found, part) if inspect.isclass(found) else getattr(found, part)
        return found
    raise LookupError(name)


def member(owner: type, name: str):
    """Of a class; None stands for what only its __init__ sets."""
    try:
        return inspect.getattr_static(owner, name)
    except AttributeError:
        if f"self.{name} =" in inspect.getsource(owner):
            return None
        raise


def parameters_of(name: str, callable_) -> list[dict[str, str]]:
    if name.startswith("onnxruntime_genai."):
        return pybind_parameters(name, callable_.__doc__ or "")
    found = []
    for parameter in inspect.signature(callable_).parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        one = {"name": stars + parameter.name}
        if parameter.default is not parameter.empty:
            text = repr(parameter.default)
            one["default"] = text if len(text) <= 40 and " at 0x" not in text else "…"
        found.append(one)
    return found


def pybind_parameters(name: str, doc: str) -> list[dict[str, str]]:
    """Of the first overload that pybind11 wrote down."""
    line = next(line for line in doc.splitlines() if "(self: " in line)
    inside = line[line.index("(") + 1 : line.rindex(") ->")]
    found, unnamed = [], iter(UNNAMED.get(name, []))
    for text in re.split(r", (?![^\[]*\])", inside)[1:]:
        if text == "*":
            continue
        parameter = text.split(":")[0].strip()
        one = {"name": next(unnamed) if parameter.startswith("arg") else parameter}
        if " = " in text:
            one["default"] = text.rsplit(" = ", 1)[1]
        found.append(one)
    return found


def describe(name: str) -> dict:
    found = find(name)
    found = found.__func__ if isinstance(found, (classmethod, staticmethod)) else found
    if isinstance(found, property) or not callable(found):
        return {"kind": "property"}
    init = inspect.isclass(found) and name.startswith("onnxruntime_genai.")
    kind = "class" if inspect.isclass(found) else "function"
    shown = {"kind": kind, "parameters": [] if name.endswith(".TokenizerStream") else parameters_of(name, found.__init__ if init else found)}
    if name in RETURNS:
        shown["returns"] = RETURNS[name]
    return shown


def main() -> None:
    names = sorted([*FUNCTIONS, *CLASSES, *(f"{owner}.{member}" for owner, members in CLASSES.items() for member in members)])
    facts = {
        "madeBy": "tools/peers/python_signatures.py",
        "versions": fixture.versions("mlflow", "transformers", "onnxruntime-genai"),
        "symbols": {name: describe(name) for name in names},
    }
    OUT.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
