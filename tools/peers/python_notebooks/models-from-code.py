# %% A model that is a file
code = '''
import mlflow
import onnxruntime_genai as og
from mlflow.models import set_model

class FromCode(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.limit = context.model_config["limit"]
    def predict(self, context, model_input, params=None):
        return [len(self.tokenizer.encode(prompt)) + self.limit for prompt in model_input["prompt"]]

set_model(FromCode())
'''
with open("model_from_code.py", "w") as file:
    file.write(code)
# %%
import mlflow

with mlflow.start_run():
    info = mlflow.pyfunc.log_model(
        name="code", python_model="model_from_code.py", artifacts={"phi3": "microsoft/Phi-3-mini-4k-instruct"},
        input_example={"prompt": "Hi"}, model_config={"limit": 100}, pip_requirements=["mlflow"],
    )
info.signature
# %%
mlflow.pyfunc.load_model(info.model_uri).predict({"prompt": "Hi"})
# %%
mlflow.pyfunc.load_model(info.model_uri, model_config={"limit": 0}).predict([{"prompt": "Hi"}, {"prompt": "Hello there"}])
# %%
type(mlflow.pyfunc.load_model(info.model_uri).unwrap_python_model()).__name__
# %%
mlflow.pyfunc.log_model(name="missing", python_model="not-there.py")
