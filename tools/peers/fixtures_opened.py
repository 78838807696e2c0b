"""Models of every flavor that installs here, as real MLflow saves them: what the page has to show of models that others made.

    PYTHON fixtures_opened.py OUT.json          # one part: what this Python has
    PYTHON fixtures_opened.py --merge A.json B.json …   # fixtures/mlflow/opened-models.json

The environment is `current` with these beside it, without their dependencies: xgboost, lightgbm, catboost, statsmodels, prophet,
pmdarima, shap, keras (with torch), openai, langchain, diffusers, sentence-transformers, pyspark with Java. Early parts are made by
mlflow 1.30.1 and 2.3.2. Weights are left out: of each model the texts, and other files up to MAX_BINARY bytes, are kept.
"""

import base64
import contextlib
import json
import os
import re
import sys
import tempfile
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")
warnings.filterwarnings("ignore")

import fixture

MADE_BY = "tools/peers/fixtures_opened.py"
MAX_BINARY = 12_000
MAX_TEXT = 20_000
TEXTS = (".py", ".json", ".yaml", ".yml", ".txt", ".md", "MLmodel", ".jinja")
#: What says nothing of a model, and is long: vocabularies.
LEFT_OUT = ("tokenizer.json", "vocab.json", "merges.txt", "vocab.txt")
SEED = 0


def frame():
    import pandas

    return pandas.DataFrame({"x": [0.0, 1.0, 2.0, 3.0], "y": [1, 0, 1, 0]})


TARGET = [0, 1, 0, 1]


def classifier():
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression().fit(frame(), TARGET)


def frame_signature():
    from mlflow.models import infer_signature

    return infer_signature(frame(), classifier().predict(frame()))


def sklearn_as(serialization: str):
    def save(path: str) -> None:
        import mlflow

        mlflow.sklearn.save_model(
            classifier(), path, serialization_format=serialization, signature=frame_signature(), pip_requirements=["scikit-learn"]
        )

    return save


def sklearn_pipeline(path: str) -> None:
    import mlflow
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    double = FunctionTransformer(lambda table: table * 2)
    model = make_pipeline(double, classifier())
    mlflow.sklearn.save_model(
        model, path, serialization_format="cloudpickle", input_example=frame(), pip_requirements=["scikit-learn"], metadata={"team": "a: b", "rows": 4}
    )


def xgboost(path: str) -> None:
    import mlflow
    import xgboost

    model = xgboost.XGBClassifier(n_estimators=2, max_depth=1).fit(frame(), TARGET)
    mlflow.xgboost.save_model(model, path, signature=frame_signature(), pip_requirements=["xgboost"])


def lightgbm(path: str) -> None:
    import lightgbm
    import mlflow

    model = lightgbm.LGBMClassifier(n_estimators=2, min_child_samples=1, verbose=-1).fit(frame(), TARGET)
    mlflow.lightgbm.save_model(model, path, signature=frame_signature(), pip_requirements=["lightgbm"])


def catboost(path: str) -> None:
    import catboost
    import mlflow

    model = catboost.CatBoostClassifier(iterations=2, verbose=0, allow_writing_files=False).fit(frame(), TARGET)
    mlflow.catboost.save_model(model, path, signature=frame_signature(), pip_requirements=["catboost"])


def statsmodels(path: str) -> None:
    import mlflow
    import statsmodels.api

    model = statsmodels.api.OLS(TARGET, frame()).fit()
    mlflow.statsmodels.save_model(model, path, signature=frame_signature(), pip_requirements=["statsmodels"])


def prophet(path: str) -> None:
    import mlflow
    import pandas
    import prophet

    days = pandas.DataFrame({"ds": pandas.date_range("2026-01-01", periods=20), "y": range(20)})
    mlflow.prophet.save_model(prophet.Prophet().fit(days), path, input_example=days[["ds"]].head(2), pip_requirements=["prophet"])


