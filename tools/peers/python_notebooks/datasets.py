# %% Datasets that a run used
import json

import mlflow
import mlflow.data
import numpy as np
import pandas as pd

mlflow.set_experiment("datasets")
frame = pd.DataFrame({"question": ["What is the capital of Spain?", "Hi"], "expected": ["Madrid", None], "n": [1, 2], "weight": [0.5, 1.5]})
dataset = mlflow.data.from_pandas(frame, source="questions.csv", name="questions", targets="expected")
dataset.name, dataset.digest, dataset.profile, dataset.targets, type(dataset).__name__
# %%
dataset.source.uri, type(dataset.source).__name__, dataset.schema
# %%
dataset.to_dict()
# %%
dataset.df is frame, dataset.predictions
# %%
with mlflow.start_run() as run:
    mlflow.log_input(dataset, context="evaluation", tags={"split": "test"})
    mlflow.log_metric("accuracy", 0.5)
logged = mlflow.get_run(run.info.run_id).inputs.dataset_inputs
[(each.dataset.name, each.dataset.digest, each.dataset.source_type, each.dataset.source, each.dataset.profile, [(tag.key, tag.value) for tag in each.tags]) for each in logged]
# %%
json.loads(logged[0].dataset.schema)
# %%
source = mlflow.data.get_source(logged[0])
type(source).__name__, source.uri
# %%
unnamed = mlflow.data.from_pandas(frame[["n"]])
unnamed.name, unnamed.digest, unnamed.profile, type(unnamed.source).__name__
# %%
array = mlflow.data.from_numpy(np.arange(6).reshape(3, 2), name="array", targets=np.array([0, 1, 0]))
array.name, array.digest, array.profile, array.targets.tolist()
# %%
array.schema
# %%
[mlflow.data.from_pandas(pd.DataFrame(each), name="x").digest for each in ({"a": [True, False]}, {"a": ["ä", "b", "c"]}, {"b": [1.5, float("nan")]}, {"a": [1], "b": ["x"]}, {"a": list(range(20))})]
# %%
mlflow.data.from_pandas(frame, targets="nothing")
# %%
mlflow.log_input("not a dataset")
# %%
mlflow.end_run()
