"""ChatModel: a custom model that is asked as a chat (mlflow/pyfunc/model.py, loaders/chat_model.py)."""

import abc
import inspect

import numpy as np
import pandas as pd

from mlflow import _log
from mlflow.exceptions import MlflowException
from mlflow.models.signature import ModelSignature
from mlflow.pyfunc.model import PythonModel
from mlflow.types.llm import (
    CHAT_MODEL_INPUT_EXAMPLE,
    CHAT_MODEL_INPUT_SCHEMA,
    CHAT_MODEL_OUTPUT_SCHEMA,
    ChatCompletionChunk,
    ChatCompletionResponse,
    ChatMessage,
    ChatParams,
)

NO_STREAM = (
    "Streaming implementation not provided. Please override the `predict_stream` method on your model to generate streaming predictions"
)


class Interface:
    """What MLflow does for a kind of model with a signature of its own. One for each kind."""

    #: The class's name, its task in the metadata, and the module that MLmodel names.
    name = task = loader = None
    signature = None

    def refuse_signature(self, signature):
        if signature is not None:
            raise MlflowException(
                f"{self.name} subclasses have a standard signature that is set automatically. Please remove the `signature` parameter "
                "from the call to log_model() or save_model().",
                error_code="INVALID_PARAMETER_VALUE",
            )

    def try_example(self, model, context, example):
        """Asks the model the example, or MLflow's own, and checks the answer's kind."""
        raise NotImplementedError

    def wrapped(self, model, context):
        """What pyfunc calls."""
        raise NotImplementedError


def request_of(data):
    """The request that a table of one row, or a dict, is."""
    if isinstance(data, dict):
        return data
    if isinstance(data, pd.DataFrame):
        return {name: _plain(values[0]) for name, values in data.to_dict(orient="list").items()}
    raise MlflowException(f"Unsupported model input type. Expected a dict or pandas.DataFrame, but got {type(data)} instead.")


def _plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


class ChatModel(PythonModel, metaclass=abc.ABCMeta):
    _skip_type_hint_validation = True

    @abc.abstractmethod
    def predict(self, context, messages, params):
        """Answers a chat."""

    def predict_stream(self, context, messages, params):
        raise NotImplementedError(NO_STREAM)


class _ChatModelInterface(Interface):
    name, task, loader = "ChatModel", "agent/v1/chat", "mlflow.pyfunc.loaders.chat_model"
    signature = ModelSignature(CHAT_MODEL_INPUT_SCHEMA, CHAT_MODEL_OUTPUT_SCHEMA)

    def try_example(self, model, context, example):
        messages, params = _messages_and_params(example)
        _log.info("mlflow.pyfunc", "Predicting on input example to validate output")
        model.load_context(context)
        has_context = "context" in inspect.signature(model.predict).parameters
        output = model.predict(*([context] if has_context else []), messages, params)
        if not isinstance(output, ChatCompletionResponse):
            raise MlflowException(
                "Failed to save ChatModel. Please ensure that the model's predict() method returns a ChatCompletionResponse object. If "
                "your predict() method currently returns a dict, you can instantiate a ChatCompletionResponse using `from_dict()`, e.g. "
                "`ChatCompletionResponse.from_dict(output)`",
            )

    def wrapped(self, model, context):
        return _ChatModelWrapper(model, context)


def _messages_and_params(example):
    if not example:
        example = CHAT_MODEL_INPUT_EXAMPLE
        _warn_of_defaults()
    example, params = example if isinstance(example, tuple) else (example, None)
    given = example if isinstance(example, list) else example["messages"]
    messages = [ChatMessage.from_dict(each) if isinstance(each, dict) else each for each in given]
    kept = {} if isinstance(example, list) else {key: value for key, value in example.items() if key in ChatParams.keys()}
    if (kept or params) and example is not CHAT_MODEL_INPUT_EXAMPLE:
        _warn_of_defaults()
    return messages, ChatParams.from_dict({**kept, **(params or {})})


def _warn_of_defaults():
    _log.warning(
        "mlflow.pyfunc",
        "Default values for temperature, n and stream in ChatParams will be removed in the next release. Specify them in the input "
        "example explicitly if needed.",
    )


class _ChatModelWrapper:
    def __init__(self, chat_model, context):
        self.chat_model, self.context = chat_model, context

    def get_raw_model(self):
        return self.chat_model

    def _call(self, function, data):
        request = dict(request_of(data))
        messages = [ChatMessage.from_dict(each) for each in request.pop("messages", [])]
        parameters = inspect.signature(function).parameters
        before = (self.context,) if "context" in parameters or len(parameters) == 3 else ()
        return function(*before, messages, ChatParams.from_dict(request))

    def predict(self, model_input, params=None):
        return _as_dict(self._call(self.chat_model.predict, model_input), ChatCompletionResponse)

    def predict_stream(self, model_input, params=None):
        for each in self._call(self.chat_model.predict_stream, model_input):
            yield _as_dict(each, ChatCompletionChunk)


def _as_dict(response, kind):
    if not isinstance(response, kind):
        raise MlflowException(f"Model returned an invalid response. Expected a {kind.__name__}, but got {type(response)} instead.")
    return response.to_dict()


ChatModel._interface = _ChatModelInterface()