def pmdarima(path: str) -> None:
    import mlflow
    import numpy
    import pmdarima

    model = pmdarima.ARIMA(order=(1, 0, 0)).fit(numpy.arange(20.0) % 5)
    mlflow.pmdarima.save_model(model, path, pip_requirements=["pmdarima"])


def shap(path: str) -> None:
    import mlflow
    import shap

    explainer = shap.LinearExplainer(classifier(), frame())
    mlflow.shap.save_explainer(explainer, path, pip_requirements=["shap"])


def keras(path: str) -> None:
    import keras
    import mlflow
    import numpy
    from mlflow.models import infer_signature

    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    example = numpy.zeros((2, 3), dtype="float32")
    mlflow.keras.save_model(model, path, signature=infer_signature(example, example[:, :2]), pip_requirements=["keras"])


def torch_module(path: str) -> None:
    import mlflow
    import numpy
    import torch
    from mlflow.models import infer_signature

    example = numpy.zeros((2, 3), dtype="float32")
    mlflow.pytorch.save_model(
        torch.nn.Linear(3, 1),
        path,
        signature=infer_signature(example, example[:, :1]),
        input_example=example,
        pip_requirements=["torch"],
    )


def torch_named_tensors(path: str) -> None:
    import mlflow
    import torch
    from mlflow.models import ModelSignature
    from mlflow.types import Schema, TensorSpec
    import numpy

    inputs = Schema([TensorSpec(numpy.dtype("int64"), (-1, -1), "input_ids"), TensorSpec(numpy.dtype("bool"), (-1, 4), "mask")])
    outputs = Schema([TensorSpec(numpy.dtype("float16"), (-1, 3, 2))])
    script = torch.jit.script(torch.nn.Linear(3, 1))
    mlflow.pytorch.save_model(
        script, path, serialization_format="pickle", signature=ModelSignature(inputs, outputs), pip_requirements=["torch"]
    )


def onnx(path: str) -> None:
    import mlflow
    import numpy
    import onnx
    from mlflow.models import infer_signature

    node = onnx.helper.make_node("Relu", ["x"], ["y"])
    ends = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None, 3]) for name in "xy"]
    graph = onnx.helper.make_graph([node], "relu", ends[:1], ends[1:])
    example = {"x": numpy.zeros((2, 3), dtype="float32")}
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=9)
    mlflow.onnx.save_model(model, path, signature=infer_signature(example, {"y": example["x"]}), pip_requirements=["onnxruntime"])


def spark(path: str) -> None:
    import mlflow
    import pyspark.ml.classification
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    from pyspark.ml.linalg import Vectors

    rows = session.createDataFrame([(Vectors.dense(0.0), 0.0), (Vectors.dense(1.0), 1.0)], ["features", "label"])
    model = pyspark.ml.classification.LogisticRegression(maxIter=2).fit(rows)
    mlflow.spark.save_model(model, path, pip_requirements=["pyspark"])
    session.stop()


def openai_chat(path: str) -> None:
    import mlflow
    import openai

    mlflow.openai.save_model(
        model="gpt-5",
        task=openai.chat.completions if os.environ.get("OPENAI_API_KEY") else "chat.completions",
        path=path,
        messages=[{"role": "user", "content": "Where is {place}?"}],
        pip_requirements=["openai"],
    )


def from_code(name: str, source: str, **arguments):
    def save(path: str) -> None:
        import mlflow

        with tempfile.TemporaryDirectory() as folder:
            code = Path(folder) / f"{name}.py"
            code.write_text(source)
            mlflow.pyfunc.save_model(path, python_model=str(code), pip_requirements=["mlflow"], **arguments)

    return save


