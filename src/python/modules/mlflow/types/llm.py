"""What a ChatModel is given and gives: dataclasses that check themselves, and a chat's signature.

Ported in part from MLflow's mlflow/types/llm.py, with changes (Apache-2.0, tools/licences/mlflow.txt).
"""

from __future__ import annotations

import time
import uuid
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

import phi3_page

from mlflow.types.schema import AnyType, Array, ColSpec, DataType, Map, Object, Property, Schema

if phi3_page.profile == "mid-2024":
    raise ImportError(phi3_page.lacks("mlflow.types", "llm"))

_IS_CURRENT = phi3_page.profile == "current"
JSON_SCHEMA_TYPES = ["string", "number", "integer", "object", "array", "boolean", "null"]


class _Checked:
    """Runs its class's ``_rules``, in order, on what it was made of."""

    _rules = ()

    def __post_init__(self):
        for rule in self._rules:
            rule(self)

    def to_dict(self):
        return asdict(self, dict_factory=lambda pairs: {key: value for key, value in pairs if value is not None})

    @classmethod
    def from_dict(cls, data):
        """Keys that the class does not know are left out."""
        names = {each.name for each in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in names})


def _present(self, key, required):
    value = getattr(self, key, None)
    if value is None and required:
        raise ValueError(f"`{key}` is required")
    return value


def _is(key, kind, required=False):
    def rule(self):
        value = _present(self, key, required)
        if value is not None and not isinstance(value, kind):
            raise ValueError(f"`{key}` must be of type {kind.__name__}, got {type(value).__name__}")

    return rule


def _one_of(key, allowed):
    def rule(self):
        value = _present(self, key, True)
        if value not in allowed:
            raise ValueError(f"`{key}` must be one of {allowed}, got {value}")

    return rule


def _list_of(key, kind):
    def rule(self):
        values = _present(self, key, False)
        if values is None:
            return
        if not isinstance(values, list):
            raise ValueError(f"`{key}` must be a list, got {type(values).__name__}")
        if not all(isinstance(each, kind) for each in values):
            raise ValueError(f"All items in `{key}` must be of type {kind.__name__}")

    return rule


def _made(data, kind, shown):
    try:
        return kind.from_dict(data)
    except TypeError as error:
        raise ValueError(f"Error when coercing {shown} to {kind.__name__}: {error}") from error


def _as(key, kind, required=False):
    """A dict becomes the class's object. ``kind`` names a class that may stand further below."""

    def rule(self):
        cls = globals()[kind]
        value = _present(self, key, required)
        if value is None or isinstance(value, cls):
            return
        if not isinstance(value, dict):
            raise ValueError(
                f"Expected `{key}` to be either an instance of `{kind}` or a dict matching the schema. Received `{type(value).__name__}`"
            )
        setattr(self, key, _made(value, cls, value))

    return rule


def _as_list(key, kind, required=False):
    def rule(self):
        cls = globals()[kind]
        values = _present(self, key, required)
        if values is None:
            return
        if not isinstance(values, list):
            raise ValueError(f"`{key}` must be a list")
        if values and all(isinstance(each, dict) for each in values):
            setattr(self, key, [_made(each, cls, values) for each in values])
        elif any(not isinstance(each, cls) for each in values):
            raise ValueError(f"Items in `{key}` must all have the same type: {kind} or dict")

    return rule


def _as_map(key, kind):
    def rule(self):
        cls = globals()[kind]
        mapping = _present(self, key, True)
        if not isinstance(mapping, dict):
            raise ValueError(f"`{key}` must be a dict")
        made = {}
        for name, each in mapping.items():
            if not isinstance(each, (cls, dict)):
                raise ValueError(
                    f"Items in `{key}` must be either an instance of `{kind}` or a dict matching the schema. Received `{type(each).__name__}`"
                )
            made[name] = _made(each, cls, each) if isinstance(each, dict) else each
        setattr(self, key, made)

    return rule


def _new_id():
    return str(uuid.uuid4())


def _now():
    return int(time.time())


@dataclass
class FunctionToolCallArguments(_Checked):
    name: str
    arguments: str

    _rules = (_is("name", str, True), _is("arguments", str, True))

    def to_tool_call(self, id=None):
        return ToolCall(id=_new_id() if id is None else id, function=self)


@dataclass
class ToolCall(_Checked):
    function: FunctionToolCallArguments
    id: str = field(default_factory=_new_id)
    type: str = "function"

    _rules = (_is("id", str, True), _as("function", "FunctionToolCallArguments", True), _is("type", str, True))


def _no_content_beside_refusal(self):
    if self.refusal:
        _is("refusal", str, True)(self)
        if self.content:
            raise ValueError("Both `content` and `refusal` cannot be set")


