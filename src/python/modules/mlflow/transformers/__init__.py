"""mlflow.transformers: text-generation pipelines, logged and loaded in this session."""

import collections
import json
import string

import pandas as pd
import phi3_bridge
import phi3_page
from phi3_page.real import real

from mlflow import _logging, _registering, _store, _told
from mlflow._values import to_json
from mlflow.exceptions import MlflowException
from mlflow.models.signature import ModelSignature

__phi3__ = True
FLAVOR_NAME = "transformers"
_CHAT = "llm/v1/chat"
#: What changes nothing where a model stays in the session.
_NOT_HERE = [
    "await_registration_for", "code_paths", "processor", "model_card", "prompts", "torch_dtype", "example_no_conversion", "kwargs",
]  # fmt: skip


@real("mlflow.transformers.log_model", ignores=_NOT_HERE)
def log_model(
    transformers_model=None, artifact_path=None, task=None, model_config=None, signature=None, registered_model_name=None, name=None,
    inference_config=None, metadata=None, prompt_template=None, input_example=None, pip_requirements=None, extra_pip_requirements=None,
    conda_env=None, save_pretrained=True, params=None, tags=None, model_type=None, step=0,
):  # fmt: skip
    given = _Given(signature, metadata, prompt_template, input_example, pip_requirements, extra_pip_requirements, conda_env, save_pretrained)
    with _logging.begun(name, artifact_path, params, tags, model_type, step) as target:
        made = _made(transformers_model, target.name, task, model_config or inference_config, given, target=target)
        target.send(made)
        target.finish(made)
    if registered_model_name is not None:
        made.metadata._registered_version = _registering.register(made.metadata._model_uri, registered_model_name, tags).version
    return made.metadata.get_model_info()


@real("mlflow.transformers.save_model", ignores=_NOT_HERE)
def save_model(
    transformers_model, path, task=None, model_config=None, signature=None, inference_config=None, metadata=None, prompt_template=None,
    input_example=None, pip_requirements=None, extra_pip_requirements=None, conda_env=None, save_pretrained=True,
):  # fmt: skip
    import os

    given = _Given(signature, metadata, prompt_template, input_example, pip_requirements, extra_pip_requirements, conda_env, save_pretrained)
    _made(transformers_model, os.path.basename(path), task, model_config or inference_config, given, folder=os.path.abspath(path))


#: What log_model takes beside the pipeline, its task and model_config.
_Given = collections.namedtuple(
    "_Given", "signature metadata prompt_template input_example pip_requirements extra_pip_requirements conda_env save_pretrained"
)


def _check_template(template):
    if not isinstance(template, str):
        raise MlflowException(
            f"Argument `prompt_template` must be a string, received {type(template)}", error_code="INVALID_PARAMETER_VALUE"
        )
    fields = [part[1] for part in string.Formatter().parse(template) if part[1] is not None]
    if fields != ["prompt"]:
        raise MlflowException(
            "Argument `prompt_template` must be a string with a single format arg, 'prompt'. For example: 'Answer the following question "
            f"in a friendly tone. Q: {{prompt}}. A:'\nReceived {template}. ",
            error_code="INVALID_PARAMETER_VALUE",
        )


def _check_metadata(metadata, task):
    found = (metadata or {}).get("task")
    if found and found != task:
        raise MlflowException(
            f"LLM v1 task type '{found}' is specified in metadata, but it doesn't match the task type provided in the `task` argument: "
            f"'{task}'. The mismatched task type may cause incorrect model inference behavior. Please provide the correct LLM v1 task type "
            f'in the `task` argument. E.g. `mlflow.transformers.save_model(task="{found}", ...)`',
            error_code="INVALID_PARAMETER_VALUE",
        )


