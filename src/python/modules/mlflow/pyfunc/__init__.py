"""mlflow.pyfunc: custom models, logged and loaded in this session."""

import copy
import datetime
import inspect
import os
import posixpath
import sys
import types

import numpy as np
import pandas as pd
import phi3_page
from phi3_page import Lacking, models as page_models
from phi3_page.real import real

from mlflow import _log, _logging, _registering, _store, _told, _values
from mlflow.exceptions import MlflowException
from mlflow.models.model import Model
from mlflow.models.signature import ModelSignature, _infer, _infer_or_any, infer_signature
from mlflow.pyfunc.enforcement import enforce_params, validate_prediction_input
from mlflow.pyfunc.model import PythonModel, PythonModelContext, Wrapper, _FunctionPythonModel, warn_of_params
from mlflow.pyfunc.type_hints import ARE_READ, RECORDS, TEXTS, is_inferable, schema_of_hint, schema_of_list_hint
from mlflow.types.schema import AnyType, ColSpec, Schema

__phi3__ = True
FLAVOR_NAME = "python_function"


class PyFuncModel(Lacking):
    """A loaded model (mlflow/pyfunc/__init__.py)."""

    _recorded_as = "mlflow.pyfunc.PyFuncModel"

    def __init__(self, model_meta, model_impl, predict_fn="predict", predict_stream_fn=None, model_id=None):
        self._model_meta, self._model_impl = model_meta, model_impl
        self._predict_fn = getattr(model_impl, predict_fn)
        self._predict_stream_fn = getattr(model_impl, predict_stream_fn) if predict_stream_fn else None

    @property
    def metadata(self):
        return self._model_meta

    @property
    def model_id(self):
        return self._model_meta.model_id

    @property
    def loader_module(self):
        return self._model_meta.flavors[FLAVOR_NAME]["loader_module"]

    @property
    def model_config(self):
        return self._model_meta.flavors[FLAVOR_NAME].get("config")

    @property
    def input_schema(self):
        return self._model_meta.get_input_schema()

    @property
    def params_schema(self):
        return self._model_meta.get_params_schema()

    def predict(self, data, params=None):
        signature = self._model_meta.signature
        if self._model_meta._is_signature_from_type_hint:
            params = enforce_params(params, signature.params)
        else:
            data, params = validate_prediction_input(data, params, signature)
        parameter = inspect.signature(self._predict_fn).parameters.get("params")
        if parameter is not None and parameter.kind is not parameter.VAR_KEYWORD:
            return self._predict_fn(data, params=params)
        warn_of_params(params)
        return self._predict_fn(data)

    def predict_stream(self, data, params=None):
        # A generator: what is wrong is told when the first item is asked for.
        yield from self._predict_stream(data, params)

    def _predict_stream(self, data, params):
        if self._predict_stream_fn is None:
            raise MlflowException("This model does not support predict_stream method.")
        data, params = validate_prediction_input(data, params, self._model_meta.signature)
        if isinstance(data, pd.DataFrame):
            data = data.to_dict("list")[0] if list(data.columns) == [0] else data.to_dict(orient="records")
        if isinstance(data, list):
            if len(data) != 1:
                raise MlflowException(f"'predict_stream' requires single input, but it got input data {data}")
            data = data[0]
        if "params" in inspect.signature(self._predict_stream_fn).parameters:
            return self._predict_stream_fn(data, params=params)
        warn_of_params(params)
        return self._predict_stream_fn(data)

    def unwrap_python_model(self):
        try:
            return self._model_impl.python_model
        except AttributeError:
            raise MlflowException("Unable to retrieve base model object from pyfunc.") from None

    def get_raw_model(self):
        raise NotImplementedError("`get_raw_model` is not implemented by the underlying model")

    def __eq__(self, other):
        return isinstance(other, PyFuncModel) and self._model_meta is other._model_meta

    def __repr__(self):
        lines = ["mlflow.pyfunc.loaded_model:"]
        meta = self._model_meta
        facts = {"artifact_path": meta._shown_artifact_path, "flavor": self.loader_module, "run_id": meta.run_id}
        lines += [f"  {name}: {value}" for name, value in facts.items() if value is not None]
        return "\n".join(lines) + "\n"


#: What changes nothing where a model stays in the session.
_NOT_HERE = [
    "await_registration_for", "infer_code_paths", "resources", "auth_policy", "uv_project_path", "uv_groups",
    "uv_extras", "prompts", "example_no_conversion", "streamable",
]  # fmt: skip