def _content(self):
    if _IS_CURRENT and isinstance(self.content, list):
        if not all(isinstance(part, dict) for part in self.content):
            raise ValueError("`content` list items must all be dicts (content parts)")
    elif not self.refusal:
        _is("content", str, not self.tool_calls)(self)


@dataclass
class ChatMessage(_Checked):
    role: str
    content: str | list[dict[str, Any]] | None = None
    refusal: str | None = None
    name: str | None = None
    tool_calls: list[ToolCall] | None = None
    tool_call_id: str | None = None

    _rules = (
        _is("role", str, True), _no_content_beside_refusal, _content, _is("name", str), _as_list("tool_calls", "ToolCall"),
        _is("tool_call_id", str),
    )  # fmt: skip


@dataclass
class ChatChoiceDelta(_Checked):
    role: str | None = "assistant"
    content: str | None = None
    refusal: str | None = None
    name: str | None = None
    tool_calls: list[ToolCall] | None = None

    _rules = (
        _is("role", str), _no_content_beside_refusal, _is("content", str), _is("name", str), _as_list("tool_calls", "ToolCall"),
    )  # fmt: skip


@dataclass
class ParamType(_Checked):
    type: Literal["string", "number", "integer", "object", "array", "boolean", "null"]

    _rules = (_one_of("type", JSON_SCHEMA_TYPES),)


@dataclass
class ParamProperty(ParamType):
    description: str | None = None
    enum: list[str] | None = None
    items: ParamProperty | None = None

    _rules = (
        _is("description", str), _list_of("enum", str), _as("items", "ParamProperty" if _IS_CURRENT else "ParamType"), *ParamType._rules,
    )  # fmt: skip


@dataclass
class ToolParamsSchema(_Checked):
    properties: dict[str, ParamProperty]
    type: Literal["object"] = "object"
    required: list[str] | None = None
    additionalProperties: bool | None = None

    _rules = (
        _as_map("properties", "ParamProperty"), _one_of("type", ["object"]), _list_of("required", str), _is("additionalProperties", bool),
    )  # fmt: skip


@dataclass
class FunctionToolDefinition(_Checked):
    name: str
    description: str | None = None
    parameters: ToolParamsSchema | None = None
    strict: bool = False

    _rules = (_is("name", str, True), _is("description", str), _as("parameters", "ToolParamsSchema"), _is("strict", bool, True))

    def to_tool_definition(self):
        return ToolDefinition(type="function", function=self)


@dataclass
class ToolDefinition(_Checked):
    function: FunctionToolDefinition
    type: Literal["function"] = "function"

    _rules = (_one_of("type", ["function"]), _as("function", "FunctionToolDefinition", True))


def _custom_inputs(self):
    if self.custom_inputs is None:
        return
    if not isinstance(self.custom_inputs, dict):
        raise ValueError(f"Expected `custom_inputs` to be a dictionary, received `{type(self.custom_inputs).__name__}`")
    for key in self.custom_inputs:
        if not isinstance(key, str):
            raise ValueError(
                f"Expected `custom_inputs` to be of type `Dict[str, Any]`, received key of type `{type(key).__name__}` (key: {key})"
            )


@dataclass
class ChatParams(_Checked):
    temperature: float = 1.0
    max_tokens: int | None = None
    stop: list[str] | None = None
    n: int = 1
    stream: bool = False
    top_p: float | None = None
    top_k: int | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    custom_inputs: dict[str, Any] | None = None
    tools: list[ToolDefinition] | None = None

    _rules = (
        _is("temperature", float, True), _is("max_tokens", int), _list_of("stop", str), _is("n", int, True), _is("stream", bool, True),
        _is("top_p", float), _is("top_k", int), _is("frequency_penalty", float), _is("presence_penalty", float),
        _as_list("tools", "ToolDefinition"), _custom_inputs,
    )  # fmt: skip

    @classmethod
    def keys(cls):
        return {each.name for each in fields(cls)}


@dataclass
class ChatCompletionRequest(ChatParams):
    messages: list[ChatMessage] = field(default_factory=list)

    _rules = (_as_list("messages", "ChatMessage", True), *ChatParams._rules)


@dataclass
class TopTokenLogProb(_Checked):
    token: str
    logprob: float
    bytes: list[int] | None = None

    _rules = (_is("token", str, True), _is("logprob", float, True), _list_of("bytes", int))


@dataclass
class TokenLogProb(_Checked):
    token: str
    logprob: float
    top_logprobs: list[TopTokenLogProb]
    bytes: list[int] | None = None

    _rules = (
        _is("token", str, True), _is("logprob", float, True), _as_list("top_logprobs", "TopTokenLogProb", True), _list_of("bytes", int),
    )  # fmt: skip


@dataclass
class ChatChoiceLogProbs(_Checked):
    content: list[TokenLogProb] | None = None

    _rules = (_as_list("content", "TokenLogProb"),)


