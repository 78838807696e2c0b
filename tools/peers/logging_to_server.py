"""Models logged to, registered on and loaded from a tracking server: what it prints in real MLflow and in the page. SERVER and NAME are set above."""

import os
import re

import mlflow
from mlflow import MlflowClient


def show(*values):
    text = " ".join(str(each) for each in values).replace(os.getcwd(), "HERE")
    print(re.sub(r"\bm-[0-9a-f]{32}\b", "MODEL", re.sub(r"\b[0-9a-f]{32}\b", "RUN", text)))


def tells(function, *args, **kwargs):
    try:
        show("gave", function(*args, **kwargs))
    except Exception as error:
        show(type(error).__name__, getattr(error, "error_code", None), str(error))


def files(found):
    # Real MLflow loads the model while it logs it, which leaves bytecode.
    return sorted((each.path, each.is_dir) for each in found if each.path != "__pycache__")


with open("echo.py", "w", encoding="utf-8") as file:
    file.write(
        """import mlflow


class Echo(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        with open(context.artifacts["words"], encoding="utf-8") as file:
            self.word = file.read().strip()
        self.config = context.model_config or {}

    def predict(self, context, model_input, params=None):
        end = self.config.get("end", "")
        return [f"{self.word} {text}{end}" for text in model_input["text"]]


mlflow.models.set_model(Echo())
"""
    )
with open("words.txt", "w", encoding="utf-8") as file:
    file.write("Grüße\n")

mlflow.set_tracking_uri(SERVER)
client = MlflowClient()
experiment = mlflow.set_experiment(NAME)
signature = mlflow.models.infer_signature({"text": "a"}, ["b"])
given = {
    "python_model": "echo.py", "artifacts": {"words": "words.txt"}, "signature": signature, "input_example": {"text": "a"},
    "pip_requirements": ["numpy"], "model_config": {"end": "!", "deep": {"one": 1}}, "metadata": {"owner": "me"},
}  # fmt: skip

# A model in a run, registered as it is logged.
with mlflow.start_run(run_name="logs") as run:
    mlflow.log_param("depth", 3)
    mlflow.log_metric("loss", 0.5)
    info = mlflow.pyfunc.log_model(
        name="echo", registered_model_name=NAME, params={"size": 7}, tags={"kind": "echo"}, model_type="agent", **given
    )
show(info.model_uri == f"models:/{info.model_id}", info.run_id == run.info.run_id, info.name, info.registered_model_version)
show(info.artifact_path.endswith(f"/models/{info.model_id}/artifacts"), sorted(info.params.items()), info.tags["kind"])
show(mlflow.last_logged_model().model_id == info.model_id)
logged = mlflow.get_logged_model(info.model_id)
show(logged.name, logged.status, logged.model_type, logged.source_run_id == run.info.run_id, logged.experiment_id == experiment.experiment_id)
show(sorted(logged.params.items()), sorted(key for key in logged.tags if key not in ("mlflow.user", "mlflow.source.git.commit")))
show(logged.tags["mlflow.modelVersions"])
show([(each.key, each.value, each.model_id == info.model_id) for each in logged.metrics])
found = client.get_run(run.info.run_id)
show(sorted(found.data.params.items()), [(each.model_id == info.model_id, each.step) for each in found.outputs.model_outputs])
show(files(client.list_logged_model_artifacts(info.model_id)))
show(files(client.list_logged_model_artifacts(info.model_id, "artifacts")))
show(files(client.list_artifacts(run.info.run_id)))
tells(client.get_logged_model, "m-" + "0" * 32)
tells(client.get_logged_model, "")
tells(mlflow.pyfunc.log_model, name="echo", artifact_path="echo", python_model="echo.py")

# Its version.
version = client.get_model_version(NAME, info.registered_model_version)
show(version.version, version.status, version.run_id == run.info.run_id, version.source == f"models:/{info.model_id}", version.tags)
show(version.model_id == info.model_id)

# Registered again, by its run's address and by its own, with tags.
again = mlflow.register_model(f"runs:/{run.info.run_id}/echo", NAME, tags={"by": "run"})
show(again.name, again.version, again.run_id == run.info.run_id, again.source == f"models:/{info.model_id}", again.tags)
third = mlflow.register_model(info.model_uri, NAME)
show(third.version, third.run_id == run.info.run_id, third.source == f"models:/{info.model_id}")
show(client.get_logged_model(info.model_id).tags["mlflow.modelVersions"])
tells(mlflow.register_model, f"runs:/{run.info.run_id}/nothing", NAME)
tells(mlflow.register_model, f"runs:/{'f' * 32}/echo", NAME)
tells(client.create_model_version, NAME, "models:/m-" + "0" * 32)
fourth = client.create_model_version(NAME, info.model_uri, run_id=run.info.run_id, tags={"x": 1}, model_id=info.model_id)
show(fourth.version, fourth.tags, fourth.model_id == info.model_id)
client.set_registered_model_alias(NAME, "champion", "2")

