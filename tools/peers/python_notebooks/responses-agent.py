# %% An agent with a tool
import json
import mlflow
from mlflow.pyfunc import ResponsesAgent
from mlflow.types.responses import ResponsesAgentRequest, ResponsesAgentResponse, ResponsesAgentStreamEvent
from transformers import pipeline

pipe = pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct")

class Agent(ResponsesAgent):
    def predict(self, request: ResponsesAgentRequest) -> ResponsesAgentResponse:
        items = [event.item for event in self.predict_stream(request) if event.type == "response.output_item.done"]
        return ResponsesAgentResponse(output=items, custom_outputs=request.custom_inputs)

    def predict_stream(self, request):
        messages = self.prep_msgs_for_cc_llm([item.model_dump() for item in request.input])
        if "add" in messages[-1]["content"]:
            numbers = [int(word) for word in messages[-1]["content"].split() if word.isdigit()]
            yield ResponsesAgentStreamEvent(
                type="response.output_item.done",
                item=self.create_function_call_item(id="1", call_id="c1", name="add", arguments=json.dumps(numbers)),
            )
            yield ResponsesAgentStreamEvent(type="response.output_item.done", item=self.create_function_call_output_item("c1", str(sum(numbers))))
            return
        text = pipe(messages, max_new_tokens=16, do_sample=False, return_full_text=False)[0]["generated_text"].strip()
        yield ResponsesAgentStreamEvent(**self.create_text_delta(text[:10], "2"))
        yield ResponsesAgentStreamEvent(type="response.output_item.done", item=self.create_text_output_item(text, "2"))

agent = Agent()
# %%
agent.predict({"input": [{"role": "user", "content": "What is the capital of Spain?"}]}).output[0].content[0]["text"]
# %%
print(agent.predict({"input": [{"role": "user", "content": "add 2 and 40"}], "custom_inputs": {"id": "x"}}).model_dump_json(exclude_none=True, indent=1))
# %%
[event.type for event in agent.predict_stream({"input": [{"role": "user", "content": "Hi"}]})]
# %%
agent.predict({"input": [{"role": "robot", "content": "Hi"}]})