def _made(transformers_model, name, task, model_config, given, folder=None, target=None):
    from mlflow.pyfunc import _metadata

    pipeline = _pipeline_of(transformers_model, task)
    if task != _CHAT:
        raise NotImplementedError(
            f"mlflow.transformers.log_model(task={task!r}): the Python of this page logs pipelines of the task {_CHAT!r}."
        )
    home = folder or target.home
    _check_metadata(given.metadata, task)
    if given.prompt_template is not None:
        _check_template(given.prompt_template)
    found = ModelSignature.from_dict(phi3_bridge.call("mlflow.schema.chat"))
    if given.signature is not None and given.signature != found:
        raise MlflowException(
            f"When `task` is specified as `{task}`, the signature would be set by MLflow. Please do not set the signature."
        )
    template = {"prompt_template": given.prompt_template} if given.prompt_template is not None else {}
    more = {**(given.metadata or {}), **template, "task": task}
    shown = {**(model_config or {}), **({"return_full_text": False} if template else {}), **(model_config or {})} or model_config
    metadata = _metadata(name, target, found, False, home, "mlflow.transformers", shown, {}, more)
    metadata.flavors[FLAVOR_NAME] = {"task": "text-generation", "inference_task": task, "instance_type": "TextGenerationPipeline"}
    made = _of_chat(metadata, pipeline, model_config, given.prompt_template, home)
    made.model_config = model_config
    _store.keep(made)
    made.told = _told.of_pipeline(made, name, task, pipeline.model._opened.reference, to_json(model_config or {}), given)
    return made


def _of_chat(metadata, pipeline, model_config, prompt_template, home):
    def load(config=None):
        return _Chat(pipeline, {**(model_config or {}), **(config or {})}, prompt_template), None

    made = _store.LoggedModel(FLAVOR_NAME, metadata, load, home)
    made.pipeline = pipeline
    return made


def _pipeline_of(given, task):
    from transformers import TextGenerationPipeline, pipeline

    if isinstance(given, TextGenerationPipeline):
        return given
    if isinstance(given, dict):
        if "model" not in given:
            raise MlflowException(
                f"The 'model' component is required. Submitted components: {list(given)}", error_code="INVALID_PARAMETER_VALUE"
            )
        return pipeline("text-generation", model=given["model"], tokenizer=given.get("tokenizer"))
    if isinstance(given, str):
        return pipeline("text-generation", model=given)
    raise MlflowException(
        "The `transformers_model` must be one of the following types: \n (1) a transformers Pipeline \n (2) a dictionary of components for a "
        f"transformers Pipeline \n (3) a path to a local/DBFS directory containing a transformers model checkpoint. \nreceived: {type(given)}",
        error_code="INVALID_PARAMETER_VALUE",
    )


class _Chat:
    """What pyfunc calls: one completion a row."""

    def __init__(self, pipeline, model_config, prompt_template):
        self.pipeline, self.model_config, self.prompt_template = pipeline, model_config, prompt_template

    def predict(self, data, params=None):
        rows = data.to_dict(orient="records") if isinstance(data, pd.DataFrame) else data
        return [self._answer(row) for row in rows]

    def _answer(self, row):
        request = {name: value for name, value in row.items() if isinstance(value, (list, dict)) or not pd.isna(value)}
        config = {"max_length": 20, "truncation": True, "include_prompt": False, **self.model_config}
        model = self.pipeline.model
        return json.loads(
            phi3_bridge.call("engine.lm.answer", model._handle, to_json(request), to_json(config), model.name_or_path, self.prompt_template)
        )


@real("mlflow.transformers.load_model", ignores=["dst_path", "return_type", "device", "kwargs"])
def load_model(model_uri):
    found = _store.resolve(model_uri)
    if found.flavor != FLAVOR_NAME:
        raise MlflowException(
            f'Model does not have the "{FLAVOR_NAME}" flavor', error_code="RESOURCE_DOES_NOT_EXIST"
        )
    return found.pipeline


@real("mlflow.transformers.autolog", ignores=[
    "log_input_examples", "log_model_signatures", "log_models", "log_datasets", "disable", "exclusive", "disable_for_unsupported_versions",
    "silent", "extra_tags", "log_traces",
])  # fmt: skip
def autolog():
    """Nothing is trained here, so there is nothing to log."""


__getattr__ = phi3_page.lacking_attribute("mlflow.transformers")
