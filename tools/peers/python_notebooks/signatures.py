# %% Signatures of many examples
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from mlflow.models.signature import ModelSignature
from mlflow.types.schema import Array, ColSpec, DataType, Map, Object, ParamSchema, ParamSpec, Property, Schema

infer_signature({"prompt": "Hi"}, ["Run"])
# %%
infer_signature({"messages": [{"role": "user", "content": "Hi"}], "n": 1})
# %%
infer_signature(pd.DataFrame({"a": [1, 2], "b": [0.5, None], "c": ["x", "y"], "d": [True, False]}))
# %%
infer_signature("Hi", "Hello", params={"temperature": 0.5, "stop": ["a"], "limit": 3, "quick": True})
# %%
infer_signature(np.array([[1.0, 2.0]]), np.array([1, 2]))
# %%
signature = ModelSignature(
    inputs=Schema([ColSpec("string", "prompt"), ColSpec(Array(DataType.string), "stop", required=False), ColSpec(Map(DataType.double), "weights")]),
    params=ParamSchema([ParamSpec("top_k", "long", 5)]),
)
print(signature)
signature.to_dict()
# %%
signature.inputs.input_names(), signature.inputs.required_input_names(), signature == ModelSignature.from_dict(signature.to_dict())
# %%
Schema([ColSpec("string", "a"), ColSpec("string")])
# %%
ParamSpec("limit", "long", "many")
