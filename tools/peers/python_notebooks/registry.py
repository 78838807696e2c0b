# %% Versions and aliases
import mlflow
from mlflow import MlflowClient

class Echo(mlflow.pyfunc.PythonModel):
    def __init__(self, suffix):
        self.suffix = suffix
    def predict(self, context, model_input, params=None):
        return [prompt + self.suffix for prompt in model_input["prompt"]]

with mlflow.start_run():
    first = mlflow.pyfunc.log_model(name="echo", python_model=Echo("!"), input_example={"prompt": "Hi"}, pip_requirements=["mlflow"])
version = mlflow.register_model(first.model_uri, "echo-model")
version.name, version.version, version.status
# %%
with mlflow.start_run():
    second = mlflow.pyfunc.log_model(
        name="echo", python_model=Echo("?"), input_example={"prompt": "Hi"}, pip_requirements=["mlflow"], registered_model_name="echo-model"
    )
second.registered_model_version
# %%
client = MlflowClient()
client.set_registered_model_alias("echo-model", "champion", 1)
client.set_registered_model_tag("echo-model", "task", "echo")
client.set_model_version_tag("echo-model", "2", "state", "new")
client.get_model_version_by_alias("echo-model", "champion").version
# %%
for uri in ("models:/echo-model/1", "models:/echo-model/2", "models:/echo-model@champion", "models:/echo-model/latest"):
    print(uri, mlflow.pyfunc.load_model(uri).predict({"prompt": "Hi"}))
# %%
client.get_registered_model("echo-model").tags, client.get_model_version("echo-model", "2").tags
# %%
sorted(int(each.version) for each in client.search_model_versions("name='echo-model'"))
# %%
client.delete_registered_model_alias("echo-model", "champion")
mlflow.pyfunc.load_model("models:/echo-model@champion")
# %%
mlflow.pyfunc.load_model("models:/nothing/1")
