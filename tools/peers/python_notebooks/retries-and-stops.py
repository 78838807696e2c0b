# %% A wrapper that tries again, stops at words, and takes tables and params
import json
import re
import mlflow
import onnxruntime_genai as og
import pandas as pd
from mlflow.models import infer_signature

MODEL = "microsoft/Phi-3-mini-4k-instruct"

class NoAnswer(ValueError):
    """No attempt gave what was asked."""

class Careful(mlflow.pyfunc.PythonModel):
    def __init__(self, attempts=3):
        self.attempts = attempts

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def generate(self, prompt, limit, stops):
        params = og.GeneratorParams(self.model)
        params.set_search_options(do_sample=False, max_length=limit + len(self.tokenizer.encode(prompt)))
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        stream, text = self.tokenizer.create_stream(), ""
        while not generator.is_done():
            generator.generate_next_token()
            text += stream.decode(generator.get_next_tokens()[0])
            found = [text.index(stop) for stop in stops if stop in text]
            if found:
                return text[: min(found)]
        return text

    def predict(self, context, model_input, params=None):
        params = params or {}
        answers = []
        for row in model_input.itertuples(index=False):
            for attempt in range(1, self.attempts + 1):
                text = self.generate(f"<|user|>{row.prompt}<|end|><|assistant|>", 4 * attempt, params.get("stop", ["."]))
                if len(text.split()) >= params.get("words", 1):
                    break
            else:
                raise NoAnswer(f"{row.prompt!r} gave {text!r} after {self.attempts} attempts")
            answers.append({"prompt": row.prompt, "answer": text.strip(), "attempts": attempt})
        return pd.DataFrame(answers)
# %%
signature = infer_signature(pd.DataFrame({"prompt": ["Hi"]}), pd.DataFrame({"prompt": ["Hi"], "answer": ["x"], "attempts": [1]}), params={"stop": ["."], "words": 1})
signature
# %%
info = mlflow.pyfunc.log_model(name="careful", python_model=Careful(), artifacts={"phi3": MODEL}, signature=signature, pip_requirements=["onnxruntime-genai"])
loaded = mlflow.pyfunc.load_model(info.model_uri)
loaded.predict(pd.DataFrame({"prompt": ["What is the capital of Spain?", "Tell me a joke."]}))
# %%
loaded.predict({"prompt": ["What is the capital of Spain?"]}, params={"stop": ["d"], "words": 1}).to_dict("records")
# %%
loaded.predict({"prompt": ["What is the capital of Spain?"]}, params={"words": 500})
# %%
loaded.predict({"prompt": ["Hi"]}, params={"words": "many"})
# %%
loaded.predict({"question": ["Hi"]})
# %%
loaded.predict([{"prompt": "Hi"}, {"prompt": "Hello"}])["attempts"].tolist()
# %%
loaded.unwrap_python_model().attempts, [each.name for each in info.signature.inputs]