@real("mlflow.pyfunc.log_model", ignores=_NOT_HERE)
def log_model(
    artifact_path=None, python_model=None, artifacts=None, registered_model_name=None, signature=None, input_example=None,
    pip_requirements=None, extra_pip_requirements=None, model_config=None, name=None, code_path=None, code_paths=None, metadata=None,
    conda_env=None, params=None, tags=None, model_type=None, step=0,
):  # fmt: skip
    with _logging.begun(name, artifact_path, params, tags, model_type, step) as target:
        made = _made_model(
            target.name, python_model, artifacts, signature, input_example, model_config, pip_requirements, extra_pip_requirements,
            metadata, code_paths=code_paths or code_path, conda_env=conda_env, target=target,
        )  # fmt: skip
        target.send(made)
        target.finish(made)
    if registered_model_name is not None:
        version = _registering.register(made.metadata._model_uri, registered_model_name, tags)
        made.metadata._registered_version = version.version
    return made.metadata.get_model_info()


@real("mlflow.pyfunc.save_model", ignores=[*_NOT_HERE, "mlflow_model", "kwargs"])
def save_model(
    path, python_model=None, artifacts=None, signature=None, input_example=None, pip_requirements=None,
    extra_pip_requirements=None, model_config=None, code_path=None, code_paths=None, metadata=None, conda_env=None,
):  # fmt: skip
    folder = os.path.abspath(path)
    if folder in _store.models or (os.path.isdir(folder) and os.listdir(folder)):
        raise MlflowException(message=f"Path '{path}' already exists and is not empty", error_code="RESOURCE_ALREADY_EXISTS")
    _made_model(
        os.path.basename(folder), python_model, artifacts, signature, input_example, model_config, pip_requirements,
        extra_pip_requirements, metadata, folder=folder, code_paths=code_paths or code_path, conda_env=conda_env,
    )  # fmt: skip


def _made_model(
    name, python_model, artifacts, signature, input_example, model_config, requirements, extra_requirements, more, folder=None,
    code_paths=None, conda_env=None, target=None,
):  # fmt: skip
    if python_model is None:
        raise MlflowException(
            "Either `loader_module` or `python_model` must be specified. A `loader_module` should be a python module. A "
            "`python_model` should be a subclass of PythonModel",
            error_code="INVALID_PARAMETER_VALUE",
        )
    code_path = None
    if isinstance(python_model, (str, os.PathLike)):
        code_path = os.fspath(python_model)
        python_model = _model_of_code(code_path)
    elif _store.IS_3:
        _log.warning(
            "mlflow.pyfunc",
            "Passing a Python object as `python_model` causes it to be serialized using CloudPickle, it requires exercising caution as "
            "Python object serialization mechanisms may execute arbitrary code during deserialization."
            "Consider using a file path (str or Path) instead. See https://mlflow.org/docs/latest/ml/model/models-from-code/ for details.",
        )
    _check(python_model)
    if not isinstance(python_model, PythonModel):
        python_model = _FunctionPythonModel(python_model)
    home = folder or target.home
    given = dict(artifacts or {})
    references = {key: _reference(value) for key, value in given.items()}
    kept = _kept_artifacts(given, references, home)
    early = PythonModelContext(_shown(given, references), model_config)
    interface = getattr(python_model, "_interface", None)
    if interface is None:
        found, is_from_hint = _signature(python_model, signature, input_example, early)
    else:
        interface.refuse_signature(signature)
        interface.try_example(python_model, early, input_example)
        found, is_from_hint, more = interface.signature, False, {"task": interface.task, **(more or {})}
    # A copy: what is done with the object afterwards is not in the model.
    kept_model = _copied(python_model) if code_path is None else None

    def load(config=None):
        model = _copied(kept_model) if kept_model is not None else _as_model(_model_of_code(code_path))
        own = _values.sorted_by_key(model_config)
        context = PythonModelContext(dict(kept), {**(own or {}), **config} if config else own)
        model.load_context(context)
        wrapped = Wrapper(model, context, found) if interface is None else interface.wrapped(model, context)
        return wrapped, ("predict_stream" if _has_stream(model) else None)

    loader = "mlflow.pyfunc.loaders.code_model" if code_path else interface.loader if interface else "mlflow.pyfunc.model"
    metadata = _metadata(name, target, found, is_from_hint, home, loader, model_config, dict(kept), more)
    made = _store.LoggedModel("pyfunc", metadata, load, home)
    made.example, made.model_config = input_example, model_config
    _store.keep(made)
    made.told = _told.of_pyfunc(made, python_model if kept_model is None else kept_model, name, given, references, requirements, extra_requirements, code_path, code_paths, conda_env)
    return made


