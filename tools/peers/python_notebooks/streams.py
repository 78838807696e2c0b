# %% predict_stream, with clean-up and exceptions
import mlflow
import onnxruntime_genai as og

MODEL = "microsoft/Phi-3-mini-4k-instruct"
log = []

class Streaming(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def _pieces(self, prompt, count):
        params = og.GeneratorParams(self.model)
        params.set_search_options(do_sample=False, max_length=200)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(f"<|user|>{prompt}<|end|><|assistant|>"))
        stream = self.tokenizer.create_stream()
        for _ in range(count):
            if generator.is_done():
                return
            generator.generate_next_token()
            yield stream.decode(generator.get_next_tokens()[0])

    def predict(self, context, model_input, params=None):
        return ["".join(self._pieces(text, 12)) for text in model_input["prompt"]]

    def predict_stream(self, context, model_input, params=None):
        prompt = model_input["prompt"]
        if not isinstance(prompt, str):
            prompt = prompt[0]
        if prompt == "fail":
            yield "one "
            raise RuntimeError("The model is tired.")
        yield from self._pieces(prompt, 12)
# %%
info = mlflow.pyfunc.log_model(
    name="streaming",
    python_model=Streaming(),
    artifacts={"phi3": MODEL},
    input_example={"prompt": "Hi"},
    pip_requirements=["onnxruntime-genai"],
)
info.signature
# %%
loaded = mlflow.pyfunc.load_model(info.model_uri)
pieces = list(loaded.predict_stream({"prompt": "What is the capital of Spain?"}))
pieces, "".join(pieces) == loaded.predict({"prompt": "What is the capital of Spain?"})[0]
# %%
stream = loaded.predict_stream({"prompt": "What is the capital of Spain?"})
type(stream).__name__, next(stream), next(stream)
# %%
stream.close()
next(stream, "closed")
# %%
seen = []
try:
    for piece in loaded.predict_stream({"prompt": "fail"}):
        seen.append(piece)
except RuntimeError as error:
    print(seen, error)
# %%
list(loaded.predict_stream({"question": "Hi"}))
# %%
class Plain(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input

plain = mlflow.pyfunc.load_model(mlflow.pyfunc.log_model(name="plain", python_model=Plain()).model_uri)
list(plain.predict_stream("x"))
