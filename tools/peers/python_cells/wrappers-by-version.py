"""Edited wrappers in the calls of the version that runs them: before 0.6 the prompt is in the params, since then it is appended.

After wrapper-cases.py. No onnxruntime-genai runs the demo model before 0.6: there the prompts are tokens, since its tokenizer added a BOS.
"""

import onnxruntime_genai as og

GREETED = infer_signature({"prompt": "Hi"}, "x", params={"max_length": 24, "prefix": "A: "})

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


def versioned(name, body, *questions, **more):
    return case(name, HEAD + body, *questions, **more)


CASES = [
    versioned("a loop until it is done", '''
class M(Base):
    def predict(self, context, model_input):
        generator = self.generator(self.ids(model_input["prompt"][0]))
        while not generator.is_done():
            self.step(generator)
        return [int(token) for token in generator.get_sequence(0)]
''', {"prompt": "Hi"}, {"prompt": "a longer prompt"}),
    versioned("few-shot, a token limit of its own", '''
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
    versioned("a stream of decoded tokens", '''
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
    versioned("params of the signature", '''
class M(Base):
    def predict(self, context, model_input, params=None):
        generator = self.generator(self.ids(params["prefix"] + model_input["prompt"][0]), max_length=params["max_length"])
        while not generator.is_done():
            self.step(generator)
        return [int(token) for token in generator.get_sequence(0)]
''', {"prompt": "Hi"}, ({"prompt": "Hi"}, {"max_length": 12}), signature=GREETED),
    versioned("a row for each prompt", '''
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
    versioned("stop tokens", '''
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
    versioned("model.generate", '''
class M(Base):
    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=16)
        params.input_ids = self.ids(model_input["prompt"][0])
        found = self.model.generate(params)
        return [type(found).__name__, [list(map(int, each)) for each in found]]
''', {"prompt": "Hi"}),
    versioned("the other version's calls", '''
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
    versioned("options out of range", '''
class M(Base):
    def predict(self, context, model_input):
        generator = self.generator(self.ids("Hi there"), **json.loads(model_input["prompt"][0]))
        self.step(generator)
        return int(generator.get_next_tokens()[0])
''', {"prompt": '{"max_length": 4}'}, {"prompt": '{"foo": 1}'}, {"prompt": '{"max_length": 100000}'}, {"prompt": '{"top_k": 1}'}),
    versioned("beams", '''
class M(Base):
    def predict(self, context, model_input):
        generator = self.generator(self.ids(model_input["prompt"][0]), num_beams=3, num_return_sequences=2, max_length=14)
        while not generator.is_done():
            self.step(generator)
        return [[int(token) for token in generator.get_sequence(at)] for at in range(2)]
''', {"prompt": "Hi"}),
    versioned("an exception of its own", '''
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


print_answers(CASES)
