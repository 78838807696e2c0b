# %% Runs, params, metrics, tags and artifacts
import json
import mlflow

mlflow.set_experiment("phi3-tracking")
with mlflow.start_run(run_name="first") as run:
    mlflow.log_param("temperature", 0.2)
    mlflow.log_params({"max_length": 128, "model": "phi3"})
    mlflow.log_metric("accuracy", 0.5)
    mlflow.log_metrics({"tokens": 12, "seconds": 1.5})
    mlflow.set_tag("who", "me")
    mlflow.log_text("What is it?", "prompts/first.txt")
    mlflow.log_dict({"a": [1, 2]}, "facts.json")
found = mlflow.get_run(run.info.run_id)
found.data.params, found.data.metrics, found.info.status, found.info.run_name
# %%
{key: value for key, value in found.data.tags.items() if not key.startswith("mlflow.")}
# %%
mlflow.active_run() is None, mlflow.last_active_run().info.run_id == run.info.run_id
# %%
with mlflow.start_run() as parent:
    with mlflow.start_run(nested=True) as child:
        mlflow.log_metric("inner", 1)
    print(mlflow.active_run().info.run_id == parent.info.run_id)
mlflow.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == parent.info.run_id
# %%
try:
    with mlflow.start_run() as failed:
        mlflow.log_param("x", 1)
        raise ValueError("stop")
except ValueError as error:
    print("caught", error)
mlflow.get_run(failed.info.run_id).info.status
# %%
with mlflow.start_run():
    mlflow.log_metric("accuracy", "high")
# %%
mlflow.get_experiment_by_name("phi3-tracking").name, mlflow.get_experiment_by_name("nothing")
# %% A run that is ended inside of its block leaves the one around it
with mlflow.start_run() as outer:
    with mlflow.start_run(nested=True):
        mlflow.end_run()
    print(mlflow.active_run().info.run_id == outer.info.run_id)
    with mlflow.start_run(nested=True):
        try:
            mlflow.start_run()
        except Exception as error:
            print(outer.info.run_id in str(error))
mlflow.active_run() is None
