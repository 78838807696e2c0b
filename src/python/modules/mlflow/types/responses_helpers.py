"""The parts of requests and answers of the Responses API.

Ported in part from MLflow's mlflow/types/responses_helpers.py, with changes (Apache-2.0, tools/licences/mlflow.txt).
"""

import warnings
from typing import Any

import phi3_page
from pydantic import BaseModel, ConfigDict, Field, model_validator


class Status(BaseModel):
    status: str | None = None

    @model_validator(mode="after")
    def check_status(self) -> "Status":
        if self.status not in (None, "in_progress", "completed", "incomplete"):
            raise ValueError(
                f"Invalid status: {self.status} for {type(self).__name__}. Must be 'in_progress', 'completed', or 'incomplete'."
            )
        return self


class _Typed(BaseModel):
    """Of any fields: those of its ``type`` are checked by that type's class."""

    model_config = ConfigDict(extra="allow")
    type: str

    def _check_as(self, classes, unchecked=(), what="type", of=None):
        if self.type in classes:
            classes[self.type](**self.model_dump())
        elif self.type not in unchecked:
            raise ValueError(f"Invalid {what}: {self.type}" + (f" for {of}" if of else ""))
        return self


class ResponseError(BaseModel):
    code: str | None = None
    message: str


class AnnotationFileCitation(BaseModel):
    file_id: str
    index: int
    type: str = "file_citation"


class AnnotationURLCitation(BaseModel):
    end_index: int | None = None
    start_index: int | None = None
    title: str
    type: str = "url_citation"
    url: str


class AnnotationFilePath(BaseModel):
    file_id: str
    index: int
    type: str = "file_path"


class Annotation(_Typed):
    @model_validator(mode="after")
    def check_type(self) -> "Annotation":
        classes = {"file_citation": AnnotationFileCitation, "url_citation": AnnotationURLCitation, "file_path": AnnotationFilePath}
        return self._check_as(classes, what="annotation type")


class ResponseOutputText(BaseModel):
    annotations: list[Annotation] = Field(default_factory=list)
    text: str
    type: str = "output_text"


class ResponseOutputRefusal(BaseModel):
    refusal: str
    type: str = "refusal"


class Content(_Typed):
    @model_validator(mode="after")
    def check_type(self) -> "Content":
        classes = {"output_text": ResponseOutputText, "refusal": ResponseOutputRefusal}
        return self._check_as(classes, what="content type", of="Content")


class ResponseOutputMessage(Status):
    id: str
    content: list[Content]
    role: str = "assistant"
    type: str = "message"

    @model_validator(mode="after")
    def check_role(self) -> "ResponseOutputMessage":
        if self.role != "assistant":
            raise ValueError(f"Invalid role: {self.role}. Must be 'assistant'.")
        return self

    @model_validator(mode="after")
    def check_content(self) -> "ResponseOutputMessage":
        if len(self.content) == 0:
            raise ValueError("content must not be an empty list")
        return self


class ResponseFunctionToolCall(Status):
    arguments: str
    call_id: str
    name: str
    type: str = "function_call"
    id: str | None = None


class Summary(BaseModel):
    text: str
    type: str = "summary_text"


class ResponseReasoningItem(Status):
    id: str
    summary: list[Summary]
    type: str = "reasoning"


class McpApprovalRequest(Status):
    id: str
    arguments: str
    name: str
    server_label: str
    type: str = "mcp_approval_request"


class McpApprovalResponse(Status):
    approval_request_id: str
    approve: bool
    type: str = "mcp_approval_response"
    id: str | None = None
    reason: str | None = None


class FunctionCallOutput(Status):
    call_id: str
    output: str | list[dict[str, Any]]
    type: str = "function_call_output"


class OutputItem(_Typed):
    @model_validator(mode="after")
    def check_type(self) -> "OutputItem":
        classes = {
            "message": ResponseOutputMessage,
            "function_call": ResponseFunctionToolCall,
            "reasoning": ResponseReasoningItem,
            "function_call_output": FunctionCallOutput,
            "mcp_approval_request": McpApprovalRequest,
            "mcp_approval_response": McpApprovalResponse,
        }
        return self._check_as(classes, ("file_search_call", "computer_call", "web_search_call"), of="OutputItem")


def _warn_unless(value, allowed, text):
    if value and value not in allowed:
        warnings.warn(text, stacklevel=2)


class IncompleteDetails(BaseModel):
    reason: str | None = None

    @model_validator(mode="after")
    def check_reason(self) -> "IncompleteDetails":
        _warn_unless(self.reason, ("max_output_tokens", "content_filter"), f"Invalid reason: {self.reason}")
        return self


class ToolChoiceFunction(BaseModel):
    name: str
    type: str = "function"


class FunctionTool(BaseModel):
    name: str
    parameters: dict[str, Any]
    strict: bool | None = None
    type: str = "function"
    description: str | None = None


class Tool(_Typed):
    @model_validator(mode="after")
    def check_type(self) -> "Tool":
        if self.type == "function":
            FunctionTool(**self.model_dump())
        else:
            _warn_unless(self.type, ("file_search", "computer_use", "web_search"), f"Invalid tool type: {self.type}")
        return self


