/** A ResponsesAgent: items of OpenAI's Responses API in, an output message out, whole or as a stream of events. */
import { inputFormOf, inputOf } from "../input-form.ts";
import type { PyfuncWrapper } from "../wrapper.ts";
import { type ClassPython, withoutState } from "./class-python.ts";
import { loadContext, optionsAbove, promptOfChat, usesJson } from "./generating.ts";

export function responsesClass(wrapper: PyfuncWrapper): ClassPython {
  return {
    imports: `${usesJson(wrapper.profile)}import uuid

import mlflow
import onnxruntime_genai as og
from mlflow.types.responses import ResponsesAgentResponse, ResponsesAgentStreamEvent`,
    definitions: `${optionsAbove(wrapper)}


def text_of(content):
    # A message holds a text, or parts with texts
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content or [])


class ${wrapper.className}(mlflow.pyfunc.ResponsesAgent):
${loadContext(wrapper)}
    def predict(self, request):
        # The answer is the stream's last event
        *_, last = self.predict_stream(request)
        return ResponsesAgentResponse(output=[last.item])

    def predict_stream(self, request):
        item_id = str(uuid.uuid4())
        messages = self.prep_msgs_for_cc_llm([item.model_dump() for item in request.input])
        chat = [{"role": message["role"], "content": text_of(message.get("content"))} for message in messages]
${promptOfChat(wrapper.profile)}
        input_tokens = self.tokenizer.encode(prompt)

        # What the request says goes before the search options
        options = dict(model_options)
        if request.max_output_tokens is not None:
            options["max_length"] = len(input_tokens) + request.max_output_tokens
        if request.temperature is not None:
            options["temperature"] = request.temperature
        if request.top_p is not None:
            options["top_p"] = request.top_p
        search = og.GeneratorParams(self.model)
        search.set_search_options(**options)

        # Generating the model's response
        generator = og.Generator(self.model, search)
        generator.append_tokens(input_tokens)
        stream = self.tokenizer.create_stream()
        text = ""
        while not generator.is_done():
            generator.generate_next_token()
            before = len(text)
            text = (text + stream.decode(generator.get_next_tokens()[0])).lstrip()
            if len(text) > before:
                yield ResponsesAgentStreamEvent(**self.create_text_delta(text[before:], item_id))

        item = self.create_text_output_item(text, item_id)
        yield ResponsesAgentStreamEvent(type="response.output_item.done", item=item)
${withoutState("MLflow")}`,
    example: inputOf(inputFormOf(wrapper), wrapper.inputExample.prompt),
    signature: null,
  };
}
