"""The wrapper and inference cells in the session: what a wrapper's Python gives log_model, and asking its class.

Each function here is a question of the page (src/python/session-questions.ts): it takes a dict, and gives one.
"""

import base64
import contextlib
import importlib
import io
import json
import linecache
import os
import posixpath
import shutil
import sys
import time
import types

import phi3_bridge

from . import own_loop
from .generations import Generations

_HOME = "/page/wrappers"
#: What stands beside an opened model's class.
_CODE = "/page/code"
#: Folders of models that are written.
_written = {}
#: What a server keeps: the models that were loaded for the local endpoint, the last one only.
_kept = {}
#: What asks for a row of the Evaluate cell that ran last, by its run: one model for all rows, as in the saved notebook.
_evaluated = {}


def logged(question):
    """Runs a wrapper's Python, and tells what it gave log_model last."""
    import mlflow.pyfunc  # noqa: F401 -- before the code's own, so that nothing it logs is missed
    from mlflow import _store, _told

    before = {id(model) for model in _store.models.values()}
    _run(question["code"], "wrapper", {})
    made = [model for model in _store.models.values() if id(model) not in before and model.flavor == "pyfunc"]
    if not made:
        raise RuntimeError("The wrapper's code has run, and log_model was not called: there is no model to tell of.")
    model = made[-1]
    signature = model.metadata.signature
    return {
        "signature": signature.to_dict() if signature is not None else None,
        "isOfTypeHints": model.metadata._is_signature_from_type_hint,
        "inputExample": _told.example_of(model.example),
        "modelConfig": json.dumps(model.model_config) if model.model_config else None,
    }


def define(question):
    """Runs a typed cell's Python among the names of the code cells. What it prints is not the code cell's."""
    import __main__

    from .shell import remember

    path = remember(question["code"], "above")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(question["code"], path, "exec"), __main__.__dict__)
    return None


def describe(question):
    """The class that a code cell defines, for the artifact cell below it."""
    import __main__

    from mlflow import _told

    return _told.of_class(getattr(__main__, question["className"], None))


def predict(question):
    """What predict of the class gives, asked as mlflow.pyfunc asks."""
    data = json.loads(question["input"])
    params = json.loads(question["params"]) if question["params"] is not None else None
    return _asked(question, lambda model: model.predict(data, params=params))


def serve(question):
    """The same for the scoring server: one model for all requests, and a table as well as a value."""
    import pandas as pd

    data = json.loads(question["input"])
    if question["isFrame"]:
        data = pd.DataFrame({name: values for name, values in data["columns"]}, index=data["labels"])
    params = json.loads(question["params"]) if question["params"] is not None else None
    return _asked(question, lambda model: model.predict(data, params=params), keeps=True)


def _asked(question, ask, keeps=False):
    with Generations() as generations, own_loop.outside():
        began = time.perf_counter()
        key = json.dumps(question["model"], sort_keys=True)
        model = _kept.get(key) if keeps else None
        if model is None:
            model = load(question["model"])
        if keeps:
            _kept.clear()
            _kept[key] = model
        loaded = time.perf_counter()
        generations.begin()
        answer = ask(model)
        if hasattr(answer, "__next__"):
            # A generator that predict gives: what comes of it is the answer.
            kind, answer = type(answer).__name__, list(answer)
            text = "".join(answer) if all(isinstance(each, str) for each in answer) else str(answer)
        else:
            kind, text = type(answer).__name__, str(answer)
        return {
            "type": kind,
            "text": text,
            "repr": repr(answer),
            "json": _served(answer),
            **generations.facts(),
            "loadMs": (loaded - began) * 1000,
            "runtime": phi3_bridge.call("engine.runtime"),
        }


def evaluate(question):
    """An Evaluate cell's row, asked by the function that the saved notebook asks with; what it raises is the row's error."""
    with Generations() as generations, own_loop.outside():
        began = time.perf_counter()
        if question["run"] not in _evaluated:
            _evaluated.clear()
            _evaluated[question["run"]] = _asker(question)
        ask = _evaluated[question["run"]]
        generations.begin()
        loaded = time.perf_counter()
        try:
            text, prompt_tokens, completion_tokens = ask(json.loads(question["request"]))
        except Exception as error:
            return {"error": str(error)}
        facts = generations.facts()
        return {
            "text": text,
            "promptTokens": int(prompt_tokens),
            "completionTokens": int(completion_tokens),
            "tokenTimesMs": facts["tokenTimesMs"],
            "totalMs": facts["totalMs"],
            "loadMs": (loaded - began) * 1000,
            "runtime": phi3_bridge.call("engine.runtime"),
        }


def check(question):
    """Whether an answer passes an Evaluate cell's check, a function that the cell's code defines among the notebook's names."""
    import __main__

    space = dict(__main__.__dict__)
    try:
        exec(compile(question["code"], f"<{question['name']}>", "exec"), space)
        verdict = space[question["name"]](question["answer"], dict(question["row"]))
        return {"verdict": None if verdict is None else bool(verdict)}
    except Exception as error:
        return {"problem": f"{type(error).__name__}: {error}"}


