# %% A custom PyFunc that serves a causal language model from a snapshot, as MLflow's tutorial builds it. The repository's name is the change.
import numpy as np
import pandas as pd
import torch
import transformers
from huggingface_hub import snapshot_download

import mlflow
from mlflow.models.signature import ModelSignature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema

snapshot_location = snapshot_download(repo_id="microsoft/Phi-3-mini-4k-instruct", local_dir="phi3-snapshot/")
# %%
class Instruct(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        """Loads the tokenizer and the model from the snapshot among the artifacts."""
        self.tokenizer = transformers.AutoTokenizer.from_pretrained(context.artifacts["snapshot"], padding_side="left")
        config = transformers.AutoConfig.from_pretrained(context.artifacts["snapshot"], trust_remote_code=True)
        self.model = transformers.AutoModelForCausalLM.from_pretrained(
            context.artifacts["snapshot"], config=config, torch_dtype=torch.float32, trust_remote_code=True, low_cpu_mem_usage=True
        )
        self.model.to(device="cpu")
        self.model.eval()

    def _build_prompt(self, instruction):
        return f"<|user|>{instruction}<|end|><|assistant|>"

    def predict(self, context, model_input, params=None):
        prompt = self._build_prompt(model_input["prompt"][0])
        temperature = params.get("temperature", 0.1) if params else 0.1
        max_tokens = params.get("max_tokens", 1000) if params else 1000
        encoded = self.tokenizer.encode(prompt, return_tensors="pt").to("cpu")
        output = self.model.generate(
            encoded, do_sample=True, temperature=temperature, max_new_tokens=max_tokens
        )
        prompt_length = len(self.tokenizer.encode(prompt, return_tensors="pt")[0])
        return {"candidates": [self.tokenizer.decode(output[0][prompt_length:], skip_special_tokens=True)]}
# %%
input_schema = Schema([ColSpec(DataType.string, "prompt")])
output_schema = Schema([ColSpec(DataType.string, "candidates")])
parameters = ParamSchema(
    [
        ParamSpec("temperature", DataType.float, np.float32(0.1), None),
        ParamSpec("max_tokens", DataType.integer, np.int32(1000), None),
    ]
)
signature = ModelSignature(inputs=input_schema, outputs=output_schema, params=parameters)
input_example = pd.DataFrame({"prompt": ["What is the capital of Spain?"]})
signature
# %%
mlflow.set_experiment(experiment_name="instruct-serving")
transformers.set_seed(7)
with mlflow.start_run():
    model_info = mlflow.pyfunc.log_model(
        name="instruct",
        python_model=Instruct(),
        artifacts={"snapshot": snapshot_location},
        pip_requirements=[f"torch=={torch.__version__}", f"transformers=={transformers.__version__}"],
        input_example=input_example,
        signature=signature,
    )
# %%
loaded_model = mlflow.pyfunc.load_model(model_info.model_uri)
transformers.set_seed(7)
loaded_model.predict(pd.DataFrame({"prompt": ["What is the capital of Italy?"]}), params={"temperature": 0.6})
# %%
loaded_model.predict(pd.DataFrame({"prompt": ["What is the capital of France?"]}), params={"max_tokens": 4})
# %%
loaded_model.predict(pd.DataFrame({"prompt": ["x"]}), params={"max_tokens": "four"})