def _metadata(name, target, signature, is_from_hint, home, loader, model_config, artifacts, more=None):
    """``target`` is None for a model that belongs to no run."""
    run_id, model_id = (target.run_id, target.model_id) if target is not None else (None, None)
    uri = f"models:/{model_id}" if model_id else f"runs:/{run_id}/{name}" if run_id else home
    location = target.location if target is not None and target.location else home
    flavor = {"loader_module": loader, "python_version": phi3_page.packages.get("python"), "config": model_config, "artifacts": artifacts}
    return Model(
        artifact_path=name, _shown_artifact_path=location if model_id else name if run_id else None, flavors={FLAVOR_NAME: flavor},
        metadata=more, mlflow_version=phi3_page.version("mlflow"), model_id=model_id, model_uuid=model_id or _store.new_id(),
        run_id=run_id, signature=signature, utc_time_created=str(datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)),
        _is_signature_from_type_hint=is_from_hint, _model_uri=uri, _registered_version=None, _logged_model=None,
    )  # fmt: skip


def _check(python_model):
    if not (isinstance(python_model, PythonModel) or callable(python_model)):
        raise MlflowException(
            "`python_model` must be a PythonModel instance, callable object, or path to a script that uses set_model() to set a "
            "PythonModel instance or callable object.",
            error_code="INVALID_PARAMETER_VALUE",
        )
    if callable(python_model) and not isinstance(python_model, PythonModel):
        count = len(inspect.signature(python_model).parameters)
        if count != 1:
            raise MlflowException(
                f"When `python_model` is a callable object, it must accept exactly one argument. Found {count} arguments.",
                error_code="INVALID_PARAMETER_VALUE",
            )


def _model_of_code(path):
    """Runs the file, which calls set_model."""
    from mlflow import models

    if not os.path.isfile(path):
        raise MlflowException(
            f"The provided model path '{os.path.abspath(path)}' does not exist. Ensure the file path is valid and try again.",
            error_code="INVALID_PARAMETER_VALUE",
        )
    module = types.ModuleType(f"code_model_{_store.new_id()}")
    module.__file__ = path
    models._chosen.clear()
    sys.modules[module.__name__] = module
    try:
        with open(path, encoding="utf-8") as file:
            exec(compile(file.read(), path, "exec"), module.__dict__)
    except ImportError as error:
        raise MlflowException(f"Failed to import code model from {path}. Error: {error}") from error
    except Exception as error:
        raise MlflowException(
            f"Failed to run user code from {path}. Error: {error}. Review the stack trace for more information."
        ) from error
    if not models._chosen:
        raise MlflowException(
            "If the model is logged as code, ensure the model is set using mlflow.models.set_model() within the code file code file."
        )
    return models._chosen[0]


def _as_model(found):
    return found if isinstance(found, PythonModel) else _FunctionPythonModel(found)


def _copied(python_model):
    """What cloudpickle keeps of an object: a copy of all that it holds."""
    try:
        return copy.deepcopy(python_model)
    except Exception as error:
        if phi3_page.profile == "mid-2024":
            if "cannot pickle" in str(error).lower():
                raise MlflowException(f"{_UNPICKLABLE}{error}") from error
            raise
        raise MlflowException(
            "Failed to serialize Python model. Please save the model into a python file and use code-based logging method instead. See"
            "https://mlflow.org/docs/latest/models.html#models-from-code for more information.",
            error_code="INVALID_PARAMETER_VALUE",
        ) from error


_UNPICKLABLE = (
    "Failed to serialize Python model. Please audit your class variables (e.g. in `__init__()`) for any unpicklable objects. If you're "
    "trying to save an external model in your custom pyfunc, Please use the `artifacts` parameter in `mlflow.pyfunc.save_model()`, and "
    "load your external model in the `load_context()` method instead. For example:\n\nclass MyModel(mlflow.pyfunc.PythonModel):\n    "
    "def load_context(self, context):\n        model_path = context.artifacts['my_model_path']\n        // custom load logic here\n"
    "        self.model = load_model(model_path)\n\nFor more information, see our full tutorial at: "
    "https://mlflow.org/docs/latest/traditional-ml/creating-custom-pyfunc/index.html\n\nFull serialization error: "
)


def _has_stream(model):
    return type(model).predict_stream is not PythonModel.predict_stream


def _reference(uri):
    """The page's model that an artifact's path or name means; None for a file of Python's own."""
    path = os.fspath(uri)
    if page_models.reference_of(path) is None and os.path.exists(path):
        return None
    found = page_models.find(path.removeprefix("hf:/").strip("/") if path.startswith("hf:/") else path, "genai")
    if found is None:
        raise MlflowException(f"No such file or directory: '{path}'", error_code="INVALID_PARAMETER_VALUE")
    return found