def _asker(question):
    model = question["model"]
    folder = posixpath.join(_HOME, model["module"], "artifacts", model["artifacts"][question["artifactsKey"]]["folder"])
    space = {"json": json, "loaded_model": load(model)}
    with open(posixpath.join(folder, "genai_config.json"), encoding="utf-8") as config:
        space["genai_config"] = json.load(config)
    exec(compile(question["ask"], "<evaluate>", "exec"), space)
    return space["ask"]


def load(model, config=None):
    """As mlflow.pyfunc.load_model loads the page's zip. ``config`` goes before the model's own."""
    from mlflow import pyfunc
    from mlflow._values import sorted_by_key
    from mlflow.models.signature import ModelSignature

    name, home = model["module"], posixpath.join(_HOME, model["module"])
    _put_modules(model["modules"])
    space = _run(model["source"], name, {})
    if model["object"] is None:
        from mlflow import models

        (python_model,) = models._chosen
    else:
        python_model = eval(compile(model["object"], f"<{name}>", "eval"), space)
    pyfunc._check(python_model)
    if not isinstance(python_model, pyfunc.PythonModel):
        python_model = pyfunc._FunctionPythonModel(python_model)
    artifacts = {key: _folder(posixpath.join(home, "artifacts", each["folder"]), each["reference"]) for key, each in model["artifacts"].items()}
    artifacts |= {each["key"]: _own_files(posixpath.join(home, "artifacts", each["name"]), each["files"]) for each in model["files"]}
    signature = ModelSignature.from_dict(model["signature"]) if model["signature"] is not None else None
    own = sorted_by_key(json.loads(model["modelConfig"])) if model["modelConfig"] is not None else None
    config = {**(own or {}), **config} if config else own
    context = pyfunc.PythonModelContext(artifacts, config)
    python_model.load_context(context)
    interface = getattr(python_model, "_interface", None)
    own_loader = interface.loader if interface is not None else "mlflow.pyfunc.model"
    loader = "mlflow.pyfunc.loaders.code_model" if model["isFromCode"] else own_loader
    more = {"task": interface.task} if interface is not None else None
    metadata = pyfunc._metadata(name, None, signature, model["isOfTypeHints"], home, loader, config, artifacts, more)
    wrapped = pyfunc.Wrapper(python_model, context, signature) if interface is None else interface.wrapped(python_model, context)
    streams = "predict_stream" if pyfunc._has_stream(python_model) else None
    return pyfunc.PyFuncModel(metadata, wrapped, predict_stream_fn=streams)


def _put_modules(modules):
    """What stands beside the class in code/ can be imported, as when MLflow loads a model; another model's cannot any more."""
    for name in [name for name, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith(_CODE + "/")]:
        del sys.modules[name]
    shutil.rmtree(_CODE, ignore_errors=True)
    if _CODE in sys.path:
        sys.path.remove(_CODE)
    if not modules:
        return
    for path, text in modules:
        file = posixpath.join(_CODE, path)
        os.makedirs(posixpath.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8") as written:
            written.write(text)
    importlib.invalidate_caches()
    sys.path.insert(0, _CODE)


def _run(source, name, space):
    """Runs a module of the page's; tracebacks show its lines."""
    path = f"{name}.py"
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    module.__dict__.update(space)
    exec(compile(source, path, "exec"), module.__dict__)
    return module.__dict__


def _folder(folder, reference):
    from phi3_page import models

    if _written.get(folder) != reference:
        models.make_folder(folder, reference)
        _written[folder] = reference
    return folder


def _own_files(path, files):
    for each in files:
        target = posixpath.join(path, each["path"]) if each["path"] else path
        os.makedirs(posixpath.dirname(target), exist_ok=True)
        with open(target, "wb") as written:
            written.write(base64.b64decode(each["base64"]))
    return path


def _served(answer):
    """As MLflow's scoring server sends it; None for what has no JSON (mlflow/utils/proto_json_utils.py)."""
    import numpy as np
    import pandas as pd

    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    elif isinstance(answer, pd.DataFrame):
        answer = answer.to_dict(orient="records")
    elif isinstance(answer, pd.Series):
        answer = pd.DataFrame({answer.name if answer.name is not None else 0: answer.tolist()}).to_dict(orient="records")
    try:
        return _dumps(answer)
    except (TypeError, ValueError):
        return None


def _dumps(value):
    return json.dumps(value, default=_plain)


def _plain(value):
    import datetime

    import numpy as np

    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (bytes, bytearray)):
        return base64.encodebytes(value).decode("ascii")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


QUESTIONS = {"define": define, "describe": describe, "logged": logged, "predict": predict, "serve": serve, "evaluate": evaluate, "check": check}
