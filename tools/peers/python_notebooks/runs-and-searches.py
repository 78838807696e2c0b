# %% A sweep with nested runs, and what is found of it afterwards
import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunStatus, RunTag, ViewType

mlflow.autolog()
mlflow.transformers.autolog(disable=True)
experiment = mlflow.set_experiment("sweep")
experiment.name, experiment.lifecycle_stage, experiment.tags
# %%
with mlflow.start_run(run_name="sweep", tags={"kind": "sweep"}, description="Two settings each") as parent:
    mlflow.log_params({"options": ["temperature", "top_p"], "prompt": None, "nested": {"a": 1}, "ratio": 0.1, "flag": True})
    for at, temperature in enumerate([0.0, 0.7, 1.0]):
        with mlflow.start_run(run_name=f"t={temperature}", nested=True):
            mlflow.log_param("temperature", temperature)
            for step in range(3):
                mlflow.log_metric("accuracy", step / 10 + temperature, step=step)
            mlflow.log_metrics({"tokens": 10 * at, "seconds": 0.25}, step=at)
            mlflow.set_tags({"mood": "good" if at else "bad", "at": at})
            if at == 2:
                mlflow.set_tag("mlflow.note.content", "the last")
parent.data.tags["kind"], mlflow.get_run(parent.info.run_id).data.params
# %%
runs = mlflow.search_runs(experiment_names=["sweep"], order_by=["attributes.run_name ASC"])
runs[["tags.mlflow.runName", "params.temperature", "metrics.accuracy", "metrics.tokens", "status"]]
# %%
sorted(column for column in runs.columns if not column.startswith("tags.mlflow."))
# %%
for condition in (
    "metrics.accuracy > 0.5", "metrics.accuracy >= 0.2 and metrics.tokens < 20", "params.temperature = '0.7'", "params.temperature != '0.7'",
    "tags.mood = 'good'", "tags.mood LIKE 'b%'", "attributes.run_name = 'sweep'", "run_name ILIKE 'T=%'", "status = 'FINISHED'", 
    "tags.`mlflow.note.content` = 'the last'", "attributes.status != 'FAILED' AND tags.kind = 'sweep'", "metrics.`tokens` = 0",
):
    found = mlflow.search_runs(experiment_names=["sweep"], filter_string=condition, order_by=["attributes.run_name"], output_format="list")
    print(f"{condition:<60}", [run.info.run_name for run in found])
# %%
ordered = mlflow.search_runs([experiment.experiment_id], order_by=["metrics.tokens DESC", "attributes.start_time"], max_results=2, output_format="list")
[run.info.run_name for run in ordered]
# %%
mlflow.search_runs(experiment_names=["sweep"], filter_string="params.ratio IN ('0.1', '0.2')")
# %%
mlflow.search_runs(experiment_names=["sweep"], filter_string="run_name IN ('sweep')")
# %%
mlflow.search_runs(experiment_names=["sweep"], filter_string="metrics.accuracy > 'a'")
# %%
mlflow.search_runs(experiment_names=["sweep"], filter_string="params.temperature > 0.5")
# %%
mlflow.search_runs(experiment_names=["sweep"], filter_string="metrics.accuracy > 0.5 OR metrics.tokens = 0")
# %%
mlflow.search_runs(experiment_names=["nothing of that name"])
# %%
len(mlflow.search_runs(experiment_names=["sweep"], filter_string="metrics.accuracy > 100")), mlflow.search_runs(experiment_names=["sweep"], filter_string="metrics.accuracy > 100").empty
# %%
client = MlflowClient()
best = client.search_runs([experiment.experiment_id], "", order_by=["metrics.accuracy DESC"], max_results=1)[0]
best.info.run_name, best.data.metrics, best.data.params
# %%
history = client.get_metric_history(best.info.run_id, "accuracy")
[(each.key, each.value, each.step) for each in history]
# %%
client.get_metric_history(best.info.run_id, "nothing")
# %%
made = client.create_run(experiment.experiment_id, run_name="by hand", tags={"by": "client"})
client.log_param(made.info.run_id, "a", 1)
client.log_metric(made.info.run_id, "loss", 0.5, step=3)
client.log_batch(
    made.info.run_id, metrics=[Metric("loss", 0.25, 1700000000000, 4), Metric("other", 1, 1700000000000, 0)], params=[Param("b", "2")], tags=[RunTag("c", "3")]
)
client.set_tag(made.info.run_id, "d", 4)
print(made.info.status, client.get_run(made.info.run_id).info.end_time)
client.set_terminated(made.info.run_id, "FAILED")
found = client.get_run(made.info.run_id)
found.info.status, found.data.params, found.data.metrics, {key: value for key, value in found.data.tags.items() if not key.startswith("mlflow.")}, found.info.run_name
# %%
[(each.step, each.value) for each in client.get_metric_history(made.info.run_id, "loss")]
# %%
client.delete_tag(made.info.run_id, "d")
client.update_run(made.info.run_id, name="renamed")
client.get_run(made.info.run_id).info.run_name, "d" in client.get_run(made.info.run_id).data.tags
# %%
for again in (lambda: client.delete_tag(made.info.run_id, "d"), lambda: client.log_param(made.info.run_id, "a", 2)):
    try:
        again()
    except mlflow.MlflowException as error:
        print(str(error).replace(made.info.run_id, "ID"))
