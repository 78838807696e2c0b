"""The parts of a chat that agents' messages hold.

Ported in part from MLflow's mlflow/types/chat.py, with changes (Apache-2.0, tools/licences/mlflow.txt).
"""

import uuid

import phi3_page
from pydantic import BaseModel, Field, model_serializer


class Function(BaseModel):
    name: str | None = None
    arguments: str | None = None

    def to_tool_call(self, id=None):
        return ToolCall(id=str(uuid.uuid4()) if id is None else id, type="function", function=self)


if phi3_page.profile == "current":

    class ToolCall(BaseModel):
        id: str
        type: str = Field(default="function")
        function: Function
        thought_signature: str | None = Field(default=None)

        @model_serializer(mode="wrap")
        def _serialize(self, handler):
            data = handler(self)
            if data.get("thought_signature") is None:
                data.pop("thought_signature", None)
            return data

    class PromptTokensDetails(BaseModel):
        model_config = {"extra": "allow"}

        cached_tokens: int | None = None

    class ChatUsage(BaseModel):
        model_config = {"extra": "allow"}

        prompt_tokens: int | None = None
        completion_tokens: int | None = None
        total_tokens: int | None = None
        prompt_tokens_details: PromptTokensDetails | None = None

        @model_serializer(mode="wrap")
        def _serialize(self, handler):
            data = handler(self)
            if data.get("prompt_tokens_details") is None:
                data.pop("prompt_tokens_details", None)
            return data

else:

    class ToolCall(BaseModel):
        id: str
        type: str = Field(default="function")
        function: Function

    class ChatUsage(BaseModel):
        prompt_tokens: int | None = None
        completion_tokens: int | None = None
        total_tokens: int | None = None


__getattr__ = phi3_page.lacking_attribute("mlflow.types.chat")
