"""Edited wrappers in the calls of the version that runs them: before 0.6 the prompt is in the params, since then it is appended.

MODEL is the model's folder. Prints a JSON line a case: what the model gave when it was loaded again, or the exception's class and words.
No onnxruntime-genai runs the demo model before 0.6: there the prompts are tokens, since its tokenizer added a BOS.
"""

import json
import logging
import os
import tempfile
import warnings

import mlflow
import onnxruntime_genai as og
import pandas as pd
from mlflow.models import infer_signature

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

PROMPT = infer_signature({"prompt": "Hi"}, ["Run"])
PARAMS = infer_signature({"prompt": "Hi"}, "x", params={"max_length": 24, "prefix": "A: "})

HEAD = '''
import json
import numpy as np
import pandas as pd
import mlflow
import onnxruntime_genai as og

OLD = hasattr(og.GeneratorParams, "input_ids")

class Base(mlflow.pyfunc.PythonModel):
    def __getstate__(self):
        """MLflow of 2025 loads the model before it pickles the class."""
        return {}
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
    def ids(self, text):
        """The same tokens in every version."""
        return [int(token) for token in text.encode()] if OLD else self.tokenizer.encode(text)
    def generator(self, ids, **options):
        params = og.GeneratorParams(self.model)
        params.set_search_options(**{"max_length": 24, **options})
        if OLD:
            params.input_ids = ids
        generator = og.Generator(self.model, params)
        if not OLD:
            generator.append_tokens(ids)
        return generator
    def step(self, generator):
        if OLD:
            generator.compute_logits()
        generator.generate_next_token()
'''


def case(name, body, *questions, signature=PROMPT, streams=()):
    return {"name": name, "source": HEAD + body, "questions": questions, "signature": signature, "streams": streams}


