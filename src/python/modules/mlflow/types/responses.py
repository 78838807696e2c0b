"""What a ResponsesAgent is given and gives, and what makes the parts of it.

Ported in part from MLflow's mlflow/types/responses.py, with changes (Apache-2.0, tools/licences/mlflow.txt).
"""

import json
from typing import Any

import phi3_page
from pydantic import BaseModel, ConfigDict, model_validator

from mlflow.pyfunc.type_hints import schema_of_hint
from mlflow.types.agent import ChatContext
from mlflow.types.responses_helpers import (
    BaseRequestPayload,
    Message,
    OutputItem,
    Response,
    ResponseCompletedEvent,
    ResponseErrorEvent,
    ResponseOutputItemDoneEvent,
    ResponseTextAnnotationDeltaEvent,
    ResponseTextDeltaEvent,
)
from mlflow.types.schema import ColSpec, Schema

__all__ = ["ResponsesAgentRequest", "ResponsesAgentResponse", "ResponsesAgentStreamEvent"]


class ResponsesAgentRequest(BaseRequestPayload):
    input: list[Message | OutputItem]
    custom_inputs: dict[str, Any] | None = None
    context: ChatContext | None = None


class ResponsesAgentResponse(Response):
    custom_outputs: dict[str, Any] | None = None


_EVENTS = {
    "response.output_item.done": ResponseOutputItemDoneEvent,
    "response.output_text.delta": ResponseTextDeltaEvent,
    "response.output_text.annotation.added": ResponseTextAnnotationDeltaEvent,
    "error": ResponseErrorEvent,
    "response.completed": ResponseCompletedEvent,
}


class ResponsesAgentStreamEvent(BaseModel):
    model_config = ConfigDict(extra="allow")
    type: str
    custom_outputs: dict[str, Any] | None = None

    @model_validator(mode="after")
    def check_type(self) -> "ResponsesAgentStreamEvent":
        if self.type in _EVENTS:
            _EVENTS[self.type](**self.model_dump())
        return self


RESPONSES_AGENT_INPUT_SCHEMA = Schema(
    [ColSpec(each.dtype, each.name, each.required) for each in schema_of_hint(ResponsesAgentRequest).inputs[0].type.properties]
)
RESPONSES_AGENT_OUTPUT_SCHEMA = schema_of_hint(ResponsesAgentResponse)
RESPONSES_AGENT_INPUT_EXAMPLE = {"input": [{"role": "user", "content": "Hello!"}]}


def responses_agent_output_reducer(chunks):
    items = []
    for chunk in chunks:
        of = chunk if isinstance(chunk, dict) else vars(chunk) | (chunk.model_extra or {})
        if of.get("type") == "response.output_item.done":
            items.append(of.get("item"))
    return ResponsesAgentResponse(output=items).model_dump(exclude_none=True)


def create_text_delta(delta, item_id):
    return {"type": "response.output_text.delta", "item_id": item_id, "delta": delta}


def create_annotation_added(item_id, annotation, annotation_index=0):
    return {
        "type": "response.output_text.annotation.added",
        "item_id": item_id,
        "annotation_index": annotation_index,
        "annotation": annotation,
    }


def create_text_output_item(text, id, annotations=None):
    content = {"text": text, "type": "output_text", "annotations": annotations or []}
    return {"id": id, "content": [content], "role": "assistant", "type": "message"}


def create_reasoning_item(id, reasoning_text):
    return {"type": "reasoning", "summary": [{"type": "summary_text", "text": reasoning_text}], "id": id}


def create_function_call_item(id, call_id, name, arguments):
    return {"type": "function_call", "id": id, "call_id": call_id, "name": name, "arguments": arguments}


def create_function_call_output_item(call_id, output):
    return {"type": "function_call_output", "call_id": call_id, "output": output}


def create_mcp_approval_request_item(id, arguments, name, server_label):
    return {"type": "mcp_approval_request", "id": id, "arguments": arguments, "name": name, "server_label": server_label}


