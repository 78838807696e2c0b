import phi3_page
from phi3_page.real import real

from mlflow.models.model import Model, ModelInfo, get_model_info
from mlflow.models.signature import ModelSignature, infer_signature

__phi3__ = True
_chosen = []


@real("mlflow.models.set_model")
def set_model(model):
    """For a file of models from code: which model it gives."""
    from mlflow.exceptions import MlflowException
    from mlflow.pyfunc import PythonModel

    if not (isinstance(model, PythonModel) or callable(model)):
        raise MlflowException("Model should either be an instance of PyFuncModel, Langchain type, or LlamaIndex index.")
    _chosen[:] = [model]


#: Keys by which a scoring server knows a request that it answers without wrapping.
_LLM_KEYS = {"messages", "prompt", "input"}


@real("mlflow.models.predict", ignores=["env_manager", "install_mlflow", "pip_requirements_override", "extra_envs", "env_vars"])
def predict(model_uri, input_data=None, content_type="json", output_path=None):
    """Prints what a scoring server would answer, asked in this session: the page has one environment only."""
    import json
    import sys

    from mlflow._values import jsonable
    from mlflow.pyfunc import load_model

    answer = load_model(model_uri).predict(input_data)
    is_llm = isinstance(input_data, dict) and not _LLM_KEYS.isdisjoint(input_data)
    text = json.dumps(jsonable(answer) if is_llm else {"predictions": jsonable(answer)})
    if output_path is None:
        sys.stdout.write(text)
    else:
        with open(output_path, "w", encoding="utf-8") as file:
            file.write(text)


__all__ = ["Model", "ModelInfo", "ModelSignature", "get_model_info", "infer_signature", "predict", "set_model"]
__getattr__ = phi3_page.lacking_attribute("mlflow.models")
