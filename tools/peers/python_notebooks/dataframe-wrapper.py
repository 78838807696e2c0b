# %% A wrapper that answers a table with a table
import mlflow
import onnxruntime_genai as og
import pandas as pd
from mlflow.models import infer_signature

class Table(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def answer(self, prompt, limit):
        ids = self.tokenizer.encode(f"<|user|>{prompt}<|end|><|assistant|>")
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=len(ids) + limit)
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0)[len(ids):]).strip()

    def predict(self, context, model_input, params=None):
        limit = (params or {}).get("limit", 12)
        out = model_input.copy()
        out["answer"] = [self.answer(prompt, limit) for prompt in out["prompt"]]
        out["words"] = out["answer"].apply(lambda text: len(text.split()))
        return out
# %%
questions = pd.DataFrame({"prompt": ["What is the capital of Spain?", "What is the capital of Italy?", "Hi"]})
signature = infer_signature(questions, pd.DataFrame({"prompt": ["a"], "answer": ["b"], "words": [1]}), params={"limit": 12})
signature
# %%
info = mlflow.pyfunc.log_model(
    name="table", python_model=Table(), artifacts={"phi3": "microsoft/Phi-3-mini-4k-instruct"}, signature=signature, pip_requirements=["mlflow"]
)
model = mlflow.pyfunc.load_model(info.model_uri)
answers = model.predict(questions)
answers
# %%
print(answers.to_string())
# %%
answers[answers["words"] > 2]["answer"].tolist(), int(answers["words"].sum()), float(answers["words"].mean())
# %%
model.predict(questions.head(1), params={"limit": 3})
# %%
model.predict(pd.DataFrame({"text": ["x"]}))