@dataclass
class ChatChoice(_Checked):
    message: ChatMessage
    index: int = 0
    finish_reason: str = "stop"
    logprobs: ChatChoiceLogProbs | None = None

    _rules = (
        _is("index", int, True), _is("finish_reason", str, True), _as("message", "ChatMessage", True), _as("logprobs", "ChatChoiceLogProbs"),
    )  # fmt: skip


@dataclass
class ChatChunkChoice(_Checked):
    delta: ChatChoiceDelta
    index: int = 0
    finish_reason: str | None = None
    logprobs: ChatChoiceLogProbs | None = None

    _rules = (
        _is("index", int, True), _is("finish_reason", str), _as("delta", "ChatChoiceDelta", True), _as("logprobs", "ChatChoiceLogProbs"),
    )  # fmt: skip


@dataclass
class TokenUsageStats(_Checked):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None

    _rules = (_is("prompt_tokens", int), _is("completion_tokens", int), _is("total_tokens", int))


_ANSWER_RULES = (_is("id", str), _is("object", str, True), _is("created", int, True), _is("model", str))


@dataclass
class ChatCompletionResponse(_Checked):
    choices: list[ChatChoice]
    usage: TokenUsageStats | None = None
    id: str | None = None
    model: str | None = None
    object: str = "chat.completion"
    created: int = field(default_factory=_now)
    custom_outputs: dict[str, Any] | None = None

    _rules = (*_ANSWER_RULES, _as_list("choices", "ChatChoice", True), _as("usage", "TokenUsageStats"))


@dataclass
class ChatCompletionChunk(_Checked):
    choices: list[ChatChunkChoice]
    usage: TokenUsageStats | None = None
    id: str | None = None
    model: str | None = None
    object: str = "chat.completion.chunk"
    created: int = field(default_factory=_now)
    custom_outputs: dict[str, Any] | None = None

    _rules = (*_ANSWER_RULES, _as_list("choices", "ChatChunkChoice", True), _as("usage", "TokenUsageStats"))


def _object(**kinds):
    """Of property names; one that ends in ``_`` is optional."""
    return Object([Property(name.removesuffix("_"), kind, not name.endswith("_")) for name, kind in kinds.items()])


def _columns(**kinds):
    return [ColSpec(kind, name.removesuffix("_"), not name.endswith("_")) for name, kind in kinds.items()]


_TEXT, _LONG, _DOUBLE, _BOOLEAN = DataType.string, DataType.long, DataType.double, DataType.boolean
_TOOL_CALLS = Array(_object(id=_TEXT, function=_object(name=_TEXT, arguments=_TEXT), type=_TEXT))
_MESSAGE = _object(role=_TEXT, content_=_TEXT, name_=_TEXT, refusal_=_TEXT, tool_calls_=_TOOL_CALLS, tool_call_id_=_TEXT)
_PARAMETER = _object(type=_TEXT, description_=_TEXT, enum_=Array(_TEXT), items_=_object(type=_TEXT))
_TOOLS = Array(
    _object(
        type=_TEXT,
        function_=_object(
            name=_TEXT,
            description_=_TEXT,
            parameters=_object(properties=Map(_PARAMETER), type_=_TEXT, required_=Array(_TEXT), additionalProperties_=_BOOLEAN),
            strict_=_BOOLEAN,
        ),
    )
)
_USAGE = _object(prompt_tokens=_LONG, completion_tokens=_LONG, total_tokens=_LONG)
_token_usage_stats_col_spec, _custom_inputs_col_spec, _custom_outputs_col_spec = _columns(
    usage_=_USAGE, custom_inputs_=Map(AnyType()), custom_outputs_=Map(AnyType())
)
CHAT_MODEL_INPUT_SCHEMA = Schema([
    *_columns(
        messages=Array(_MESSAGE), temperature_=_DOUBLE, max_tokens_=_LONG, stop_=Array(_TEXT), n_=_LONG, stream_=_BOOLEAN, top_p_=_DOUBLE,
        top_k_=_LONG, frequency_penalty_=_DOUBLE, presence_penalty_=_DOUBLE, tools_=_TOOLS,
    ),
    _custom_inputs_col_spec,
])  # fmt: skip
CHAT_MODEL_OUTPUT_SCHEMA = Schema([
    *_columns(
        id=_TEXT, object=_TEXT, created=_LONG, model=_TEXT, choices=Array(_object(index=_LONG, message=_MESSAGE, finish_reason=_TEXT))
    ),
    _token_usage_stats_col_spec,
    _custom_outputs_col_spec,
])  # fmt: skip
CHAT_MODEL_INPUT_EXAMPLE = {
    "messages": [{"role": "user", "content": "Hello!"}],
    "temperature": 1.0,
    "max_tokens": 10,
    "stop": ["\n"],
    "n": 1,
    "stream": False,
}

__getattr__ = phi3_page.lacking_attribute("mlflow.types.llm")
