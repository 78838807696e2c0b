"""What the real packages have: python record_python_api.py, in the environment of a profile; record_python_api.mjs runs all three.

Writes to standard output, as JSON: of each module and class, its names; of each function and method, its signature (of
onnxruntime-genai, which is C++, the line that pybind11 writes).
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import ast
import contextlib
import importlib
import inspect
import io
import json
import sys
import warnings

import fixture

warnings.filterwarnings("ignore")

PACKAGES = ["mlflow", "transformers", "torch", "onnxruntime-genai", "huggingface-hub", "numpy", "pandas"]

#: The names of these: a name that is missing in the page is then known from one that never existed.
MODULES = [
    "huggingface_hub", "mlflow", "mlflow.artifacts", "mlflow.client", "mlflow.data", "mlflow.entities", "mlflow.exceptions", "mlflow.models", "mlflow.models.model",
    "mlflow.models.signature", "mlflow.protos", "mlflow.pyfunc", "mlflow.tracking", "mlflow.transformers", "mlflow.types", "mlflow.types.agent",
    "mlflow.types.chat", "mlflow.types.llm", "mlflow.types.responses", "mlflow.types.responses_helpers", "mlflow.types.schema", "numpy", "numpy.linalg", "numpy.random", "onnxruntime_genai", "pandas", "torch", "transformers",
]  # fmt: skip

CLASSES = [
    "mlflow.MlflowClient", "mlflow.models.Model", "mlflow.models.ModelSignature", "mlflow.models.model.ModelInfo",
    "mlflow.pyfunc.ChatModel", "mlflow.pyfunc.PyFuncModel", "mlflow.pyfunc.PythonModel", "mlflow.pyfunc.PythonModelContext",
    "mlflow.exceptions.MlflowException", "mlflow.types.schema.ColSpec", "mlflow.types.schema.ParamSchema",
    "mlflow.types.schema.ParamSpec", "mlflow.types.schema.Schema", "mlflow.types.schema.Array", "mlflow.types.schema.Object",
    "mlflow.types.schema.Property", "mlflow.types.schema.Map", "mlflow.types.schema.TensorSpec",
    "numpy.ndarray", "pandas.DataFrame", "pandas.Series", "pandas.Index", "torch.Tensor",
    "transformers.AutoModelForCausalLM", "transformers.AutoTokenizer", "transformers.GenerationConfig",
    "transformers.Phi3ForCausalLM", "transformers.PreTrainedTokenizerFast", "transformers.TextGenerationPipeline",
    "transformers.TextIteratorStreamer", "transformers.TextStreamer", "transformers.BatchEncoding", "transformers.BitsAndBytesConfig",
]  # fmt: skip

#: Of these the signatures: what src/python/modules has under the same name.
FUNCTIONS = [
    "huggingface_hub.snapshot_download", "huggingface_hub.hf_hub_download", "huggingface_hub.login",
    "mlflow.active_run", "mlflow.create_experiment", "mlflow.end_run", "mlflow.get_artifact_uri", "mlflow.get_experiment",
    "mlflow.get_experiment_by_name", "mlflow.get_run", "mlflow.get_tracking_uri", "mlflow.last_active_run", "mlflow.log_artifact",
    "mlflow.log_artifacts", "mlflow.log_dict", "mlflow.log_metric", "mlflow.log_metrics", "mlflow.log_param", "mlflow.log_params",
    "mlflow.log_text", "mlflow.log_figure", "mlflow.log_image", "mlflow.start_span", "mlflow.register_model", "mlflow.set_experiment", "mlflow.set_registry_uri", "mlflow.set_tag",
    "mlflow.set_tags", "mlflow.set_tracking_uri", "mlflow.start_run", "mlflow.trace",
    "mlflow.artifacts.download_artifacts", "mlflow.artifacts.list_artifacts", "mlflow.artifacts.load_dict",
    "mlflow.data.from_numpy", "mlflow.data.from_pandas", "mlflow.data.get_source", "mlflow.log_input", "mlflow.log_inputs",
    "mlflow.artifacts.load_image", "mlflow.artifacts.load_text", "mlflow.autolog", "mlflow.delete_experiment", "mlflow.delete_run",
    "mlflow.delete_tag", "mlflow.finalize_logged_model", "mlflow.get_logged_model", "mlflow.get_parent_run", "mlflow.get_registry_uri",
    "mlflow.initialize_logged_model", "mlflow.is_tracking_uri_set", "mlflow.last_logged_model", "mlflow.load_table",
    "mlflow.log_model_params", "mlflow.log_outputs", "mlflow.log_table", "mlflow.search_experiments", "mlflow.search_logged_models",
    "mlflow.search_model_versions", "mlflow.search_registered_models", "mlflow.search_runs", "mlflow.set_experiment_tag",
    "mlflow.set_experiment_tags", "mlflow.set_logged_model_tags", "mlflow.set_model_version_tag", "mlflow.transformers.autolog",
    "mlflow.models.infer_signature", "mlflow.models.predict", "mlflow.models.set_model", "mlflow.models.set_signature",
    "mlflow.models.get_model_info", "mlflow.pyfunc.get_default_conda_env", "mlflow.pyfunc.get_default_pip_requirements",
    "mlflow.pyfunc.load_model", "mlflow.pyfunc.log_model", "mlflow.pyfunc.save_model",
    "mlflow.transformers.load_model", "mlflow.transformers.log_model", "mlflow.transformers.save_model",
    "transformers.pipeline", "transformers.set_seed",
]  # fmt: skip


def find(name: str):
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        try:
            for part in parts[length:]:
                found = getattr(found, part)
        except (AttributeError, ImportError):
            return None
        return found
    return None


def signature_of(callable_) -> str | None:
    """As it could stand in a def; a default that is no literal as its text."""
    try:
        signature = inspect.signature(callable_)
    except (TypeError, ValueError):
        return None
    parameters = []
    for parameter in signature.parameters.values():
        default = parameter.default
        if default is not parameter.empty and not is_literal(default):
            default = repr(default) if " at 0x" not in repr(default) else f"<{type(default).__name__}>"
        parameters.append(parameter.replace(annotation=parameter.empty, default=default))
    return str(signature.replace(parameters=parameters, return_annotation=signature.empty))


def is_literal(value) -> bool:
    try:
        return ast.literal_eval(repr(value)) == value
    except (ValueError, SyntaxError, TypeError):
        return False


def own_names(owner) -> list[str]:
    return sorted(name for name in dir(owner) if not name.startswith("_"))


def genai() -> dict:
    """Every class, with the lines that pybind11 wrote for its methods, and the functions."""
    og = find("onnxruntime_genai.onnxruntime_genai")
    found = {}
    for name in own_names(og):
        member = getattr(og, name)
        if inspect.isclass(member):
            found[name] = {
                method: lines_of(getattr(member, method)) if callable(getattr(member, method)) else None
                for method in sorted(vars(member))
                if not method.startswith("_") or method == "__init__"
            }
        else:
            found[name] = lines_of(member)
    return found


def lines_of(callable_) -> list[str]:
    lines = [line.strip() for line in (callable_.__doc__ or "").splitlines()]
    overloads = [line.split(". ", 1)[1] for line in lines if line[:1].isdigit() and ". " in line]
    return overloads or lines[:1]


def main() -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        names, signatures = {}, {}
        for name in [*MODULES, *CLASSES]:
            found = find(name)
            if found is None:
                continue
            names[name] = own_names(found)
            if not inspect.isclass(found):
                continue
            signatures[name] = signature_of(found)
            for member in own_names(found):
                try:
                    static = inspect.getattr_static(found, member)
                except AttributeError:
                    continue
                if callable(getattr(found, member, None)) and not inspect.isclass(static):
                    signatures[f"{name}.{member}"] = signature_of(getattr(found, member))
        for name in FUNCTIONS:
            found = find(name)
            if found is not None:
                signatures[name] = signature_of(found)
        facts = {
            "versions": fixture.versions(*PACKAGES),
            "names": names,
            "signatures": {name: text for name, text in signatures.items() if text is not None},
            "genai": genai(),
        }
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