def langchain(path: str) -> None:
    import mlflow

    source = (
        "import mlflow\n"
        "from langchain_core.runnables import RunnableLambda\n\n"
        "mlflow.models.set_model(RunnableLambda(lambda question: question.upper()))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "chain.py"
        code.write_text(source)
        mlflow.langchain.save_model(lc_model=str(code), path=path, input_example="hello", pip_requirements=["langchain"])


CHAT_MODEL = """import mlflow
from mlflow.types.llm import ChatChoice, ChatCompletionResponse, ChatMessage


class Echo(mlflow.pyfunc.ChatModel):
    def predict(self, context, messages, params):
        answer = ChatMessage(role="assistant", content=messages[-1].content)
        return ChatCompletionResponse(choices=[ChatChoice(index=0, message=answer)])


mlflow.models.set_model(Echo())
"""

CHAT_AGENT = """import mlflow
from mlflow.types.agent import ChatAgentMessage, ChatAgentResponse


class Echo(mlflow.pyfunc.ChatAgent):
    def predict(self, messages, context=None, custom_inputs=None):
        return ChatAgentResponse(messages=[ChatAgentMessage(role="assistant", content=messages[-1].content, id="1")])


mlflow.models.set_model(Echo())
"""

RESPONSES_AGENT = """import mlflow
from mlflow.types.responses import ResponsesAgentRequest, ResponsesAgentResponse


class Echo(mlflow.pyfunc.ResponsesAgent):
    def predict(self, request: ResponsesAgentRequest) -> ResponsesAgentResponse:
        return ResponsesAgentResponse(output=[self.create_text_output_item(text="echo", id="1")])


mlflow.models.set_model(Echo())
"""

TYPED = """import mlflow
import pydantic


class Question(pydantic.BaseModel):
    text: str
    tags: list[str] = []
    score: float | None = None


class Answers(mlflow.pyfunc.PythonModel):
    def predict(self, model_input: list[Question]) -> list[str]:
        return [question.text for question in model_input]


mlflow.models.set_model(Answers())
"""

PLAIN = """import mlflow


class Upper(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        with open(context.artifacts["words"]) as file:
            self.words = file.read().split()

    def predict(self, context, model_input, params=None):
        return [str(text).upper() for text in model_input["text"]]


mlflow.models.set_model(Upper())
"""


def with_artifacts(path: str) -> None:
    import pandas
    from mlflow.models import infer_signature

    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.txt"
        words.write_text("one two")
        signature = infer_signature(pandas.DataFrame({"text": ["a"]}), ["A"], params={"temperature": 0.2, "stop": ["x"], "n": 1, "stream": False})
        from_code("upper", PLAIN, artifacts={"words": str(words)}, signature=signature)(path)


def by_value(path: str) -> None:
    import mlflow

    class Half(mlflow.pyfunc.PythonModel):
        def predict(self, context, model_input):
            return model_input / 2

    mlflow.pyfunc.save_model(path, python_model=Half(), signature=frame_signature(), pip_requirements=["mlflow"])


def function_by_value(path: str) -> None:
    import mlflow

    def predict(model_input: list[str]) -> list[str]:
        return [text.upper() for text in model_input]

    mlflow.pyfunc.save_model(path, python_model=predict, input_example=["a"], pip_requirements=["mlflow"])


def loader_module(path: str) -> None:
    import mlflow

    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "own_loader"
        code.mkdir()
        (code / "__init__.py").write_text("def _load_pyfunc(path):\n    import joblib\n\n    return joblib.load(path)\n")
        data = Path(folder) / "model.joblib"
        import joblib

        import numpy

        joblib.dump({"model": classifier(), "names": numpy.array(["no", None], dtype=object), "labels": numpy.array(["no", "yes"])}, data)
        code_argument = "code_paths" if int(mlflow.__version__.split(".")[0]) >= 3 else "code_path"
        mlflow.pyfunc.save_model(
            path, loader_module="own_loader", data_path=str(data), **{code_argument: [str(code)]}, pip_requirements=["joblib"]
        )


def transformers_as(task: str, **arguments):
    def save(path: str) -> None:
        import mlflow
        import transformers

        pipeline = transformers.pipeline(task="text-generation", model=str(fixture.DEMO))
        mlflow.transformers.save_model(pipeline, path, task=task, pip_requirements=["transformers"], **arguments)

    return save


def tiny_bert(kind: str):
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(str(fixture.DEMO))
    tokenizer.add_special_tokens({"mask_token": "[MASK]"})
    config = transformers.BertConfig(
        vocab_size=len(tokenizer), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, num_labels=2
    )
    return getattr(transformers, kind)(config), tokenizer


def transformers_other(task: str, kind: str):
    def save(path: str) -> None:
        import mlflow
        import transformers

        model, tokenizer = tiny_bert(kind)
        pipeline = transformers.pipeline(task=task, model=model, tokenizer=tokenizer)
        mlflow.transformers.save_model(pipeline, path, pip_requirements=["transformers"])

    return save


def transformers_components(path: str) -> None:
    import mlflow

    model, tokenizer = tiny_bert("BertForTokenClassification")
    mlflow.transformers.save_model(
        {"model": model, "tokenizer": tokenizer}, path, task="token-classification", pip_requirements=["transformers"]
    )


def sentence_transformers(path: str) -> None:
    import mlflow
    import sentence_transformers
    from sentence_transformers.sentence_transformer import modules

    with tempfile.TemporaryDirectory() as folder:
        model, tokenizer = tiny_bert("BertModel")
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        embedding = modules.Transformer(folder)
        pooling = modules.Pooling(8)
        whole = sentence_transformers.SentenceTransformer(modules=[embedding, pooling])
        mlflow.sentence_transformers.save_model(whole, path, pip_requirements=["sentence-transformers"])


def old_sklearn(path: str) -> None:
    import mlflow

    mlflow.sklearn.save_model(classifier(), path, signature=frame_signature(), pip_requirements=["scikit-learn"])


def old_sklearn_example(path: str) -> None:
    import mlflow

    mlflow.sklearn.save_model(classifier(), path, input_example=frame(), serialization_format="pickle", pip_requirements=["scikit-learn"])


def old_pyfunc(path: str) -> None:
    import mlflow

    class Half(mlflow.pyfunc.PythonModel):
        def predict(self, context, model_input):
            return model_input / 2

    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.txt"
        words.write_text("one two")
        mlflow.pyfunc.save_model(path, python_model=Half(), artifacts={"words": str(words)}, pip_requirements=["mlflow"])


def old_tensors(path: str) -> None:
    import mlflow
    import numpy
    from mlflow.models import infer_signature

    example = numpy.zeros((2, 2), dtype="float64")
    mlflow.sklearn.save_model(classifier(), path, signature=infer_signature(example, example[:, 0]), pip_requirements=["scikit-learn"])


#: By the lowest major version of MLflow that has what is used.
EARLY = {
    "sklearn": old_sklearn,
    "sklearn, with an example": old_sklearn_example,
    "pyfunc, a class by value with artifacts": old_pyfunc,
    "sklearn, tensors": old_tensors,
    "pyfunc, a loader module": loader_module,
}

TODAY = {
    "sklearn, skops": sklearn_as("skops"),
    "sklearn, pickle": sklearn_as("pickle"),
    "sklearn, cloudpickle": sklearn_as("cloudpickle"),
    "sklearn, a pipeline with a lambda": sklearn_pipeline,
    "xgboost": xgboost,
    "lightgbm": lightgbm,
    "catboost": catboost,
    "statsmodels": statsmodels,
    "prophet": prophet,
    "pmdarima": pmdarima,
    "shap": shap,
    "keras": keras,
    "pytorch": torch_module,
    "pytorch, TorchScript with named tensors": torch_named_tensors,
    "onnx": onnx,
    "spark": spark,
    "openai": openai_chat,
    "langchain, from code": langchain,
    "pyfunc, a ChatModel from code": from_code("chat_model", CHAT_MODEL),
    "pyfunc, a ChatAgent from code": from_code("chat_agent", CHAT_AGENT),
    "pyfunc, a ResponsesAgent from code": from_code("responses_agent", RESPONSES_AGENT),
    "pyfunc, type hints from code": from_code("typed", TYPED),
    "pyfunc, artifacts and params": with_artifacts,
    "pyfunc, a class by value": by_value,
    "pyfunc, a function by value": function_by_value,
    "pyfunc, a loader module": loader_module,
    "transformers, llm/v1/chat": transformers_as("llm/v1/chat"),
    "transformers, llm/v1/completions": transformers_as("llm/v1/completions"),
    "transformers, text-generation": transformers_as("text-generation"),
    "transformers, text-generation with params": transformers_as(
        "text-generation", input_example=("Hello", {"max_new_tokens": 3, "do_sample": False})
    ),
    "transformers, fill-mask": transformers_other("fill-mask", "BertForMaskedLM"),
    "transformers, text-classification": transformers_other("text-classification", "BertForSequenceClassification"),
    "transformers, feature-extraction": transformers_other("feature-extraction", "BertModel"),
    "transformers, components": transformers_components,
    "sentence_transformers": sentence_transformers,
}


def described(name: str, folder: Path) -> dict:
    import mlflow
    from mlflow.models import Model

    model = Model.load(str(folder))
    files = {}
    for file in sorted(folder.rglob("*")):
        if file.is_dir() or file.suffix == ".crc":
            continue
        path = file.relative_to(folder).as_posix()
        size = file.stat().st_size
        if file.name.endswith(TEXTS) and size <= MAX_TEXT and file.name not in LEFT_OUT:
            files[path] = {"text": re.sub(r"/tmp/tmp\w+", "/home/somebody", file.read_text("utf-8"))}
        elif size <= MAX_BINARY:
            files[path] = {"base64": base64.b64encode(file.read_bytes()).decode()}
        else:
            files[path] = {"bytes": size}
    return {
        "name": name,
        "mlflow": mlflow.__version__,
        "flavors": list(model.flavors),
        "files": files,
    }


def record(out: Path) -> None:
    import mlflow

    early = mlflow.__version__ < "3"
    cases = []
    for name, save in (EARLY if early else TODAY).items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            try:
                save(str(path))
            except Exception as problem:  # noqa: BLE001  told, and looked at by who runs it
                print(f"{name}: {type(problem).__name__}: {str(problem)[:300]}")
                continue
            whole = f"{name}, MLflow {mlflow.__version__}" if early else name
            cases.append(described(whole, path))
    packages = ["mlflow", "scikit-learn", "cloudpickle"]
    if not early:
        packages += ["xgboost", "lightgbm", "catboost", "statsmodels", "prophet", "pmdarima", "shap", "keras", "torch", "onnx"]
        packages += ["pyspark", "openai", "langchain", "transformers", "sentence-transformers"]
    known = {}
    for package in packages:
        with contextlib.suppress(PackageNotFoundError):
            known[package] = version(package)
    out.write_text(json.dumps({"versions": known, "cases": cases}), "utf-8")
    print(f"{len(cases)} models of MLflow {mlflow.__version__}")


def printed_today(case: dict) -> dict:
    """With the signature as today's MLflow prints it, whoever wrote it."""
    import yaml
    from mlflow.models import Model

    signature = Model.from_dict(yaml.safe_load(case["files"]["MLmodel"]["text"])).signature
    return {**case, "signature": None if signature is None else str(signature)}


def merge(parts: list[str]) -> None:
    """Run by today's MLflow."""
    read = [json.loads(Path(part).read_text("utf-8")) for part in parts]
    made_with = dict(read[0]["versions"])
    made_with["mlflow"] = ", ".join(part["versions"]["mlflow"] for part in read)
    fixture.write("mlflow/opened-models.json", MADE_BY, made_with, [printed_today(case) for part in read for case in part["cases"]])


if __name__ == "__main__":
    if sys.argv[1] == "--merge":
        merge(sys.argv[2:])
    else:
        record(Path(sys.argv[1]))
