# %% What a run keeps besides numbers: texts, dicts, tables and pictures
import json
import os
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd

mlflow.set_experiment("run-artifacts")
settings = {
    "model": "phi3", "search_options": {"max_length": 128, "top_p": 0.9, "do_sample": False}, "stop": ["<|end|>", "\n"],
    "system": None, "note": "Antworte auf Deutsch: ä, ö, 'quoted', # no comment", "empty": [], "nothing": {}, "day": "2024-05-01", "yes": "yes",
}
with mlflow.start_run(run_name="artifacts") as run:
    mlflow.log_dict(settings, "settings.json")
    mlflow.log_dict(settings, "nested/settings.yaml")
    mlflow.log_dict([1, 2.5, "three", True, None], "list.yml")
    mlflow.log_dict({"when": "no ending"}, "plain")
print(Path(mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/settings.json")).read_text())
print(Path(mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/nested/settings.yaml")).read_text())
print(mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/list.yml"), mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/plain"))
# %%
mlflow.artifacts.load_dict(f"runs:/{run.info.run_id}/settings.json") == settings
# %%
with mlflow.start_run(run_id=run.info.run_id):
    mlflow.log_text("# Report\n\n- süß\n", "reports/report.md")
    mlflow.log_text("<b>bold</b>", "reports/page.html")
    Path("notes").mkdir(exist_ok=True)
    Path("notes/a.txt").write_text("first")
    Path("notes/deeper").mkdir(exist_ok=True)
    Path("notes/deeper/b.txt").write_text("second")
    mlflow.log_artifact("notes/a.txt")
    mlflow.log_artifact("notes/a.txt", artifact_path="copies")
    mlflow.log_artifacts("notes", artifact_path="notes")
client = mlflow.MlflowClient()
[(each.path, each.is_dir, each.file_size) for each in client.list_artifacts(run.info.run_id)]
# %%
def walk(path=None):
    for each in client.list_artifacts(run.info.run_id, path):
        if each.is_dir:
            yield from walk(each.path)
        else:
            yield each.path, each.file_size

sorted(walk())
# %%
client.list_artifacts(run.info.run_id, "copies")
# %%
folder = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="notes", dst_path="downloaded")
sorted(str(each.relative_to("downloaded")) for each in Path("downloaded").rglob("*")), os.path.basename(folder.rstrip("/"))
# %%
mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/nothing.txt")
# %% A table of answers, in two steps
questions = ["What is the capital of Spain?", "Hi", 'Say "no"']
with mlflow.start_run(run_name="table"):
    table_run = mlflow.active_run().info.run_id
    mlflow.log_table({"question": questions, "tokens": [7, 1, 4], "score": [0.5, 1.0, float("nan")]}, "answers.json")
    mlflow.log_table(pd.DataFrame({"question": ["Wie geht's?"], "tokens": [5], "score": [0.25]}), artifact_file="answers.json")
print(mlflow.artifacts.load_text(f"runs:/{table_run}/answers.json"))
mlflow.load_table("answers.json", run_ids=[table_run])
# %%
loaded = mlflow.load_table("answers.json", run_ids=[table_run], extra_columns=["run_id"])
(loaded["run_id"] == table_run).all(), loaded.dtypes.astype(str).to_dict(), loaded.shape
# %%
json.loads(client.get_run(table_run).data.tags["mlflow.loggedArtifacts"])
# %%
for bad in ("answers.csv", "answers:1.json"):
    try:
        mlflow.log_table({"a": [1]}, bad)
    except Exception as error:
        print(type(error).__name__, error)
# %%
mlflow.end_run()
mlflow.load_table("absent.json", run_ids=[table_run])
# %% Pictures from arrays
with mlflow.start_run() as pictures:
    ramp = np.linspace(0, 1, 12).reshape(3, 4)
    mlflow.log_image(ramp, "ramp.png")
    mlflow.log_image((ramp * 255).astype(np.uint8), "gray.png")
    mlflow.log_image(np.zeros((2, 5, 3), dtype=np.uint8), "black.png")
    mlflow.log_image(np.ones((2, 2, 4)), "white.png")
for each in client.list_artifacts(pictures.info.run_id):
    data = Path(client.download_artifacts(pictures.info.run_id, each.path)).read_bytes()
    print(each.path, data[:8], int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"), data[24], data[25])
# %%
for picture in (np.ones(3), np.ones((2, 2, 5)), "text", np.array([["a"]]), np.array([[300]])):
    with mlflow.start_run():
        try:
            mlflow.log_image(picture, "bad.png")
        except Exception as error:
            print(type(error).__name__, error)
# %%
with mlflow.start_run():
    mlflow.log_image(ramp)
# %%
with mlflow.start_run():
    mlflow.log_figure({"not": "a figure"}, "figure.png")
# %%
mlflow.get_artifact_uri("x").endswith("/artifacts/x"), mlflow.active_run() is not None
# %%
mlflow.end_run()
