"""Tells the page of a model that was logged, so that it makes the model's files. Weights are named, never passed."""

import base64
import json
import os
import re

import phi3_bridge
import phi3_page

from mlflow._source import NoSource, module_of, module_of_class

#: Larger files of Python's own are not copied into a model.
_MOST_BYTES = 5 * 2**20


def of_pyfunc(made, python_model, name, given, references, requirements, extra, code_path, code_paths, conda_env):
    told = {
        "flavor": "pyfunc",
        "profile": phi3_page.profile,
        "name": name,
        "uri": made.metadata._model_uri,
        "isOfTypeHints": made.metadata._is_signature_from_type_hint,
        "task": (made.metadata.metadata or {}).get("task") if getattr(python_model, "_interface", None) is not None else None,
        **_shared(made, requirements, extra),
    }
    try:
        if code_paths:
            raise NoSource("It was logged with code_paths. Put that code into the model's own file or cell.")
        if conda_env is not None:
            raise NoSource("It was logged with a conda_env. Give pip_requirements instead.")
        if "why" in told:
            raise NoSource(told["why"])
        text, class_name, expression = _code(python_model, code_path)
        told["code"] = {"text": text, "className": class_name, "object": expression, "file": os.path.basename(code_path) if code_path else None}
        told["artifacts"] = [_artifact(key, os.fspath(value), references[key]) for key, value in given.items()]
    except NoSource as why:
        told["why"] = str(why)
    return _tell(told)


def of_class(cls):
    """A class that a cell defines, as the wrapper of the cells below."""
    from mlflow.pyfunc import PythonModel, _signature_of_hints

    if not (isinstance(cls, type) and issubclass(cls, PythonModel)):
        raise NoSource("It is not a subclass of mlflow.pyfunc.PythonModel any more.")
    interface = getattr(cls, "_interface", None)
    hints = _signature_of_hints(cls.__new__(cls), None, None) if interface is None else None
    signature = hints if interface is None else interface.signature
    return {
        "flavor": "pyfunc",
        "profile": phi3_page.profile,
        "name": re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower(),
        "uri": "",
        "isOfTypeHints": hints is not None,
        "task": interface.task if interface is not None else None,
        "signature": signature.to_dict() if signature is not None else None,
        "inputExample": None,
        "modelConfig": None,
        "metadata": None,
        "requirements": None,
        "extraRequirements": [],
        "code": {"text": module_of_class(cls), "className": cls.__name__, "object": f"{cls.__name__}()", "file": None},
        "artifacts": [],
    }


def of_pipeline(made, name, task, reference, model_config, given):
    told = {
        "flavor": "transformers",
        "profile": phi3_page.profile,
        "name": name,
        "uri": made.metadata._model_uri,
        "task": task,
        "reference": reference,
        "modelConfig": model_config,
        "inputExample": example_of(given.input_example),
        **_as_json(metadata=given.metadata),
        "promptTemplate": given.prompt_template,
        "requirements": requirements_of(given.pip_requirements),
        "extraRequirements": requirements_of(given.extra_pip_requirements) or [],
    }
    if given.conda_env is not None:
        told["why"] = "It was logged with a conda_env. Give pip_requirements instead."
    elif not given.save_pretrained:
        told["why"] = "It was logged with save_pretrained=False. A wrapper cell makes such a model: choose weights from the hub there."
    return _tell(told)


def _tell(told):
    text = json.dumps(told)
    phi3_bridge.call("mlflow.logged", text)
    return text


def _shared(made, requirements, extra):
    signature, metadata = made.metadata.signature, made.metadata.metadata
    return {
        "signature": signature.to_dict() if signature is not None else None,
        "inputExample": example_of(made.example),
        **_as_json(modelConfig=made.model_config, metadata=metadata),
        "requirements": requirements_of(requirements),
        "extraRequirements": requirements_of(extra) or [],
    }


_ARGUMENTS = {"metadata": "metadata", "modelConfig": "model_config"}


def _as_json(**values):
    """As texts; with why there can be no files for what MLflow's YAML holds and JSON does not, such as a date."""
    told = {}
    for name, value in values.items():
        try:
            told[name] = json.dumps(value, allow_nan=False) if value else None
        except (TypeError, ValueError) as problem:
            told |= {name: None, "why": f"The page cannot write its {_ARGUMENTS[name]}: {problem}. Give texts, whole and finite numbers, lists and dicts."}
    return told


def _code(python_model, code_path):
    from mlflow.pyfunc.model import _FunctionPythonModel

    if code_path is not None:
        with open(code_path, encoding="utf-8") as file:
            return file.read(), type(python_model).__name__, ""
    is_function = isinstance(python_model, _FunctionPythonModel)
    return module_of(python_model, python_model.func if is_function else None)


def requirements_of(given):
    """A list, or a file of them, as pip reads it; None where none is given."""
    if given is None:
        return None
    if isinstance(given, (str, os.PathLike)):
        with open(given, encoding="utf-8") as file:
            lines = [line.split(" #")[0].strip() for line in file]
        return [line for line in lines if line and not line.startswith("#")]
    return [str(each) for each in given]


def example_of(example):
    """An input example in the form of coded-model.ts."""
    import pandas as pd

    from phi3_session.wrappers import _dumps

    if example is None:
        return None
    data, params = example if isinstance(example, tuple) else (example, None)
    is_frame = isinstance(data, pd.DataFrame)
    if is_frame:
        data = {"columns": list(data.columns), "data": data.to_dict("split")["data"]}
    return {"kind": "frame" if is_frame else "value", "data": _dumps(data), "params": _dumps(params) if params else None}


def _artifact(key, path, reference):
    name = os.path.basename(path.rstrip("/"))
    if reference is not None:
        return {"key": key, "name": name, "reference": reference, "files": []}
    files = [(os.path.relpath(each, path), each) for each in _files_in(path)] if os.path.isdir(path) else [("", path)]
    if sum(os.path.getsize(each) for _, each in files) > _MOST_BYTES:
        raise NoSource(f"The artifact {key} is larger than {_MOST_BYTES // 2**20} MB.")
    return {"key": key, "name": name, "reference": None, "files": [{"path": inside, "base64": _base64(each)} for inside, each in files]}


def _files_in(folder):
    return sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)


def _base64(path):
    with open(path, "rb") as file:
        return base64.b64encode(file.read()).decode("ascii")
