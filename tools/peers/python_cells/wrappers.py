"""Wrappers as people edit them: one class, with what predict does exchanged. After wrapper-cases.py."""

HEAD = '''
import json, re, os, time, uuid, datetime
import numpy as np
import pandas as pd
import mlflow
import onnxruntime_genai as og

class Base(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
    def tokens(self, ids, **options):
        params = og.GeneratorParams(self.model)
        params.set_search_options(**{"max_length": 60, **options})
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
            yield generator.get_next_tokens()[0]
    def ask(self, prompt, **options):
        stream = self.tokenizer.create_stream()
        return "".join(stream.decode(token) for token in self.tokens(self.tokenizer.encode(prompt), **options))
'''


def edited(name, body, *questions, **more):
    return case(name, HEAD + body, *questions, **more)


CASES = [
    edited("the answer of a stream", '''
class M(Base):
    def predict(self, context, model_input):
        return self.ask(model_input["prompt"][0])
''', {"prompt": Q}, {"prompt": HI}, pd.DataFrame({"prompt": [Q]})),
    edited("get_sequence and its slice", '''
class M(Base):
    def predict(self, context, model_input):
        ids = self.tokenizer.encode(model_input["prompt"][0])
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=50, temperature=0.2)
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        out = generator.get_sequence(0)
        return self.tokenizer.decode(out[len(ids):])
''', {"prompt": Q}),
    edited("a system prompt before the question", '''
class M(Base):
    def predict(self, context, model_input):
        system = "You are a helpful AI assistant."
        return self.ask(f"<|system|>{system}<|end|><|user|>{model_input['prompt'][0]}<|end|><|assistant|>").strip()
''', {"prompt": "What is the capital of Spain?"}),
    edited("few-shot examples", '''
EXAMPLES = [("What is the capital of France?", "Paris"), ("What is the capital of Italy?", "Rome")]
class M(Base):
    def predict(self, context, model_input):
        shots = "".join(f"<|user|>{q}<|end|><|assistant|>{a}<|end|>" for q, a in EXAMPLES)
        return self.ask(shots + f"<|user|>{model_input['prompt'][0]}<|end|><|assistant|>", max_length=100)
''', {"prompt": "What is the capital of Spain?"}),
    edited("a dict", '''
class M(Base):
    def predict(self, context, model_input):
        prompt = model_input["prompt"].iloc[0]
        ids = self.tokenizer.encode(prompt)
        return {"answer": self.ask(prompt), "prompt_tokens": len(ids), "first": int(ids[0])}
''', {"prompt": Q}),
    edited("JSON with retries", '''
class M(Base):
    def predict(self, context, model_input):
        tries = []
        for attempt in range(3):
            text = self.ask(model_input["prompt"][0] + " " * attempt, max_length=30)
            try:
                return json.loads(text)
            except json.JSONDecodeError as error:
                tries.append(f"{error.msg} at {error.pos}")
        return {"error": "no JSON", "tries": tries}
''', {"prompt": Q}),
    edited("an answer as JSON text", '''
class M(Base):
    def predict(self, context, model_input):
        return json.dumps({"text": self.ask(model_input["prompt"][0])}, ensure_ascii=False)
''', {"prompt": Q}),
    edited("numpy's numbers are no JSON", '''
class M(Base):
    def predict(self, context, model_input):
        return json.dumps({"tokens": list(self.tokens(self.tokenizer.encode(model_input["prompt"][0])))})
''', {"prompt": HI}),
    edited("numpy's numbers as ints", '''
class M(Base):
    def predict(self, context, model_input):
        return json.dumps([int(t) for t in self.tokens(self.tokenizer.encode(model_input["prompt"][0]))])
''', {"prompt": HI}),
    edited("tokens as an array", '''
class M(Base):
    def predict(self, context, model_input):
        return np.array(list(self.tokens(self.tokenizer.encode(model_input["prompt"][0]))), dtype=np.int32)
''', {"prompt": HI}),
    edited("a list for each row", '''
class M(Base):
    def predict(self, context, model_input):
        return [self.ask(prompt) for prompt in model_input["prompt"]]
''', [{"prompt": Q}, {"prompt": HI}], pd.DataFrame({"prompt": [HI, Q]})),
    edited("a Series", '''
class M(Base):
    def predict(self, context, model_input):
        return model_input["prompt"].apply(lambda prompt: self.ask(prompt, max_length=12))
''', [{"prompt": Q}, {"prompt": HI}]),
    edited("a DataFrame", '''
class M(Base):
    def predict(self, context, model_input):
        rows = [{"prompt": row["prompt"], "length": len(row["prompt"]), "answer": self.ask(row["prompt"])} for _, row in model_input.iterrows()]
        return pd.DataFrame(rows)
''', [{"prompt": Q}, {"prompt": HI}]),
    edited("a table with a new column", '''
class M(Base):
    def predict(self, context, model_input):
        out = model_input.copy()
        out["tokens"] = [len(self.tokenizer.encode(p)) for p in out["prompt"]]
        out["share"] = out["tokens"] / out["tokens"].sum()
        return out
''', [{"prompt": Q}, {"prompt": HI}]),
    edited("iterrows, to_dict and columns", '''
class M(Base):
    def predict(self, context, model_input):
        return {"records": model_input.to_dict(orient="records"), "columns": list(model_input.columns), "shape": model_input.shape,
                "rows": [(i, row.to_dict()) for i, row in model_input.iterrows()], "values": model_input.values.tolist()}
''', [{"prompt": "a"}, {"prompt": "b"}], {"prompt": "c"}),
    edited("isinstance and get", '''
class M(Base):
    def predict(self, context, model_input):
        if isinstance(model_input, pd.DataFrame):
            prompt = model_input.get("prompt", pd.Series(["none"])).iloc[0]
        else:
            prompt = "no frame"
        return [type(model_input).__name__, prompt, model_input.get("nothing") is None]
''', {"prompt": "x"}),
    edited("a column that is not there", '''
class M(Base):
    def predict(self, context, model_input):
        return self.ask(model_input["question"][0])
''', {"prompt": Q}),
    edited("a row that is not there", '''
class M(Base):
    def predict(self, context, model_input):
        return model_input["prompt"][3]
''', {"prompt": Q}),
    edited("inputs that the schema refuses", '''
class M(Base):
    def predict(self, context, model_input):
        return str(model_input["prompt"][0])
''', {"promt": "x"}, {"prompt": 5}, [1, 2], "text", {"prompt": None}, {"prompt": ["a", "b"]}, {"prompt": "a", "more": 1}, ["a"], None),
    edited("extra columns", '''
class M(Base):
    def predict(self, context, model_input):
        row = model_input.iloc[0]
        system = row["system"] if "system" in model_input.columns else "none"
        return [row["prompt"] * int(row["count"]), system, str(model_input.dtypes["count"])]
''', {"prompt": "a", "count": 2}, {"prompt": "a", "count": 2, "system": "s"}, {"prompt": "a"}, {"prompt": "a", "count": "x"},
         {"prompt": "a", "count": 1.5}, pd.DataFrame({"prompt": ["a", "b"], "count": [1, 2]}), signature=COLUMNS),
    edited("params", '''
class M(Base):
    def predict(self, context, model_input, params=None):
        answer = self.ask(model_input["prompt"][0], max_length=params["max_length"])
        for stop in params["stop"]:
            answer = answer.split(stop)[0]
        return [params["greet"], answer, params]
''', {"prompt": Q}, ({"prompt": Q}, {"max_length": 20, "stop": [" is"]}), ({"prompt": Q}, {"temperature": 1}), ({"prompt": Q}, {"temperature": "x"}),
         ({"prompt": Q}, {"unknown": 1, "greet": "Hey"}), ({"prompt": Q}, {"stop": "a"}), ({"prompt": Q}, {"max_length": 2.5}), signature=PARAMS),
    edited("params that predict does not take", '''
class M(Base):
    def predict(self, context, model_input):
        return model_input["prompt"][0]
''', ({"prompt": "a"}, {"temperature": 0.5}), signature=PARAMS),
    edited("params of a signature without any", '''
class M(Base):
    def predict(self, context, model_input, params=None):
        return [model_input["prompt"][0], params]
''', ({"prompt": "a"}, {"temperature": 0.5}), ({"prompt": "a"}, None)),
    edited("search options out of range", '''
class M(Base):
    def predict(self, context, model_input):
        return self.ask("a", **json.loads(model_input["prompt"][0]))
''', {"prompt": '{"foo": 1}'}, {"prompt": '{"max_length": 100000}'}, {"prompt": '{"do_sample": 1}'}, {"prompt": '{"top_k": 1.5}'}, {"prompt": '{"max_length": 1}'},
         {"prompt": '{"max_length": "5"}'}, {"prompt": '{"num_beams": 2, "max_length": 12}'}, {"prompt": '{"repetition_penalty": 1.3, "max_length": 30}'}),
    edited("an empty prompt", '''
class M(Base):
    def predict(self, context, model_input):
        return self.ask(model_input["prompt"][0])
''', {"prompt": ""}),
    edited("seeded sampling", '''
class M(Base):
    def predict(self, context, model_input):
        return [self.ask(model_input["prompt"][0], do_sample=True, top_k=20, top_p=0.9, temperature=0.9, random_seed=seed) for seed in (1, 2, 3)]
''', {"prompt": HI}),
    edited("a chat template", '''
class M(Base):
    def predict(self, context, model_input):
        messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": model_input["prompt"][0]}]
        prompt = self.tokenizer.apply_chat_template(json.dumps(messages), add_generation_prompt=True)
        return [prompt, self.ask(prompt)]
''', {"prompt": "What is the capital of Spain?"}),
    edited("stop words", '''
class M(Base):
    def predict(self, context, model_input):
        text, stream = "", self.tokenizer.create_stream()
        for token in self.tokens(self.tokenizer.encode(model_input["prompt"][0])):
            text += stream.decode(token)
            if re.search(r"Madrid|help", text):
                break
        return text
''', {"prompt": Q}, {"prompt": HI}),
    edited("two turns in one generator", '''
class M(Base):
    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=80)
        generator = og.Generator(self.model, params)
        turns = []
        for question in model_input["prompt"]:
            generator.append_tokens(self.tokenizer.encode(f"<|user|>{question}<|end|><|assistant|>"))
            start = generator.token_count()
            while not generator.is_done():
                generator.generate_next_token()
            turns.append(self.tokenizer.decode(generator.get_sequence(0)[start:]))
        return turns
''', [{"prompt": "Hi"}, {"prompt": "What is the capital of Spain?"}]),
    edited("logits", '''
class M(Base):
    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=40)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(model_input["prompt"][0]))
        logits = generator.get_logits()
        best = int(np.argmax(logits[0, -1]))
        return [str(logits.dtype), logits.shape, best, self.tokenizer.decode([best])]
''', {"prompt": Q}),
    edited("a batch", '''
class M(Base):
    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(batch_size=len(model_input), max_length=30)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode_batch(list(model_input["prompt"])))
        while not generator.is_done():
            generator.generate_next_token()
        return [self.tokenizer.decode(generator.get_sequence(i)) for i in range(len(model_input))]
''', [{"prompt": HI}, {"prompt": HI}]),
    edited("predict_stream", '''
class M(Base):
    def predict(self, context, model_input):
        return "".join(self.predict_stream(context, model_input.to_dict(orient="records")[0]))
    def predict_stream(self, context, model_input, params=None):
        stream = self.tokenizer.create_stream()
        for token in self.tokens(self.tokenizer.encode(model_input["prompt"])):
            yield stream.decode(token)
''', {"prompt": HI}, streams=[{"prompt": HI}, [{"prompt": HI}, {"prompt": Q}]]),
    edited("no predict_stream", '''
class M(Base):
    def predict(self, context, model_input):
        return 1
''', {"prompt": HI}, streams=[{"prompt": HI}]),
    edited("exceptions of its own", '''
class Refused(Exception):
    pass
class M(Base):
    def predict(self, context, model_input):
        prompt = model_input["prompt"][0]
        if len(prompt) > 20:
            raise ValueError(f"Prompt of {len(prompt)} characters is too long.")
        if "secret" in prompt:
            raise Refused("no secrets")
        return 1 / len(prompt.replace("x", ""))
''', {"prompt": "y" * 21}, {"prompt": "a secret"}, {"prompt": "x"}, {"prompt": "ab"}),
    edited("an error while it loads", '''
class M(Base):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi-3"])
    def predict(self, context, model_input):
        return 1
''', {"prompt": "a"}),
    edited("what was set in the constructor", '''
class M(Base):
    def __init__(self, prefix="P", options=None):
        self.prefix, self.options = prefix, options or {"a": [1, 2]}
    def predict(self, context, model_input):
        self.options["a"].append(len(self.options["a"]))
        return [self.prefix, self.options]
''', {"prompt": "a"}, {"prompt": "a"}),
    edited("model_config", '''
class M(Base):
    def predict(self, context, model_input):
        config = context.model_config
        return [config, self.ask(model_input["prompt"][0], max_length=config["max_length"])]
''', {"prompt": Q}, model_config={"max_length": 20, "names": ["a"]}),
    edited("names of artifacts", '''
class M(Base):
    def predict(self, context, model_input):
        return [sorted(context.artifacts), os.path.basename(context.artifacts["phi3"]), os.path.isabs(context.artifacts["phi3"])]
''', {"prompt": "a"}),
    edited("type hints of texts", '''
class M(Base):
    def predict(self, context, model_input: list[str], params=None) -> list[str]:
        return [self.ask(each, max_length=20) for each in model_input]
''', [HI, Q], [1], "text", {"a": 1}, pd.DataFrame({"x": [HI]}), signature=None),
    edited("type hints without a context", '''
class M(Base):
    def predict(self, model_input: list[dict[str, str]]) -> list[str]:
        return [each["prompt"] for each in model_input]
''', [{"prompt": "a"}], [{"prompt": 1}], ["a"], [{"prompt": "a", "b": "c"}], signature=None),
    edited("type hints of numbers and options", '''
from typing import Optional
class M(Base):
    def predict(self, model_input: list[Optional[float]]):
        return sum(each or 0 for each in model_input)
''', [1.5, 2.5], [1.5, None], [1], signature=None),
    edited("no signature at all", '''
class M(Base):
    def predict(self, context, model_input, params=None):
        return [type(model_input).__name__, model_input if not isinstance(model_input, pd.DataFrame) else model_input.to_dict()]
''', {"prompt": "a"}, ["a"], "a", 5, pd.DataFrame({"a": [1]}), signature=None),
    edited("a signature of the example", '''
class M(Base):
    def predict(self, context, model_input):
        return [self.ask(each, max_length=20) for each in model_input["prompt"]]
''', {"prompt": HI}, {"prompt": 1}, signature=None, input_example=[{"prompt": HI, "n": 1}]),
    edited("a function", '''
def M():
    return lambda_model
def lambda_model(model_input):
    return [each.upper() for each in model_input["prompt"]]
''', {"prompt": "a"}, [{"prompt": "a"}, {"prompt": "b"}], input_example={"prompt": "x"}),
    edited("a whole number where a text is asked for", '''
class M(Base):
    def predict(self, context, model_input):
        return repr(model_input)
''', [{"prompt": "a"}, {"prompt": None}], {"prompt": "a" * 60}, {"prompt": True}, {"prompt": ["a", 1]}),
    edited("numbers inside lists and objects", '''
class M(Base):
    def predict(self, context, model_input):
        return [model_input.to_dict("records"), str(model_input.dtypes.to_dict())]
''', NESTED, {**NESTED, "n": [], "f": [], "o": {**NESTED["o"], "l": []}, "nn": [[]], "os": []}, {**NESTED, "f": [1]}, [NESTED, NESTED],
         signature=infer_signature(NESTED, "x")),
    edited("arithmetic of numpy's numbers", '''
class M(Base):
    def predict(self, context, model_input):
        n = self.tokenizer.encode(model_input["prompt"][0])[0]
        return [divmod(n, 7), divmod(7, n), n & 3, 6 | n, n << 2, n ^ 1, n >> 1, -np.float64(3), divmod(np.float64(7.5), 2), np.bool_(True) + 1, np.isclose(0.1 + 0.2, 0.3)]
''', {"prompt": HI}),
]  # fmt: skip


print_answers(CASES)
