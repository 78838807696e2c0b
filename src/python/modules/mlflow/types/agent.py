"""What a ChatAgent is given and gives.

Ported in part from MLflow's mlflow/types/agent.py, with changes (Apache-2.0, tools/licences/mlflow.txt).
"""

from typing import Any

import phi3_page
from pydantic import BaseModel, ConfigDict, model_validator

from mlflow.types.chat import ChatUsage, ToolCall
from mlflow.types.llm import (
    _BOOLEAN,
    _TEXT,
    _TOOL_CALLS,
    _columns,
    _custom_inputs_col_spec,
    _custom_outputs_col_spec,
    _object,
    _token_usage_stats_col_spec,
)
from mlflow.types.schema import Array, Map, Schema

_IS_CURRENT = phi3_page.profile == "current"


class ChatAgentMessage(BaseModel):
    role: str
    content: str | None = None
    name: str | None = None
    id: str | None = None
    tool_calls: list[ToolCall] | None = None
    tool_call_id: str | None = None
    attachments: dict[str, str] | None = None

    @model_validator(mode="after")
    def check_content_and_tool_calls(self):
        is_empty = self.content is None and self.tool_calls is None if _IS_CURRENT else not self.content and not self.tool_calls
        if is_empty:
            raise ValueError("Either 'content' or 'tool_calls' must be provided.")
        return self

    @model_validator(mode="after")
    def check_tool_messages(self):
        if self.role == "tool" and not (self.name and self.tool_call_id):
            raise ValueError("Both 'name' and 'tool_call_id' must be provided for tool messages.")
        return self


class ChatContext(BaseModel):
    conversation_id: str | None = None
    user_id: str | None = None


class ChatAgentRequest(BaseModel):
    messages: list[ChatAgentMessage]
    context: ChatContext | None = None
    custom_inputs: dict[str, Any] | None = None
    stream: bool | None = False


class ChatAgentResponse(BaseModel):
    model_config = ConfigDict(validate_assignment=True)
    messages: list[ChatAgentMessage]
    finish_reason: str | None = None
    custom_outputs: dict[str, Any] | None = None
    usage: ChatUsage | None = None

    @model_validator(mode="after")
    def check_message_ids(self):
        ids = [message.id for message in self.messages]
        wrong = "an ID" if None in ids else "unique IDs" if len(set(ids)) < len(ids) else None
        if wrong is not None:
            raise ValueError(
                f"All ChatAgentMessage objects in field `messages` must have {wrong}. You can use `str(uuid.uuid4())` to generate a unique ID."
            )
        return self


class ChatAgentChunk(BaseModel):
    model_config = ConfigDict(validate_assignment=True)
    delta: ChatAgentMessage
    finish_reason: str | None = None
    custom_outputs: dict[str, Any] | None = None
    usage: ChatUsage | None = None

    @model_validator(mode="after")
    def check_message_id(self):
        if self.delta.id is None:
            raise ValueError(
                "The field `delta` of ChatAgentChunk must contain a ChatAgentMessage object with an ID. If this chunk contains partial "
                "content, it should have the same ID as other  chunks in the same message. See "
                "https://mlflow.org/docs/latest/api_reference/python_api/mlflow.pyfunc.html#mlflow.pyfunc.ChatAgent.predict_stream for "
                "more details. You can use `str(uuid.uuid4())` to generate a unique ID."
            )
        return self


_MESSAGES = Array(
    _object(
        role=_TEXT, content_=_TEXT, name_=_TEXT, id_=_TEXT, tool_calls_=_TOOL_CALLS, tool_call_id_=_TEXT, attachments_=Map(_TEXT),
    )
)  # fmt: skip
CHAT_AGENT_INPUT_SCHEMA = Schema([
    *_columns(messages=_MESSAGES, context_=_object(conversation_id_=_TEXT, user_id_=_TEXT)),
    _custom_inputs_col_spec,
    *_columns(stream_=_BOOLEAN),
])  # fmt: skip
CHAT_AGENT_OUTPUT_SCHEMA = Schema([
    *_columns(messages=_MESSAGES, finish_reason_=_TEXT),
    _custom_outputs_col_spec,
    _token_usage_stats_col_spec,
])  # fmt: skip
CHAT_AGENT_INPUT_EXAMPLE = {"messages": [{"role": "user", "content": "Hello!"}]}

__getattr__ = phi3_page.lacking_attribute("mlflow.types.agent")
