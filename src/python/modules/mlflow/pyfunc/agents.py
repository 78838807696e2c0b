"""ChatAgent and ResponsesAgent: custom models whose requests and answers are pydantic's (mlflow/pyfunc/model.py, loaders)."""

import abc
import functools
import inspect

import phi3_page
import pydantic

from mlflow import _log
from mlflow.exceptions import MlflowException
from mlflow.models.signature import ModelSignature
from mlflow.pyfunc.chat_model import NO_STREAM, Interface, request_of
from mlflow.pyfunc.model import PythonModel
from mlflow.types import agent


class _AgentInterface(Interface):
    def __init__(self, request, response, chunk, example, request_name, response_name):
        self.request, self.response, self.chunk, self.example = request, response, chunk, example
        self.request_name, self.response_name = request_name, response_name

    def ask(self, function, request):
        raise NotImplementedError

    def try_example(self, model, context, example):
        if example:
            try:
                self.request.model_validate(example, strict=True)
            except pydantic.ValidationError as error:
                raise MlflowException(
                    f"Invalid input example. Expected a {self.request_name} object or dictionary with its schema. Pydantic validation "
                    f"error: {error}"
                ) from error
            if isinstance(example, self.request):
                example = example.model_dump(exclude_none=True)
        else:
            example = self.example
        _log.info("mlflow.pyfunc", "Predicting on input example to validate output")
        if phi3_page.profile == "current":
            model.load_context(context)
        output = self.ask(model.predict, self.request(**example))
        try:
            self.response.model_validate(output, strict=True)
        except Exception as error:
            raise MlflowException(
                f"Failed to save {self.name}. Ensure your model's predict() method returns a {self.response_name} object or a dict with "
                f"the same schema.Pydantic validation error: {error}"
            ) from error

    def wrapped(self, model, context):
        return _AgentWrapper(self, model, context)


class _AgentWrapper:
    def __init__(self, interface, agent, context):
        self.interface, self.agent, self.context = interface, agent, context

    def get_raw_model(self):
        return self.agent

    def predict(self, model_input, params=None):
        answer = self.interface.ask(self.agent.predict, self.interface.read(request_of(model_input)))
        return _as_dict(answer, self.interface.response)

    def predict_stream(self, model_input, params=None):
        for each in self.interface.ask(self.agent.predict_stream, self.interface.read(request_of(model_input))):
            yield _as_dict(each, self.interface.chunk)


def _as_dict(response, kind):
    if isinstance(response, kind):
        return response.model_dump(exclude_none=True)
    try:
        kind.model_validate(response, strict=True)
    except pydantic.ValidationError as error:
        raise MlflowException(
            f"Model returned an invalid response. Expected a {kind.__name__} object or dictionary with the same schema. Pydantic "
            f"validation error: {error}"
        ) from error
    return response


def _takes_dict(function, request, words, unpack):
    """As MLflow wraps predict: a dict is read as a request first."""

    @functools.wraps(function)
    def wrapper(self, *args, **kwargs):
        if len(args) != 1 or not isinstance(args[0], dict):
            return function(self, *args, **kwargs)
        try:
            request.model_validate(args[0], strict=True)
            made = request(**args[0])
        except pydantic.ValidationError as error:
            raise MlflowException(f"{words} Pydantic validation error: {error}") from error
        if not unpack:
            return function(self, made)
        names = inspect.signature(function).parameters.keys() - {"self"}
        return function(self, **{name: getattr(made, name) for name in names})

    wrapper._is_pyfunc = True
    return wrapper


def _wrap_own(cls, request, words, unpack):
    for name in ("predict", "predict_stream"):
        if callable(cls.__dict__.get(name)):
            setattr(cls, name, _takes_dict(cls.__dict__[name], request, words, unpack))


class ChatAgent(PythonModel, metaclass=abc.ABCMeta):
    _skip_type_hint_validation = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        words = "Invalid dictionary input for a ChatAgent. Expected a dictionary with the ChatAgentRequest schema."
        _wrap_own(cls, agent.ChatAgentRequest, words, unpack=True)

    def _convert_messages_to_dict(self, messages):
        return [each.model_dump(exclude_none=True) for each in messages]

    @abc.abstractmethod
    def predict(self, messages, context=None, custom_inputs=None):
        """Answers messages with messages."""

    def predict_stream(self, messages, context=None, custom_inputs=None):
        raise NotImplementedError(NO_STREAM)


class _ChatAgentInterface(_AgentInterface):
    name, task, loader = "ChatAgent", "agent/v2/chat", "mlflow.pyfunc.loaders.chat_agent"
    signature = ModelSignature(agent.CHAT_AGENT_INPUT_SCHEMA, agent.CHAT_AGENT_OUTPUT_SCHEMA)

    def ask(self, function, request):
        return function(request.messages, request.context, request.custom_inputs)

    def read(self, request):
        made = agent.ChatAgentRequest.model_construct(context=None, custom_inputs=request.get("custom_inputs"))
        made.messages = [agent.ChatAgentMessage(**each) for each in request.get("messages", [])]
        if "context" in request:
            made.context = agent.ChatContext(**request["context"])
        return made


ChatAgent._interface = _ChatAgentInterface(
    agent.ChatAgentRequest, agent.ChatAgentResponse, agent.ChatAgentChunk, agent.CHAT_AGENT_INPUT_EXAMPLE, "ChatAgentRequest",
    "ChatAgentResponse",
)  # fmt: skip

if phi3_page.profile == "current":
    from mlflow.types import responses

    class ResponsesAgent(PythonModel, metaclass=abc.ABCMeta):
        _skip_type_hint_validation = True

        responses_agent_output_reducer = staticmethod(responses.responses_agent_output_reducer)
        create_text_delta = staticmethod(responses.create_text_delta)
        create_annotation_added = staticmethod(responses.create_annotation_added)
        create_text_output_item = staticmethod(responses.create_text_output_item)
        create_reasoning_item = staticmethod(responses.create_reasoning_item)
        create_function_call_item = staticmethod(responses.create_function_call_item)
        create_function_call_output_item = staticmethod(responses.create_function_call_output_item)
        prep_msgs_for_cc_llm = staticmethod(responses.to_chat_completions_input)
        output_to_responses_items_stream = staticmethod(responses.output_to_responses_items_stream)

        def __init_subclass__(cls, **kwargs):
            super().__init_subclass__(**kwargs)
            words = "Invalid dictionary input for a ResponsesAgent. Expected a dictionary with the ResponsesRequest schema."
            _wrap_own(cls, responses.ResponsesAgentRequest, words, unpack=False)

        @abc.abstractmethod
        def predict(self, request):
            """Answers a request of the Responses API."""

        def predict_stream(self, request):
            raise NotImplementedError(NO_STREAM)

    class _ResponsesAgentInterface(_AgentInterface):
        name, task, loader = "ResponsesAgent", "agent/v1/responses", "mlflow.pyfunc.loaders.responses_agent"
        signature = ModelSignature(responses.RESPONSES_AGENT_INPUT_SCHEMA, responses.RESPONSES_AGENT_OUTPUT_SCHEMA)

        def ask(self, function, request):
            return function(request)

        def read(self, request):
            return self.request(**request)

    ResponsesAgent._interface = _ResponsesAgentInterface(
        responses.ResponsesAgentRequest, responses.ResponsesAgentResponse, responses.ResponsesAgentStreamEvent,
        responses.RESPONSES_AGENT_INPUT_EXAMPLE, "ResponsesRequest", "ResponsesResponse",
    )  # fmt: skip
