"""Wrappers of yet other hands, written before the page was tried with them. After wrapper-cases.py."""

CASES = [
    file_case("tools that the answer may call", '''
import inspect
import json
import re
from typing import Any, Callable, get_type_hints

import mlflow
import onnxruntime_genai as og

TOOLS: dict[str, Callable[..., Any]] = {}
JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def tool(function=None, *, name=None):
    def register(function):
        TOOLS[name or function.__name__] = function
        return function

    return register(function) if function is not None else register


@tool
def capital_of(country: str, upper: bool = False) -> str:
    """The capital of a country."""
    city = {"Spain": "Madrid", "France": "Paris"}[country]
    return city.upper() if upper else city


@tool(name="add")
def _add(a: int, b: int = 1) -> int:
    """Adds two numbers.

    The second is optional.
    """
    return a + b


def schema_of(name, function):
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": inspect.getdoc(function).splitlines()[0],
            "parameters": {
                "type": "object",
                "properties": {key: {"type": JSON_TYPES[hints[key]]} for key in parameters},
                "required": [key for key, each in parameters.items() if each.default is inspect.Parameter.empty],
            },
        },
    }


class M(mlflow.pyfunc.PythonModel):
    CALL = re.compile(r"<tool>(?P<name>\\w+)\\((?P<arguments>.*?)\\)</tool>", re.DOTALL)

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def call(self, match):
        function = TOOLS.get(match["name"])
        if function is None:
            return f"[no tool {match['name']!r}, only {sorted(TOOLS)}]"
        try:
            arguments = json.loads("{" + match["arguments"] + "}")
            bound = inspect.signature(function).bind(**arguments)
            bound.apply_defaults()
            return f"{function(*bound.args, **bound.kwargs)}"
        except (json.JSONDecodeError, TypeError, KeyError) as error:
            return f"[{type(error).__name__}: {error}]"

    def predict(self, context, model_input, params=None):
        (prompt,) = model_input["prompt"]
        if prompt == "schemas":
            return [schema_of(*item) for item in TOOLS.items()]
        seen = self.tokenizer.decode(self.tokenizer.encode(prompt))
        return {"seen": seen, "done": self.CALL.sub(self.call, prompt), "calls": [m.groupdict() for m in self.CALL.finditer(prompt)]}
''', {"prompt": "schemas"}, {"prompt": 'In <tool>capital_of("country": "Spain", "upper": true)</tool> and <tool>add("a": 2)</tool>'},
        {"prompt": '<tool>capital_of()</tool><tool>add("a": 1, "c": 2)</tool><tool>nothing()</tool><tool>add(x)</tool><tool>capital_of("country": "Italy")</tool>'}),
    file_case("a context window kept by dropping turns", '''
from collections import deque
from dataclasses import KW_ONLY, dataclass, field

import mlflow
import onnxruntime_genai as og


@dataclass(slots=True)
class Turn:
    role: str
    content: str
    _: KW_ONLY
    tokens: int = field(default=0, compare=False)

    def __post_init__(self):
        if self.role not in ("system", "user", "assistant"):
            raise ValueError(f"unknown role {self.role!r}")

    def __str__(self):
        return f"<|{self.role}|>{self.content}<|end|>"


@dataclass
class Window:
    budget: int
    turns: deque = field(default_factory=deque)

    def add(self, turn):
        self.turns.append(turn)
        while sum(each.tokens for each in self.turns) > self.budget and len(self.turns) > 1:
            dropped = next(each for each in self.turns if each.role != "system")
            self.turns.remove(dropped)
            yield dropped


class M(mlflow.pyfunc.PythonModel):
    def __getstate__(self):
        """What load_context has set cannot be pickled."""
        return {}

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        window, dropped = Window(budget=24), []
        for row in model_input.to_dict(orient="records"):
            turn = Turn(row.get("role") or "user", row["prompt"])
            turn.tokens = len(self.tokenizer.encode(str(turn)))
            dropped.extend(window.add(turn))
        prompt = "".join(map(str, window.turns)) + "<|assistant|>"
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=len(self.tokenizer.encode(prompt)) + 6)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        text = self.tokenizer.decode(generator.get_sequence(0))
        return {"window": window, "dropped": dropped, "text": text, "count": generator.token_count()}
''', [{"prompt": "What is the capital of Spain?"}], [{"prompt": "Answer shortly."}, {"prompt": "What is the capital of Spain?"}, {"prompt": "And the capital of France?"}, {"prompt": "Hi"}],
        [{"prompt": "Hi", "role": "robot"}], signature=None, input_example={"prompt": "Hi"}),
    file_case("few-shot rows of a CSV artifact's neighbours", '''
import csv
import json
import os
from pathlib import Path

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    ROWS = "question,answer\\nCapital of France?,Paris\\n\\"Capital of Italy, in Europe?\\",Rome\\n"

    def load_context(self, context):
        home = Path(context.artifacts["phi3"])
        self.model = og.Model(str(home))
        self.tokenizer = og.Tokenizer(self.model)
        self.facts = {name: json.loads((home / f"{name}.json").read_text(encoding="utf-8")) for name in ("config", "genai_config")}
        self.files = sorted(each.name for each in home.iterdir() if each.suffix == ".json")
        path = Path(os.environ.get("SHOTS_DIR", ".")) / "held_out_shots.csv"
        path.write_text(self.ROWS)
        with path.open(newline="") as file:
            self.shots = [dict(row) for row in csv.DictReader(file)]
        path.unlink()
        self.exists = path.exists()

    def predict(self, context, model_input, params=None):
        shots = "\\n".join("Q: {question}\\nA: {answer}".format(**shot) for shot in self.shots)
        out = []
        for prompt in model_input.prompt:
            ids = self.tokenizer.encode(f"{shots}\\nQ: {prompt}\\nA:")
            parameters = og.GeneratorParams(self.model)
            parameters.set_search_options(max_length=min(len(ids) + 5, self.facts["genai_config"]["search"]["max_length"]), min_length=len(ids) + 2)
            generator = og.Generator(self.model, parameters)
            generator.append_tokens(ids)
            while not generator.is_done():
                generator.generate_next_token()
            out.append((prompt, self.tokenizer.decode(generator.get_sequence(0)[len(ids):])))
        return {"answers": out, "files": self.files, "exists": self.exists, "type": self.facts["config"]["model_type"], "layers": self.facts["genai_config"]["model"]["decoder"]["num_hidden_layers"], "artifacts": sorted(context.artifacts)}
''', {"prompt": "Capital of Spain?"}, [{"prompt": ""}, {"prompt": "ÄÖ ß"}]),
    file_case("a small schema checked by hand, with retries", '''
import json
import time
from functools import wraps

import mlflow
import onnxruntime_genai as og

SCHEMA = {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}, "people": {"type": "integer", "minimum": 0}}}
TYPES = {"object": dict, "string": str, "integer": int, "array": list, "number": (int, float), "boolean": bool, "null": type(None)}


class SchemaError(ValueError):
    def __init__(self, path, message):
        self.path = path
        super().__init__(f"{'/'.join(path) or '(root)'}: {message}")


def validate(value, schema, path=()):
    expected = TYPES[schema["type"]]
    if not isinstance(value, expected) or (isinstance(value, bool) and schema["type"] == "integer"):
        raise SchemaError(path, f"{value!r} is not of type {schema['type']!r}")
    for name in schema.get("required", []):
        if name not in value:
            raise SchemaError(path, f"{name!r} is a required property")
    if "minimum" in schema and value < schema["minimum"]:
        raise SchemaError(path, f"{value} is less than the minimum of {schema['minimum']}")
    for name, each in schema.get("properties", {}).items():
        if name in value:
            validate(value[name], each, (*path, name))
    return value


def retry(times, *errors):
    def decorate(function):
        @wraps(function)
        def call(self, *args, **kwargs):
            failures = []
            for attempt in range(times):
                try:
                    return function(self, *args, attempt=attempt, **kwargs)
                except errors as error:
                    failures.append(error)
                    time.sleep(0.001 * 2**attempt)
            raise RuntimeError(f"{function.__name__} failed {times} times: " + "; ".join(map(str, failures))) from failures[-1]

        return call

    return decorate


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    @retry(2, SchemaError, json.JSONDecodeError)
    def extract(self, text, *, attempt):
        """The JSON of a text."""
        cut = text[attempt:]
        start, end = cut.find("{"), cut.rfind("}")
        return {**validate(json.loads(cut[start : end + 1]), SCHEMA), "attempt": attempt}

    def predict(self, context, model_input):
        echoed = self.tokenizer.decode(self.tokenizer.encode(model_input["prompt"][0]))
        return self.extract(echoed) | {"doc": self.extract.__doc__, "name": self.extract.__name__}
''', {"prompt": '{"city": "Madrid", "people": 3}'}, {"prompt": '{{"city": "Madrid"}'}, {"prompt": '{"people": true, "city": "x"}'}, {"prompt": '{"city": 5}'}, {"prompt": "nothing"}, {"prompt": '{"people": -1, "city": ""}'}, {"prompt": "[1]"}),
    file_case("a stream as events", '''
import json

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.asked = 0

    def _pieces(self, prompt, limit=8):
        params = og.GeneratorParams(self.model)
        ids = self.tokenizer.encode(prompt)
        params.set_search_options(max_length=len(ids) + limit)
        generator = og.Generator(self.model, params)
        stream = self.tokenizer.create_stream()
        generator.append_tokens(ids)
        try:
            while not generator.is_done():
                generator.generate_next_token()
                yield stream.decode(generator.get_next_tokens()[0])
        finally:
            self.asked += 1
            del generator

    def predict_stream(self, context, model_input, params=None):
        prompt = model_input["prompt"] if isinstance(model_input, dict) else model_input["prompt"].iloc[0]
        for at, piece in enumerate(self._pieces(prompt)):
            yield "data: " + json.dumps({"index": at, "delta": piece, **(params or {})}) + "\\n\\n"
        yield "data: [DONE]\\n\\n"

    def predict(self, context, model_input, params=None):
        self.asked = 0
        events = list(self.predict_stream(context, model_input, params))
        pieces = self._pieces(model_input["prompt"].iloc[0])
        first = next(pieces)
        pieces.close()
        return {"events": events, "first": first, "asked": self.asked, "rest": list(pieces)}
''', {"prompt": Q}, ({"prompt": HI}, {"nothing": 1}), streams=[{"prompt": HI}, {"prompt": 5}, {"other": HI}, [{"prompt": HI}]]),
    file_case("params of every type", '''
import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input, params):
        return {name: (type(value).__name__, value if not hasattr(value, "tolist") else value.tolist()) for name, value in sorted(params.items())}
''', {"prompt": "Hi"}, ({"prompt": "Hi"}, {"n": 2, "x": 1, "flag": False, "name": "b", "words": ["c"], "counts": [3]}), ({"prompt": "Hi"}, {"n": "2"}), ({"prompt": "Hi"}, {"flag": 1}), ({"prompt": "Hi"}, {"words": "c"}),
        ({"prompt": "Hi"}, {"counts": [1.5]}), ({"prompt": "Hi"}, {"x": None}), ({"prompt": "Hi"}, {"unknown": 1}), ({"prompt": "Hi"}, {"n": 2.0}), ({"prompt": "Hi"}, {"n": True}), ({"prompt": "Hi"}, {"name": 5}), ({"prompt": "Hi"}, {"words": []}),
        signature=infer_signature({"prompt": "Hi"}, None, params={"n": 1, "x": 0.5, "flag": True, "name": "a", "words": ["a", "b"], "counts": [1, 2]})),
    file_case("None, NaN and columns that may be missing", '''
import math

import mlflow
import pandas as pd


class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        rows = []
        for _, row in model_input.iterrows():
            system = row["system"] if "system" in model_input.columns and not pd.isna(row["system"]) else "default"
            rows.append(f"{system}: {row['prompt']} x{row['count'] + 1}")
        return {"rows": rows, "columns": list(model_input.columns), "types": [str(each) for each in model_input.dtypes], "missing": int(model_input.isna().sum().sum()), "index": model_input.index.tolist()}
''', {"prompt": "Hi", "count": 1}, {"prompt": "Hi", "count": 1, "system": None}, [{"prompt": "a", "count": 1, "system": "s"}, {"prompt": "b", "count": 2}], {"prompt": None, "count": 1}, {"prompt": "Hi", "count": 1.5}, {"prompt": "Hi", "count": None},
        {"prompt": "Hi", "count": "1"}, {"prompt": "Hi"}, {"prompt": ["a", "b"], "count": [1, 2]}, "Hi", pd.DataFrame({"count": [3], "prompt": ["c"], "more": [1]}), {"prompt": "Ünïcödé 🎈 \\u0000", "count": 2**53}, signature=COLUMNS),
    file_case("batches of a DataFrame, with its index", '''
import mlflow
import numpy as np
import onnxruntime_genai as og
import pandas as pd


def batches(frame, size):
    for start in range(0, len(frame), size):
        yield frame.iloc[start : start + size]


class M(mlflow.pyfunc.PythonModel):
    BATCH = 2

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        parts = []
        for number, batch in enumerate(batches(model_input, self.BATCH)):
            part = batch.copy()
            part["tokens"] = [len(self.tokenizer.encode(text)) for text in batch["prompt"]]
            part["batch"] = number
            part["share"] = (part["tokens"] / part["tokens"].sum()).round(3)
            parts.append(part)
        whole = pd.concat(parts)
        whole["rank"] = np.argsort(np.argsort(-whole["tokens"].to_numpy()))
        return whole.reset_index(drop=False)
''', pd.DataFrame({"prompt": ["one", "two words", "and three words", "x"]}), pd.DataFrame({"prompt": ["a", "b c"]}, index=["first", "second"]), {"prompt": "Hi"}, pd.DataFrame({"prompt": []})),
    file_case("groups of an index of two levels", '''
import mlflow
import pandas as pd


class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        frame = model_input.assign(length=model_input["prompt"].str.len(), kind=["question" if text.endswith("?") else "text" for text in model_input["prompt"]])
        grouped = frame.groupby("kind")["length"].agg(["count", "mean"])
        return {"table": grouped.reset_index().to_dict("records"), "first": frame.groupby("kind").first().to_dict(), "repr": repr(grouped)}
''', [{"prompt": "What?"}, {"prompt": "Hi"}, {"prompt": "Who are you?"}]),
    file_case("state that grows over rows, and class attributes", '''
import itertools
from collections import Counter, defaultdict

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    instances = 0
    seen = []
    ids = itertools.count(1)

    def __init__(self):
        type(self).instances += 1
        self.history = defaultdict(list)
        self.words = Counter()

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.seen.append("loaded")

    def predict(self, context, model_input, params=None):
        for prompt in model_input["prompt"]:
            self.history[prompt[:1]].append(next(self.ids))
            self.words.update(prompt.lower().split())
            self.seen.append(prompt)
        return {"history": self.history, "words": self.words, "seen": M.seen, "own": "seen" in vars(self), "attributes": sorted(vars(self)), "is": self.seen is M.seen}
''', [{"prompt": "Hi there"}, {"prompt": "Hello there"}, {"prompt": "hi"}]),
    file_case("context managers, generators and send", '''
import contextlib
import io
import sys

import mlflow
import onnxruntime_genai as og


@contextlib.contextmanager
def limited(log, name):
    log.append(f"enter {name}")
    try:
        yield name.upper()
    except KeyError as error:
        log.append(f"swallowed {error!r}")
    finally:
        log.append(f"exit {name}")


class Closing:
    def __init__(self, generator):
        self.generator = generator

    def __enter__(self):
        return self.generator

    def __exit__(self, *exc_info):
        del self.generator


def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            return total
        total += value
        count += 1
        average = total / count


def outer(values):
    average = averager()
    next(average)
    for value in values:
        yield average.send(value)
    try:
        average.send(None)
    except StopIteration as stop:
        yield ("total", stop.value)
    yield from (n for n in range(2))


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        log, printed = [], io.StringIO()
        with contextlib.ExitStack() as stack, contextlib.redirect_stdout(printed):
            stack.callback(log.append, "callback")
            name = stack.enter_context(limited(log, "first"))
            print("inside", name)
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=12)
            with Closing(og.Generator(self.model, params)) as generator:
                generator.append_tokens(self.tokenizer.encode(model_input["prompt"][0]))
                while not generator.is_done():
                    generator.generate_next_token()
                ids = generator.get_sequence(0)
            lengths = list(outer([len(ids), 2]))
            with limited(log, "second"), contextlib.suppress(ZeroDivisionError):
                1 / 0
            {}["gone"]
        return {"log": log, "printed": printed.getvalue(), "lengths": lengths, "tokens": len(ids), "gone": sys.exc_info()[0]}
''', {"prompt": "Hi"}),
    file_case("messages of pydantic in and out", '''
from typing import Literal, Optional

import mlflow
import onnxruntime_genai as og
from pydantic import BaseModel, ConfigDict, Field


class Message(BaseModel):
    role: Literal["system", "user", "assistant"]
    content: str = Field(min_length=1)
    name: Optional[str] = None


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)
    text: str
    tokens: int
    names: list[str] = []


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input: list[Message], params=None) -> list[Answer]:
        answers = []
        for message in model_input:
            ids = self.tokenizer.encode(message.content)
            answers.append(Answer(text=f"{message.role}: {message.content}", tokens=len(ids), names=[message.name] if message.name else []))
        return answers
''', [{"role": "user", "content": "Hi"}], [{"role": "user", "content": "Hi", "name": "me"}, {"role": "system", "content": "Be brief"}], [{"role": "robot", "content": "Hi"}], [{"role": "user", "content": ""}], [{"role": "user"}], {"role": "user", "content": "Hi"}, [],
        [{"role": "user", "content": "Hi", "more": 1}], ["Hi"], [{"role": "user", "content": 5}], signature=None),
    file_case("type hints of nested models and dicts", '''
import mlflow
import pydantic


class Place(pydantic.BaseModel):
    name: str
    size: float = 1.0


class Request(pydantic.BaseModel):
    question: str
    places: list[Place] = []
    options: dict[str, int] | None = None
    tags: list[str] | None = None


class M(mlflow.pyfunc.PythonModel):
    def predict(self, model_input: list[Request]) -> list[dict]:
        return [{"question": each.question, "places": [place.model_dump() for place in each.places], "options": each.options, "set": sorted(each.model_fields_set), "json": each.model_dump_json(exclude_none=True)} for each in model_input]
''', [{"question": "a"}], [{"question": "a", "places": [{"name": "Madrid"}, {"name": "Rome", "size": 2}], "options": {"n": 1}, "tags": ["x"]}], [{"places": []}], [{"question": "a", "options": {"n": "x"}}], [{"question": "a", "places": [{"size": 1}]}], "a", signature=None),
    file_case("exceptions of every phase: the constructor", '''
import mlflow


class M(mlflow.pyfunc.PythonModel):
    def __init__(self):
        raise RuntimeError("no model without a licence")

    def predict(self, context, model_input):
        return "never"
''', {"prompt": "Hi"}),
    file_case("exceptions of every phase: load_context", '''
import os

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(os.path.join(context.artifacts["phi4"], "cpu"))

    def predict(self, context, model_input):
        return "never"
''', {"prompt": "Hi"}),
    file_case("exceptions of every phase: predict", '''
import mlflow
import onnxruntime_genai as og
from mlflow.exceptions import MlflowException


class Refused(MlflowException):
    pass


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        kind = model_input["prompt"][0]
        params = og.GeneratorParams(self.model)
        if kind == "refused":
            raise Refused("not that", error_code=3)
        if kind == "exit":
            raise SystemExit(2)
        if kind == "stop":
            return next(iter(()))
        if kind == "group":
            raise ExceptionGroup("many", [ValueError("a"), KeyError("b")])
        if kind == "option":
            params.set_search_options(temperatur=0.5)
        if kind == "type":
            params.set_search_options(max_length="long")
        if kind == "tokens":
            og.Generator(self.model, params).append_tokens(["a"])
        if kind == "empty":
            og.Generator(self.model, params).generate_next_token()
        if kind == "range":
            return self.tokenizer.decode([10**6])
        if kind == "attribute":
            return self.modell
        if kind == "unicode":
            return self.tokenizer.encode("\\ud800")
        if kind == "recursion":
            return self.predict(context, model_input)
        if kind == "note":
            error = ValueError("with a note")
            error.add_note("the note")
            raise error
        assert kind == "fine", kind
        return None
''', *[{"prompt": kind} for kind in ("fine", "refused", "stop", "group", "option", "type", "tokens", "empty", "range", "attribute", "unicode", "note", "")]),
    file_case("a ResponsesAgent with custom inputs", '''
import mlflow
import onnxruntime_genai as og
from mlflow.pyfunc import ResponsesAgent
from mlflow.types.responses import ResponsesAgentRequest, ResponsesAgentResponse, ResponsesAgentStreamEvent


class M(ResponsesAgent):
    def __getstate__(self):
        return {}

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def prompt(self, request):
        text = ""
        for item in request.input:
            each = item.model_dump()
            content = each["content"]
            if isinstance(content, list):
                content = " ".join(part["text"] for part in content)
            text += f"<|{each['role']}|>{content}<|end|>"
        return text + "<|assistant|>"

    def predict(self, request: ResponsesAgentRequest) -> ResponsesAgentResponse:
        inputs = request.custom_inputs or {}
        params = og.GeneratorParams(self.model)
        prompt = self.prompt(request)
        ids = self.tokenizer.encode(prompt)
        params.set_search_options(max_length=len(ids) + int(inputs.get("limit", 6)))
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        text = self.tokenizer.decode(generator.get_sequence(0)[len(ids):])
        return ResponsesAgentResponse(output=[self.create_text_output_item(text=text, id="msg_1")], custom_outputs={"prompt": prompt, "inputs": inputs, "temperature": request.temperature})

    def predict_stream(self, request):
        response = self.predict(request)
        for at, word in enumerate(response.output[0].content[0]["text"].split()):
            yield ResponsesAgentStreamEvent(**self.create_text_delta(delta=word, item_id="msg_1"), custom_outputs={"at": at})
        yield ResponsesAgentStreamEvent(type="response.output_item.done", item=response.output[0])
''', {"input": [{"role": "user", "content": "What is the capital of Spain?"}]}, {"input": [{"role": "user", "content": "Hi"}], "custom_inputs": {"limit": 2, "who": None}, "temperature": 0.5},
        {"input": [{"role": "user", "content": [{"type": "input_text", "text": "Hi"}]}]}, {"input": "Hi"}, {"input": []}, {"nothing": 1}, {"input": [{"role": "user", "content": "Hi"}], "custom_inputs": {"limit": "many"}}, signature=None, streams=[{"input": [{"role": "user", "content": "Hi"}]}]),
    file_case("a ChatModel that reads custom inputs and stop words", '''
import mlflow
import onnxruntime_genai as og
from mlflow.pyfunc import ChatModel
from mlflow.types.llm import ChatChoice, ChatCompletionResponse, ChatMessage, ChatParams, TokenUsageStats


class M(ChatModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, messages: list[ChatMessage], params: ChatParams) -> ChatCompletionResponse:
        prompt = "".join(f"<|{m.role}|>{m.content}<|end|>" for m in messages) + "<|assistant|>"
        ids = self.tokenizer.encode(prompt)
        search = og.GeneratorParams(self.model)
        search.set_search_options(max_length=len(ids) + (params.max_tokens or 8), temperature=params.temperature)
        generator = og.Generator(self.model, search)
        generator.append_tokens(ids)
        stream, text, reason = self.tokenizer.create_stream(), "", "length"
        while not generator.is_done():
            generator.generate_next_token()
            text += stream.decode(generator.get_next_tokens()[0])
            hits = [word for word in params.stop or [] if word in text]
            if hits:
                text, reason = text.split(hits[0])[0], "stop"
                break
        used = len(self.tokenizer.encode(text))
        return ChatCompletionResponse(
            choices=[ChatChoice(index=0, message=ChatMessage(role="assistant", content=text), finish_reason=reason)],
            usage=TokenUsageStats(prompt_tokens=len(ids), completion_tokens=used, total_tokens=len(ids) + used), model="held-out", created=0, id="1",
            custom_outputs={"who": (params.custom_inputs or {}).get("who"), "n": params.n, "metadata": str(params.metadata)},
        )
''', {"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}, {"messages": [{"role": "user", "content": "What is the capital of Spain?"}], "stop": ["is"], "max_tokens": 20, "custom_inputs": {"who": "me"}}, {"messages": [{"role": "user"}]},
        {"messages": [{"role": "user", "content": "Hi"}], "temperature": "hot"}, {"messages": []}, {"messages": [{"role": "user", "content": "Hi"}], "n": 2, "stop": "x"}, {"prompt": "Hi"}, {"messages": [{"role": "user", "content": "Hi", "name": "x"}], "unknown": 1}, signature=None),
    file_case("transformers' generate with a GenerationConfig and batch_decode", '''
import mlflow
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        path = context.artifacts["phi3"]
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.tokenizer = AutoTokenizer.from_pretrained(path, padding_side="left")
        self.model = AutoModelForCausalLM.from_pretrained(path, torch_dtype=torch.float32).to(self.device).eval()
        if self.tokenizer.pad_token is None:
            self.tokenizer.pad_token = self.tokenizer.eos_token

    @torch.inference_mode()
    def predict(self, context, model_input, params=None):
        texts = model_input["prompt"].tolist()
        batch = self.tokenizer(texts, return_tensors="pt", padding=True, truncation=True, max_length=32).to(self.device)
        config = GenerationConfig(max_new_tokens=(params or {}).get("max_length", 6), do_sample=False, pad_token_id=self.tokenizer.pad_token_id, eos_token_id=self.tokenizer.eos_token_id)
        out = self.model.generate(**batch, generation_config=config)
        new = out[:, batch["input_ids"].shape[1]:]
        texts = self.tokenizer.batch_decode(new, skip_special_tokens=True)
        return [{"text": text.strip(), "ids": ids.tolist(), "shape": tuple(out.shape), "mask": int(mask.sum()), "device": str(out.device)} for text, ids, mask in zip(texts, new, batch["attention_mask"])]
''', {"prompt": "<|user|>Hi<|end|><|assistant|>"}, [{"prompt": HI}, {"prompt": Q}], ({"prompt": HI}, {"max_length": 2}), signature=PARAMS),
    file_case("answers of many kinds by a match of types", '''
import datetime
import decimal
import enum
import pathlib
import types
import uuid

import mlflow
import numpy as np
import pandas as pd


class Colour(enum.Enum):
    RED = 1


class M(mlflow.pyfunc.PythonModel):
    KINDS = {
        "none": None, "bool": True, "int": 10**20, "float": 1e300, "nan": float("nan"), "bytes": b"\\x00a", "tuple": (1, (2,)), "set": {3}, "complex": 1j, "enum": Colour.RED, "date": datetime.date(2024, 5, 1),
        "delta": datetime.timedelta(hours=1), "decimal": decimal.Decimal("1.10"), "path": pathlib.PurePosixPath("a/b"), "uuid": uuid.UUID(int=5), "namespace": types.SimpleNamespace(a=[1]), "series": pd.Series([1.5, None], name="n"),
        "frame": pd.DataFrame({"a": [1, 2], "b": ["x", None]}), "array": np.arange(4).reshape(2, 2), "scalar": np.float32(0.1), "index": pd.Index(["a"]), "range": range(2), "type": int, "ellipsis": ..., "nested": {"a": [{"b": (None,)}]},
        "unicode": "🎈 ñ \\u200b \\ud83d", "empty": pd.DataFrame(), "lines": "a\\nb\\r\\n\\tc",
    }

    def predict(self, context, model_input):
        match model_input["prompt"].tolist():
            case [str(kind)] if kind in self.KINDS:
                return self.KINDS[kind]
            case ["lambda"]:
                return [callable(lambda: 0)]
            case [first, *rest]:
                return {"first": first, "rest": rest}
''', *[{"prompt": kind} for kind in ("none bool int float nan bytes tuple set complex enum date delta decimal path uuid namespace series frame array scalar index range type ellipsis nested unicode empty lines lambda".split())], [{"prompt": "a"}, {"prompt": "b"}]),
]  # fmt: skip


print_answers(CASES)
