"""Runs, and a registry, on a tracking server: what it prints in real MLflow and in the page. SERVER and NAME are set above."""

import math
import os
import re

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType


def show(*values):
    text = " ".join(str(each) for each in values)
    print(re.sub(r"\b[0-9a-f]{32}\b", "RUN", text))


def tells(function, *args, **kwargs):
    try:
        show("gave", function(*args, **kwargs))
    except Exception as error:
        show(type(error).__name__, getattr(error, "error_code", None), str(error))


mlflow.set_tracking_uri(SERVER)
show(mlflow.get_tracking_uri() == SERVER)
experiment = mlflow.set_experiment(NAME)
show(experiment.name, experiment.lifecycle_stage, experiment.tags.keys() - {"mlflow.experimentKind"})
show(mlflow.get_experiment_by_name("nobody has made this"))
tells(mlflow.create_experiment, NAME)
tells(mlflow.get_experiment, "999999")

with mlflow.start_run(run_name="first", tags={"team": "a"}, description="# Words") as run:
    show(run.info.status, run.info.run_name, run.info.experiment_id == experiment.experiment_id, run.data.tags["team"])
    show(mlflow.log_param("depth", 3))
    mlflow.log_param("depth", 3)
    tells(mlflow.log_param, "depth", 4)
    mlflow.log_params({"width": 2.5, "ümlaut".replace("ü", "u"): None, "list": [1, 2]})
    mlflow.log_metric("loss", 1)
    for step in range(3):
        mlflow.log_metric("loss", 1 / (step + 1), step=step + 1)
    mlflow.log_metrics({"acc": 0.5, "not a number": math.nan, "large": math.inf, "int": 7}, step=2)
    tells(mlflow.log_metric, "loss", "many")
    tells(mlflow.log_metric, "a/../b", 1.0)
    mlflow.set_tag("kind", 12)
    mlflow.set_tags({"language": "de", "words": "straße"})
    mlflow.log_text("Grüße\n", "notes/hello.txt")
    mlflow.log_dict({"b": [1, 2.0, None], "a": "é"}, "facts.json")
    with open("one.txt", "w", encoding="utf-8") as file:
        file.write("1\n")
    mlflow.log_artifact("one.txt", artifact_path="in a folder")
    os.makedirs("many/deep", exist_ok=True)
    with open("many/deep/two.bin", "wb") as file:
        file.write(bytes(range(256)))
    mlflow.log_artifacts("many", artifact_path="all")
    mlflow.log_artifact("many")
    with mlflow.start_run(nested=True, run_name="child") as child:
        show(child.data.tags["mlflow.parentRunId"] == run.info.run_id)
        mlflow.log_metric("loss", 3)
    tells(mlflow.start_run)
show(mlflow.active_run(), mlflow.last_active_run().info.run_name)

try:
    with mlflow.start_run(run_name="fails"):
        raise ValueError("on purpose")
except ValueError as error:
    show(error)

client = MlflowClient()
found = client.get_run(run.info.run_id)
show(found.info.status, found.info.end_time >= found.info.start_time, found.info.lifecycle_stage)
show(sorted(found.data.params.items()))
show(sorted(found.data.metrics.items()))
show(sorted(item for item in found.data.tags.items() if not item[0].startswith("mlflow.")), found.data.tags["mlflow.note.content"])
show([(each.key, each.value, each.step) for each in client.get_metric_history(run.info.run_id, "loss")])
show([(each.path, each.is_dir, each.file_size) for each in client.list_artifacts(run.info.run_id)])
show([(each.path, each.is_dir, each.file_size) for each in client.list_artifacts(run.info.run_id, "notes")])
tells(client.get_run, "f" * 32)
tells(client.set_tag, run.info.run_id, "", "x")

with mlflow.start_run(run_id=run.info.run_id) as again:
    show(again.info.run_id == run.info.run_id, again.info.status)
    mlflow.log_metric("later", 1.5)

made = client.create_run(experiment.experiment_id, tags={"by": "client"}, run_name="batch")
client.log_batch(
    made.info.run_id,
    metrics=[Metric("m", each, 1000 + each, each) for each in range(1200)],
    params=[Param(f"p{each}", str(each)) for each in range(120)],
    tags=[RunTag("t", "1")],
)
client.log_param(made.info.run_id, "own", True)
client.log_metric(made.info.run_id, "m", 5, step=9999, timestamp=99999)
client.set_terminated(made.info.run_id, "KILLED")
batch = client.get_run(made.info.run_id)
show(batch.info.status, batch.data.metrics, len(batch.data.params), batch.data.params["own"], batch.data.tags["by"], batch.data.tags["t"])
show(len(client.get_metric_history(made.info.run_id, "m")))

runs = client.search_runs([experiment.experiment_id], "params.depth = '3'", order_by=["attributes.start_time ASC"])
show(type(runs).__name__, [each.info.run_name for each in runs], runs.token)
page = client.search_runs([experiment.experiment_id], max_results=2, order_by=["attributes.start_time ASC"])
show([each.info.run_name for each in page], page.token is not None)
rest = client.search_runs([experiment.experiment_id], max_results=10, page_token=page.token, order_by=["attributes.start_time ASC"])
show([each.info.run_name for each in rest], rest.token)
tells(client.search_runs, [experiment.experiment_id], "nonsense ===")
client.delete_run(made.info.run_id)
show([each.info.run_name for each in client.search_runs([experiment.experiment_id], run_view_type=ViewType.DELETED_ONLY)])

model = client.create_registered_model(NAME, tags={"a": "1"}, description="About it")
show(model.name, model.tags, model.description, model.aliases, model.latest_versions)
tells(client.create_registered_model, NAME)
tells(client.get_registered_model, "nobody has made this")
tells(client.get_model_version_by_alias, NAME, "champion")
version = client.create_model_version(NAME, f"runs:/{run.info.run_id}/notes", run_id=run.info.run_id, tags={"x": 1}, description="First")
show(version.name, type(version.version).__name__, version.version, version.status, version.current_stage, version.tags, version.description)
client.create_model_version(NAME, f"runs:/{run.info.run_id}/all", run_id=run.info.run_id)
client.set_registered_model_alias(NAME, "champion", version.version)
client.set_model_version_tag(NAME, version.version, "validated", True)
client.set_registered_model_tag(NAME, "owner", "me")
named = client.get_model_version_by_alias(NAME, "champion")
show(named.version, named.aliases, sorted(named.tags.items()), named.run_id == run.info.run_id)
show(sorted(client.get_registered_model(NAME).aliases.items()), sorted(client.get_registered_model(NAME).tags.items()))
versions = client.search_model_versions(f"name='{NAME}'")
show(type(versions).__name__, [(each.version, each.description, each.run_link) for each in versions], versions.token)
show([each.name for each in client.search_registered_models(f"name = '{NAME}'")])
show(client.update_model_version(NAME, "2", description="Second").description)
client.delete_registered_model_alias(NAME, "champion")
tells(client.get_model_version_by_alias, NAME, "champion")
client.delete_model_version(NAME, "2")
tells(client.get_model_version, NAME, "2")
tells(client.get_model_version, NAME, "not a number")