CASES = [
    case("a loop until it is done", '''
class M(Base):
    def predict(self, context, model_input):
        generator = self.generator(self.ids(model_input["prompt"][0]))
        while not generator.is_done():
            self.step(generator)
        return [int(token) for token in generator.get_sequence(0)]
''', {"prompt": "Hi"}, {"prompt": "a longer prompt"}),
    case("few-shot, a token limit of its own", '''
class M(Base):
    def predict(self, context, model_input):
        shots = "".join(f"Q:{q} A:{a} " for q, a in [("1", "2"), ("3", "4")])
        generator = self.generator(self.ids(shots + model_input["prompt"][0]), max_length=60)
        new = []
        while not generator.is_done() and len(new) < 4:
            self.step(generator)
            new.append(int(generator.get_next_tokens()[0]))
        return json.dumps({"tokens": new, "text": self.tokenizer.decode(new)})
''', {"prompt": "Q:5"}),
    case("a stream of decoded tokens", '''
class M(Base):
    def predict(self, context, model_input):
        return "".join(self.predict_stream(context, model_input))
    def predict_stream(self, context, model_input, params=None):
        stream = self.tokenizer.create_stream()
        prompt = model_input["prompt"] if isinstance(model_input["prompt"], str) else model_input["prompt"][0]
        generator = self.generator(self.ids(prompt))
        while not generator.is_done():
            self.step(generator)
            yield stream.decode(generator.get_next_tokens()[0])
''', {"prompt": "Hi"}, streams=[{"prompt": "Hi"}]),
    case("params of the signature", '''
class M(Base):
    def predict(self, context, model_input, params=None):
        generator = self.generator(self.ids(params["prefix"] + model_input["prompt"][0]), max_length=params["max_length"])
        while not generator.is_done():
            self.step(generator)
        return [int(token) for token in generator.get_sequence(0)]
''', {"prompt": "Hi"}, ({"prompt": "Hi"}, {"max_length": 12}), signature=PARAMS),
    case("a row for each prompt", '''
class M(Base):
    def predict(self, context, model_input):
        rows = []
        for index, row in model_input.iterrows():
            generator = self.generator(self.ids(row["prompt"]), max_length=5)
            while not generator.is_done():
                self.step(generator)
            sequence = generator.get_sequence(0)
            rows.append({"index": index, "kind": type(sequence).__name__, "count": len(sequence), "last": int(sequence[-1])})
        return pd.DataFrame(rows)
''', [{"prompt": "one"}, {"prompt": "Hi there"}]),
    case("stop tokens", '''
class M(Base):
    def predict(self, context, model_input):
        first = self.generator(self.ids(model_input["prompt"][0]))
        self.step(first); self.step(first)
        stop = int(first.get_next_tokens()[0])
        generator = self.generator(self.ids(model_input["prompt"][0]))
        taken = []
        while not generator.is_done():
            self.step(generator)
            token = int(generator.get_next_tokens()[0])
            if token == stop:
                break
            taken.append(token)
        return [stop, taken]
''', {"prompt": "Hi"}),
    case("model.generate", '''
class M(Base):
    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=16)
        params.input_ids = self.ids(model_input["prompt"][0])
        found = self.model.generate(params)
        return [type(found).__name__, [list(map(int, each)) for each in found]]
''', {"prompt": "Hi"}),
    case("the other version's calls", '''
class M(Base):
    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        if OLD:
            params.input_ids = self.ids("Hi")
        generator = og.Generator(self.model, params)
        if OLD:
            generator.append_tokens(self.ids("Hi"))
        else:
            generator.compute_logits()
''', {"prompt": "Hi"}),
    case("options out of range", '''
class M(Base):
    def predict(self, context, model_input):
        generator = self.generator(self.ids("Hi there"), **json.loads(model_input["prompt"][0]))
        self.step(generator)
        return int(generator.get_next_tokens()[0])
''', {"prompt": '{"max_length": 4}'}, {"prompt": '{"foo": 1}'}, {"prompt": '{"max_length": 100000}'}, {"prompt": '{"top_k": 1}'}),
    case("beams", '''
class M(Base):
    def predict(self, context, model_input):
        generator = self.generator(self.ids(model_input["prompt"][0]), num_beams=3, num_return_sequences=2, max_length=14)
        while not generator.is_done():
            self.step(generator)
        return [[int(token) for token in generator.get_sequence(at)] for at in range(2)]
''', {"prompt": "Hi"}),
    case("an exception of its own", '''
class M(Base):
    def predict(self, context, model_input):
        if len(model_input["prompt"][0]) > 5:
            raise ValueError("too long")
        return self.tokenizer.decode(self.ids(model_input["prompt"][0]))
''', {"prompt": "Hi"}, {"prompt": "much too long"}),
]  # fmt: skip


if hasattr(og.GeneratorParams, "input_ids"):
    # 0.3 scored beams otherwise. Here the page gives what 0.18 gives for the same weights.
    CASES = [each for each in CASES if each["name"] != "beams"]


def shown(value):
    return {"type": type(value).__name__, "repr": repr(value)}


def error_of(error):
    import re

    return {"error": type(error).__name__, "message": re.sub(r"0x[0-9a-f]+", "0x…", str(error).replace(MODEL, "MODEL"))}


def asked(ask, question):
    data, params = question if isinstance(question, tuple) else (question, None)
    try:
        return shown(ask(data, params))
    except Exception as error:
        return error_of(error)


def answers(each):
    space = {"__name__": "__main__"}
    exec(each["source"], space)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model")
        mlflow.pyfunc.save_model(
            path, python_model=space["M"](), artifacts={"phi3": MODEL}, signature=each["signature"], pip_requirements=["mlflow"]
        )
        model = mlflow.pyfunc.load_model(path)
        return {
            "answers": [asked(model.predict, question) for question in each["questions"]],
            "streams": [asked(lambda data, params: list(model.predict_stream(data)), question) for question in each["streams"]],
        }


def answers_or_error(each):
    try:
        return answers(each)
    except Exception as error:
        return error_of(error)


for each in CASES:
    print(json.dumps({"name": each["name"], **answers_or_error(each)}))