def _shown(given, references):
    """While the model is logged, its context holds the paths as they were given."""
    for key, reference in references.items():
        if reference is not None:
            page_models.remember(given[key], reference)
    return given


def _kept_artifacts(given, references, home):
    kept = {}
    for key, value in given.items():
        path = os.fspath(value)
        target = posixpath.join(home, "artifacts", posixpath.basename(path.rstrip("/")))
        if references[key] is not None:
            page_models.make_folder(target, references[key])
        else:
            import shutil

            os.makedirs(posixpath.dirname(target), exist_ok=True)
            shutil.copytree(path, target) if os.path.isdir(path) else shutil.copyfile(path, target)
        kept[key] = target
    return kept


def _signature(python_model, signature, input_example, context):
    """(signature, whether it is of the type hints): given, else of the hints, else of the example and its answer."""
    from_hint = _signature_of_hints(python_model, input_example, context)
    if from_hint is not None:
        return from_hint, True
    if signature is not None:
        if not isinstance(signature, ModelSignature):
            raise TypeError(f"signature must be a ModelSignature, got {type(signature).__name__}")
        return signature, False
    if not ARE_READ:
        older = _older_signature_of_hints(python_model, input_example)
        if older is not None:
            return older, False
    if signature is None and input_example is not None:
        try:
            return _signature_of_example(python_model, input_example, context), False
        except Exception as error:
            _log.warning("mlflow.pyfunc", f"Failed to infer model signature from input example, error: {error}")
    return None, False


def _signature_of_hints(python_model, input_example, context):
    hint, output = python_model.predict_type_hints
    if not ARE_READ or not is_inferable(hint):
        return None
    try:
        inputs = schema_of_list_hint(hint)
    except MlflowException:
        return None
    outputs = Schema([ColSpec(AnyType())])
    if output is not None:
        try:
            import typing

            outputs = schema_of_list_hint(output) if typing.get_origin(output) is list else schema_of_hint(output)
        except MlflowException:
            pass
    params = None
    if isinstance(input_example, tuple):
        params = infer_signature(params=input_example[1]).params
    return ModelSignature(inputs, outputs, params)


def _older_signature_of_hints(python_model, input_example):
    """MLflow before 2.20: of two hints, with the columns of the example."""
    hint, output = python_model.predict_type_hints
    inputs = _older_schema(hint, input_example)
    return None if inputs is None else ModelSignature(inputs, _older_schema(output, None))


def _older_schema(hint, example):
    if hint == TEXTS:
        if example is not None and not all(isinstance(each, str) for each in example):
            raise MlflowException(f"Expected all values to be string, got {example}")
    elif hint == RECORDS:
        for each in example or []:
            if not isinstance(each, dict):
                raise MlflowException(f"Expected each item in example to be dict, got {type(each).__name__}")
        if example:
            return Schema([ColSpec("string", name) for name in example[0]])
    else:
        return None
    return Schema([ColSpec("string")])


def _signature_of_example(python_model, input_example, context):
    example, params = input_example if isinstance(input_example, tuple) else (input_example, None)
    python_model.load_context(context)
    inputs = _infer(example)
    specs = infer_signature(params=params).params if params else None
    data, enforced = validate_prediction_input(copy.deepcopy(example), params, ModelSignature(inputs, None, specs))
    prediction = Wrapper(python_model, context, None).predict(data, params=enforced)
    if not inputs.is_tensor_spec() and isinstance(prediction, np.ndarray) and prediction.ndim == 1:
        prediction = pd.Series(prediction.tolist())
    return ModelSignature(inputs, _infer_or_any(prediction), specs)


@real("mlflow.pyfunc.load_model", ignores=["suppress_warnings", "dst_path"])
def load_model(model_uri, model_config=None):
    found = _store.resolve(model_uri)
    impl, stream = found.load(model_config)
    return PyFuncModel(found.metadata, impl, predict_stream_fn=stream)


def get_default_pip_requirements():
    return [f"mlflow=={phi3_page.version('mlflow')}", f"cloudpickle=={phi3_page.packages['cloudpickle']}"]


__all__ = [
    "PyFuncModel", "PythonModel", "PythonModelContext", "get_default_pip_requirements", "load_model", "log_model", "save_model",
]  # fmt: skip
_lacking = phi3_page.lacking_attribute("mlflow.pyfunc")


def __getattr__(name):
    # Agents take pydantic, which is loaded with the first of them.
    if name in ("ChatModel", "ChatAgent", "ResponsesAgent") and phi3_page.profile != "mid-2024":
        from mlflow.pyfunc import chat_model

        if name == "ChatModel":
            return chat_model.ChatModel
        from mlflow.pyfunc import agents

        if hasattr(agents, name):
            return getattr(agents, name)
    return _lacking(name)