class ToolChoice(BaseModel):
    tool_choice: str | ToolChoiceFunction | None = None

    @model_validator(mode="after")
    def check_tool_choice(self) -> "ToolChoice":
        if isinstance(self.tool_choice, str):
            _warn_unless(self.tool_choice, ("none", "auto", "required"), f"Invalid tool choice: {self.tool_choice}")
        return self


class ReasoningParams(BaseModel):
    effort: str | None = None
    generate_summary: str | None = None

    @model_validator(mode="after")
    def check_generate_summary(self) -> "ReasoningParams":
        _warn_unless(self.generate_summary, ("concise", "detailed"), f"Invalid generate_summary: {self.generate_summary}")
        return self

    @model_validator(mode="after")
    def check_effort(self) -> "ReasoningParams":
        _warn_unless(self.effort, ("low", "medium", "high"), f"Invalid effort: {self.effort}")
        return self


class InputTokensDetails(BaseModel):
    cached_tokens: int


class OutputTokensDetails(BaseModel):
    reasoning_tokens: int


class ResponseUsage(BaseModel):
    input_tokens: int
    input_tokens_details: InputTokensDetails
    output_tokens: int
    output_tokens_details: OutputTokensDetails
    total_tokens: int


class Truncation(BaseModel):
    truncation: str | None = None

    @model_validator(mode="after")
    def check_truncation(self) -> "Truncation":
        _warn_unless(self.truncation, ("auto", "disabled"), f"Invalid truncation: {self.truncation}. Must be 'auto' or 'disabled'.")
        return self


class Response(Truncation, ToolChoice):
    id: str | None = None
    created_at: float | None = None
    error: ResponseError | None = None
    incomplete_details: IncompleteDetails | None = None
    instructions: str | None = None
    metadata: dict[str, str] | None = None
    model: str | None = None
    object: str = "response"
    output: list[OutputItem]
    parallel_tool_calls: bool | None = None
    temperature: float | None = None
    tools: list[Tool] | None = None
    top_p: float | None = None
    max_output_tokens: int | None = None
    previous_response_id: str | None = None
    reasoning: ReasoningParams | None = None
    status: str | None = None
    text: Any | None = None
    usage: ResponseUsage | None = None
    user: str | None = None

    @property
    def output_text(self) -> str:
        return "".join(
            content.text for item in self.output if item.type == "message" for content in item.content if content.type == "output_text"
        )

    @model_validator(mode="after")
    def check_status(self) -> "Response":
        _warn_unless(
            self.status,
            ("completed", "failed", "in_progress", "incomplete"),
            f"Invalid status: {self.status}. Must be 'completed', 'failed', 'in_progress', or 'incomplete'.",
        )
        return self


class ResponseInputTextParam(BaseModel):
    text: str
    type: str = "input_text"


class Message(Status):
    content: str | list[ResponseInputTextParam | dict[str, Any]]
    role: str
    status: str | None = None
    type: str = "message"

    @model_validator(mode="after")
    def check_content(self) -> "Message":
        for item in self.content if isinstance(self.content, list) else ():
            if not isinstance(item, dict):
                continue
            if "type" not in item:
                raise ValueError("dictionary type content field values must have key 'type'")
            if item["type"] == "input_text":
                ResponseInputTextParam(**item)
            elif item["type"] not in ("input_image", "input_file"):
                raise ValueError(f"Invalid type: {item['type']}.")
        return self

    @model_validator(mode="after")
    def check_role(self) -> "Message":
        if self.role not in ("user", "assistant", "system", "developer"):
            raise ValueError(f"Invalid role: {self.role}. Must be 'user', 'assistant', 'system', or 'developer'.")
        return self


class BaseRequestPayload(Truncation, ToolChoice):
    max_output_tokens: int | None = None
    metadata: dict[str, str] | None = None
    parallel_tool_calls: bool | None = None
    tools: list[Tool] | None = None
    reasoning: ReasoningParams | None = None
    store: bool | None = None
    stream: bool | None = None
    temperature: float | None = None
    text: Any | None = None
    top_p: float | None = None
    user: str | None = None
    background: bool | None = None


class ResponseTextDeltaEvent(BaseModel):
    content_index: int | None = None
    delta: str
    item_id: str
    output_index: int | None = None
    type: str = "response.output_text.delta"


class ResponseTextAnnotationDeltaEvent(BaseModel):
    annotation: Annotation
    annotation_index: int
    content_index: int | None = None
    item_id: str
    output_index: int | None = None
    type: str = "response.output_text.annotation.added"


class ResponseOutputItemDoneEvent(BaseModel):
    item: OutputItem
    output_index: int | None = None
    type: str = "response.output_item.done"


class ResponseErrorEvent(BaseModel):
    code: str | None = None
    message: str
    param: str | None = None
    type: str = "error"


class ResponseCompletedEvent(BaseModel):
    response: Response
    type: str = "response.completed"


__getattr__ = phi3_page.lacking_attribute("mlflow.types.responses_helpers")