# %%
client.delete_run(made.info.run_id)
print(client.get_run(made.info.run_id).info.lifecycle_stage)
print([len(client.search_runs([experiment.experiment_id], run_view_type=view)) for view in (ViewType.ACTIVE_ONLY, ViewType.DELETED_ONLY, ViewType.ALL)])
client.restore_run(made.info.run_id)
len(client.search_runs(experiment.experiment_id))
# %%
client.get_run("0" * 32)
# %%
other = client.create_experiment("sweep-two", tags={"team": "nlp"})
client.set_experiment_tag(other, "priority", "high")
client.get_experiment(other).tags
# %%
[each.name for each in mlflow.search_experiments(filter_string="name LIKE 'sweep%'", order_by=["name DESC"])]
# %%
[each.name for each in client.search_experiments(filter_string="tags.team = 'nlp'")], [each.name for each in client.search_experiments(max_results=1, filter_string="name ILIKE 'SWEEP%'", order_by=["name"])]
# %%
client.rename_experiment(other, "sweep-renamed")
client.delete_experiment(other)
client.get_experiment(other).lifecycle_stage, [each.name for each in client.search_experiments(ViewType.DELETED_ONLY)], mlflow.get_experiment_by_name("sweep-renamed").lifecycle_stage
# %%
mlflow.set_experiment("sweep-renamed")
# %%
client.restore_experiment(other)
mlflow.set_experiment_tags({"one": 1, "two": "2"})
mlflow.get_experiment_by_name("sweep").tags, client.get_experiment(other).lifecycle_stage
# %%
client.get_experiment("123456789")
# %%
mlflow.set_experiment(experiment_id="123456789")
# %%
with mlflow.start_run() as run:
    mlflow.log_metric("loss", 1.0)
    mlflow.log_metric("loss", 0.5, step=1)
    mlflow.log_metric("loss", 2, step=-1)
    mlflow.log_metric("nan", float("nan"))
    mlflow.log_metric("inf", float("inf"))
    mlflow.log_metric("flag", True)
metrics = mlflow.get_run(run.info.run_id).data.metrics
metrics["loss"], metrics["nan"], metrics["inf"] > 1e300, metrics["flag"], [(each.value, each.step) for each in client.get_metric_history(run.info.run_id, "loss")]
# %%
with mlflow.start_run():
    mlflow.log_param("a/b c.d-e", 1)
    mlflow.log_param("bad:key?", 1)
# %%
with mlflow.start_run():
    mlflow.log_metric("bad\nkey", 1)
# %%
with mlflow.start_run():
    mlflow.log_param("long", "x" * 7000)
# %%
with mlflow.start_run():
    mlflow.set_tag("long", "x" * 9000)
# %%
with mlflow.start_run() as fixed:
    mlflow.log_params({"a": 1})
    try:
        mlflow.log_params({"a": 2})
    except mlflow.MlflowException as error:
        print(str(error).replace(fixed.info.run_id, "ID"))
# %%
with mlflow.start_run() as again:
    pass
with mlflow.start_run(run_id=again.info.run_id, tags={"second": "time"}) as resumed:
    mlflow.log_metric("late", 1)
mlflow.get_run(again.info.run_id).data.metrics, mlflow.get_run(again.info.run_id).data.tags["second"], resumed.info.run_id == again.info.run_id
# %%
one = mlflow.start_run()
try:
    mlflow.start_run()
except Exception as error:
    print(type(error).__name__, str(error).replace(one.info.run_id, "ID"))
mlflow.end_run(RunStatus.to_string(RunStatus.KILLED))
mlflow.get_run(one.info.run_id).info.status
# %%
str(run.info.start_time).isdigit(), run.info.lifecycle_stage, run.info.artifact_uri.endswith(f"{run.info.run_id}/artifacts"), run.info.experiment_id == experiment.experiment_id
# %%
mlflow.end_run()
mlflow.active_run(), mlflow.get_parent_run(best.info.run_id).info.run_name, mlflow.get_parent_run(parent.info.run_id)
# %%
Metric("a", 1.0, 2, 3), Param("a", "b"), RunTag("c", "d")
# %%
logged = mlflow.get_run(best.info.run_id)
sorted(logged.to_dictionary()), sorted(logged.to_dictionary()["data"]), logged.to_dictionary()["inputs"], logged.data.to_dictionary()["params"], logged.inputs, type(logged.info).__name__
