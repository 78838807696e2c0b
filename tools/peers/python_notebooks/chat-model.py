# %% A chat model with a history
import mlflow
import onnxruntime_genai as og
from mlflow.pyfunc import ChatModel
from mlflow.types.llm import ChatChoice, ChatCompletionChunk, ChatCompletionResponse, ChatChoiceDelta, ChatChunkChoice, ChatMessage, ChatParams

class Phi(ChatModel):
    def __getstate__(self):
        """MLflow asks the model an example before it pickles it, and a loaded model cannot be pickled."""
        return {}

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def tokens(self, messages, limit):
        text = "".join(f"<|{m.role}|>{m.content}<|end|>" for m in messages) + "<|assistant|>"
        ids = self.tokenizer.encode(text)
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=len(ids) + (limit or 16))
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        stream = self.tokenizer.create_stream()
        while not generator.is_done():
            generator.generate_next_token()
            yield stream.decode(generator.get_next_tokens()[0])

    def predict(self, context, messages: list[ChatMessage], params: ChatParams) -> ChatCompletionResponse:
        text = "".join(self.tokens(messages, params.max_tokens)).strip()
        return ChatCompletionResponse(choices=[ChatChoice(message=ChatMessage(role="assistant", content=text))], created=0, model="phi3")

    def predict_stream(self, context, messages, params):
        for text in self.tokens(messages, params.max_tokens):
            yield ChatCompletionChunk(choices=[ChatChunkChoice(delta=ChatChoiceDelta(content=text))], created=0)
# %%
info = mlflow.pyfunc.log_model(name="chat", python_model=Phi(), artifacts={"phi3": "microsoft/Phi-3-mini-4k-instruct"}, pip_requirements=["mlflow"])
info.metadata
# %%
model = mlflow.pyfunc.load_model(info.model_uri)
history = [{"role": "user", "content": "What is the capital of Spain?"}]
answer = model.predict({"messages": history})
answer
# %%
history += [answer["choices"][0]["message"], {"role": "user", "content": "What is the capital of Italy?"}]
print(model.predict({"messages": history, "max_tokens": 10})["choices"][0]["message"]["content"])
# %%
for chunk in model.predict_stream({"messages": history[:1], "max_tokens": 6}):
    print(chunk["choices"][0]["delta"]["content"], end="|")
# %%
ChatMessage(role="user")
