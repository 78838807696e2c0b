/** A ChatModel: OpenAI's chat messages in, a chat completion out, whole or as a stream of chunks. */
import { pythonString } from "../python-literal.ts";
import { inputFormOf, inputOf } from "../input-form.ts";
import type { PyfuncWrapper } from "../wrapper.ts";
import { type ClassPython, withoutState } from "./class-python.ts";
import { loadContext, optionsAbove, promptOfChat, usesJson } from "./generating.ts";

const IMPORTS = `import uuid

import mlflow
import onnxruntime_genai as og
from mlflow.types.llm import (
    ChatChoice,
    ChatChoiceDelta,
    ChatChunkChoice,
    ChatCompletionChunk,
    ChatCompletionResponse,
    ChatMessage,
    TokenUsageStats,
)`;

export function chatClass(wrapper: PyfuncWrapper): ClassPython {
  return {
    imports: `${usesJson(wrapper.profile)}${IMPORTS}`,
    definitions: `${optionsAbove(wrapper)}


class ${wrapper.className}(mlflow.pyfunc.ChatModel):
${loadContext(wrapper)}
    def predict(self, context, messages, params):
        # The answer is the stream's, put together
        chunks = list(self.predict_stream(context, messages, params))
        last = chunks[-1]
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
        message = ChatMessage(role="assistant", content=text)
        choice = ChatChoice(message=message, finish_reason=last.choices[0].finish_reason)
        return ChatCompletionResponse(choices=[choice], usage=last.usage, id=last.id, model=last.model)

    def predict_stream(self, context, messages, params):
        answer = {"id": str(uuid.uuid4()), "model": ${pythonString(wrapper.name)}}
        chat = [{"role": message.role, "content": message.content} for message in messages]
${promptOfChat(wrapper.profile)}
        input_tokens = self.tokenizer.encode(prompt)

        # What the request says goes before the search options; where it says no temperature, MLflow says 1.0
        options = dict(model_options)
        if params.max_tokens is not None:
            options["max_length"] = len(input_tokens) + params.max_tokens
        if params.temperature != 1.0:
            options["temperature"] = params.temperature
        if params.top_p is not None:
            options["top_p"] = params.top_p
        if params.top_k is not None:
            options["top_k"] = params.top_k
        search = og.GeneratorParams(self.model)
        search.set_search_options(**options)

        # Generating the model's response; text that may begin a stop sequence waits
        stops = params.stop or []
        waiting = max((len(stop) for stop in stops), default=1) - 1
        generator = og.Generator(self.model, search)
        generator.append_tokens(input_tokens)
        stream = self.tokenizer.create_stream()
        text, sent, count, is_stopped = "", 0, 0, False
        while not (generator.is_done() or is_stopped):
            generator.generate_next_token()
            count += 1
            text = (text + stream.decode(generator.get_next_tokens()[0])).lstrip()
            found = [text.index(stop) for stop in stops if stop in text]
            is_stopped = len(found) > 0
            text = text[: min(found, default=None)]
            ready = len(text) if is_stopped else max(sent, len(text) - waiting)
            if ready > sent:
                yield ChatCompletionChunk(choices=[ChatChunkChoice(delta=ChatChoiceDelta(content=text[sent:ready]))], **answer)
                sent = ready

        # The last chunk has the rest, why it ended, and the tokens
        is_whole = is_stopped or len(input_tokens) + count != options.get("max_length")
        usage = TokenUsageStats(
            prompt_tokens=len(input_tokens), completion_tokens=count, total_tokens=len(input_tokens) + count
        )
        choice = ChatChunkChoice(
            delta=ChatChoiceDelta(content=text[sent:]), finish_reason="stop" if is_whole else "length"
        )
        yield ChatCompletionChunk(choices=[choice], usage=usage, **answer)
${withoutState("MLflow")}`,
    example: inputOf(inputFormOf(wrapper), wrapper.inputExample.prompt),
    signature: null,
  };
}