def create_mcp_approval_response_item(id, approval_request_id, approve, reason=None):
    return {
        "type": "mcp_approval_response",
        "id": id,
        "approval_request_id": approval_request_id,
        "approve": approve,
        "reason": reason,
    }


def _tool_call_message(message, text, id):
    function = {"arguments": message.get("arguments") or "{}", "name": message["name"]}
    return {"role": "assistant", "content": text, "tool_calls": [{"id": id, "type": "function", "function": function}]}


def _as_text(output):
    if isinstance(output, str):
        return output
    try:
        return json.dumps(output)
    except (TypeError, ValueError):
        return str(output)


def responses_to_cc(message):
    """An item of the Responses API as messages of a chat completion."""
    match message.get("type"):
        case "function_call":
            return [_tool_call_message(message, "tool call", message["call_id"])]
        case "message" if isinstance(message.get("content"), list):
            return [{"role": message["role"], "content": content["text"]} for content in message["content"]]
        case "reasoning":
            return [{"role": "assistant", "content": json.dumps(message["summary"])}]
        case "function_call_output":
            return [{"role": "tool", "content": _as_text(message["output"]), "tool_call_id": message["call_id"]}]
        case "mcp_approval_request":
            return [_tool_call_message(message, "mcp approval request", message["id"])]
        case "mcp_approval_response":
            return [{"role": "tool", "content": str(message["approve"]), "tool_call_id": message["approval_request_id"]}]
    found = {key: value for key, value in message.items() if key in ("role", "content", "name", "tool_calls", "tool_call_id")}
    return [found] if found else []


def to_chat_completions_input(responses_input):
    return [
        made
        for message in responses_input
        for made in responses_to_cc(message.model_dump() if isinstance(message, BaseModel) else message)
    ]


def output_to_responses_items_stream(chunks, aggregator=None):
    """Chunks of a chat completion as events: text as it comes, then each item whole."""
    done = _Collected(aggregator)
    for chunk in chunks:
        if chunk.get("choices"):
            yield from done.take(chunk.get("id"), chunk["choices"][0]["delta"])
    yield from done.rest()


class _Collected:
    def __init__(self, aggregator):
        self.aggregator, self.id, self.text, self.reasoning, self.calls = aggregator, None, "", "", {}

    def take(self, id, delta):
        self.id = id
        content = delta.get("content")
        if calls := delta.get("tool_calls"):
            self._take_calls(calls)
        elif isinstance(content, list):
            yield from self._take_parts(content)
        elif content is not None:
            if self.reasoning:
                yield self._item(create_reasoning_item(self.id, self.reasoning))
                self.reasoning = ""
            if isinstance(content, str):
                yield self._delta(content)

    def _take_calls(self, calls):
        for each in calls:
            function = each.get("function", {})
            at = each.get("index", 0)
            if at in self.calls:
                self.calls[at]["arguments"] += function.get("arguments", "")
            else:
                self.calls[at] = {"id": each.get("id"), "name": function.get("name", ""), "arguments": function.get("arguments", "")}

    def _take_parts(self, parts):
        for part in parts:
            if not isinstance(part, dict):
                continue
            if part.get("type") == "reasoning":
                self.reasoning += part.get("summary", [])[0].get("text", "")
            if part.get("type") == "text" and part.get("text"):
                yield self._delta(part["text"])

    def rest(self):
        if self.text:
            yield self._item(create_text_output_item(self.text, self.id))
        for _, call in sorted(self.calls.items()):
            yield self._item(create_function_call_item(self.id, call["id"], call["name"], call["arguments"]))

    def _delta(self, text):
        self.text += text
        return ResponsesAgentStreamEvent(**create_text_delta(text, item_id=self.id))

    def _item(self, item):
        if self.aggregator is not None:
            self.aggregator.append(item)
        return ResponsesAgentStreamEvent(type="response.output_item.done", item=item)


__getattr__ = phi3_page.lacking_attribute("mlflow.types.responses")