copied = client.copy_model_version(f"models:/{NAME}@champion", f"{NAME}-prod")
show(copied.name, copied.version, copied.run_id == run.info.run_id, copied.source, copied.tags, copied.model_id == info.model_id)
show(client.copy_model_version(src_model_uri=f"models:/{NAME}/1", dst_name=f"{NAME}-prod").version)
tells(client.copy_model_version, f"runs:/{run.info.run_id}/echo", NAME)
tells(client.copy_model_version, f"models:/{NAME}/99", NAME)

# Loaded by every address.
for uri in (f"models:/{NAME}/1", f"models:/{NAME}@champion", f"models:/{NAME}/latest", info.model_uri, f"runs:/{run.info.run_id}/echo"):
    loaded = mlflow.pyfunc.load_model(uri)
    show(loaded.predict({"text": "you"}), loaded.metadata.run_id == run.info.run_id, loaded.metadata.metadata)
show(mlflow.pyfunc.load_model(info.model_uri, model_config={"end": "?"}).predict({"text": "you"}))
tells(mlflow.pyfunc.load_model, f"models:/{NAME}/9")
tells(mlflow.pyfunc.load_model, f"models:/{NAME}@nobody")
tells(mlflow.pyfunc.load_model, "models:/nobody has made this/1")
tells(mlflow.pyfunc.load_model, f"runs:/{run.info.run_id}/nothing")

# A model that belongs to no run, and one that cannot be made.
alone = mlflow.pyfunc.log_model(name="alone", **given)
show(alone.run_id, client.get_logged_model(alone.model_id).source_run_id, client.get_logged_model(alone.model_id).status)
tells(mlflow.pyfunc.log_model, name="fails", python_model="no such file.py")
models = mlflow.search_logged_models([experiment.experiment_id], output_format="list", order_by=[{"field_name": "creation_time", "ascending": True}])
show([(each.name, each.status) for each in models])
show([each.name for each in client.search_logged_models([experiment.experiment_id], filter_string="name = 'alone'")])

# The files of runs and models.
with mlflow.start_run(run_name="files") as run:
    mlflow.log_text("Grüße\n", "notes/hello.txt")
    mlflow.log_dict({"b": [1, 2.0, None], "a": "é"}, "facts.json")
    uri = mlflow.get_artifact_uri("facts.json")
show(mlflow.artifacts.load_dict(uri), repr(mlflow.artifacts.load_text(run.info.artifact_uri + "/notes/hello.txt")))
show(files(mlflow.artifacts.list_artifacts(run_id=run.info.run_id)))
show(files(mlflow.artifacts.list_artifacts(f"runs:/{run.info.run_id}/notes")))
show(files(mlflow.artifacts.list_artifacts(info.model_uri)))
folder = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="notes", dst_path="here")
show(os.path.relpath(folder), sorted(os.listdir(folder)))
with open(mlflow.artifacts.download_artifacts(f"models:/{NAME}/1/artifacts/words.txt"), encoding="utf-8") as file:
    show(repr(file.read()))
whole = mlflow.artifacts.download_artifacts(run_id=run.info.run_id)
show(sorted(os.path.join(os.path.relpath(place, whole), name) for place, _, names in os.walk(whole) for name in names))
show(os.path.basename(client.download_artifacts(run.info.run_id, "notes/hello.txt")))
tells(mlflow.artifacts.load_dict, f"runs:/{run.info.run_id}/notes/hello.txt")
tells(mlflow.artifacts.download_artifacts, run_id=run.info.run_id, artifact_path="nothing")
tells(mlflow.artifacts.download_artifacts)
tells(mlflow.artifacts.download_artifacts, artifact_uri=uri, artifact_path="x")

# Searches.
frame = mlflow.search_runs(order_by=["attributes.start_time ASC"])
show(frame.shape[0], sorted(each for each in frame.columns if not each.startswith("tags.mlflow.")))
show(list(frame["metrics.loss"])[0], list(frame["params.depth"]), list(frame["status"]))
show([str(each)[:4] > "2020" for each in frame["start_time"]])
only = mlflow.search_runs(experiment_names=[NAME], filter_string="params.depth = '3'")
show(only.shape[0], list(only["tags.mlflow.runName"]), list(only.columns)[:6])
show([each.info.run_name for each in mlflow.search_runs([experiment.experiment_id], output_format="list", max_results=1)])
show(mlflow.search_runs(experiment_names=["nobody has made this"]).shape)
tells(mlflow.search_runs, [experiment.experiment_id], output_format="csv")
tells(mlflow.search_runs, [experiment.experiment_id], experiment_names=[NAME])
show([each.name for each in mlflow.search_registered_models(filter_string=f"name = '{NAME}'")])
show([each.version for each in mlflow.search_model_versions(filter_string=f"name = '{NAME}'", order_by=["version_number ASC"])])
show([each.name for each in mlflow.search_experiments(filter_string=f"name = '{NAME}'")])
mlflow.set_experiment_tag("team", "a")
show(mlflow.get_experiment(experiment.experiment_id).tags["team"])
