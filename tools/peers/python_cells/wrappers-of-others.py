"""Wrappers of many hands: each a whole file, in a style of its own. After wrapper-cases.py."""

CASES = [
    file_case("a dataclass of settings, a logger and a Template", '''
import logging
import time
from dataclasses import asdict, dataclass, field
from string import Template
from typing import Any, Dict, List, Optional

import mlflow
import onnxruntime_genai as og
import pandas as pd

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

PROMPT = Template("<|user|>$question<|end|><|assistant|>")


@dataclass(frozen=True)
class GenerationSettings:
    max_length: int = 60
    do_sample: bool = False
    stop: List[str] = field(default_factory=lambda: [".", "\\n"])

    def search_options(self) -> Dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if key != "stop"}


class M(mlflow.pyfunc.PythonModel):
    """Answers one question."""

    def __init__(self, settings: Optional[GenerationSettings] = None):
        self.settings = settings or GenerationSettings()

    def load_context(self, context):
        started = time.perf_counter()
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        logger.info("Loaded in %.2f s", time.perf_counter() - started)

    def _generate(self, prompt: str) -> str:
        params = og.GeneratorParams(self.model)
        params.set_search_options(**self.settings.search_options())
        generator = og.Generator(self.model, params)
        tokens = self.tokenizer.encode(prompt)
        generator.append_tokens(tokens)
        stream = self.tokenizer.create_stream()
        pieces = []
        while not generator.is_done():
            generator.generate_next_token()
            pieces.append(stream.decode(generator.get_next_tokens()[0]))
            if pieces[-1].endswith(tuple(self.settings.stop)):
                break
        return "".join(pieces)

    def predict(self, context, model_input: pd.DataFrame, params: Optional[Dict[str, Any]] = None) -> List[Dict[str, Any]]:
        out = []
        for prompt in model_input["prompt"].tolist():
            started = time.time()
            answer = self._generate(PROMPT.substitute(question=prompt))
            seconds = time.time() - started
            logger.info("answered in %.1f s", seconds)
            out.append({"answer": answer, "settings": asdict(self.settings), "fast": seconds < 60, "repr": repr(self.settings)})
        return out
''', {"prompt": "What is the capital of Spain?"}, {"prompt": "Costs $5"}, {"nothing": 1}),
    file_case("few-shot examples of a CSV text", '''
import csv
import io

import mlflow
import onnxruntime_genai as og

EXAMPLES = """question,answer
What is the capital of France?,Paris
"What is the capital of Italy, please?",Rome
"""


def read_examples(text):
    return list(csv.DictReader(io.StringIO(text)))


class M(mlflow.pyfunc.PythonModel):
    EXAMPLES = read_examples(EXAMPLES)

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def prompt_for(self, question):
        lines = []
        for row in self.EXAMPLES:
            lines.append(f"<|user|>{row['question']}<|end|>")
            lines.append(f"<|assistant|>{row['answer']}<|end|>")
        lines += [f"<|user|>{question}<|end|>", "<|assistant|>"]
        return "\\n".join(lines)

    def predict(self, context, model_input):
        prompts = [self.prompt_for(q) for q in model_input["prompt"]]
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=120)
        answers = []
        for prompt in prompts:
            ids = self.tokenizer.encode(prompt)
            generator = og.Generator(self.model, params)
            generator.append_tokens(ids)
            while not generator.is_done():
                generator.generate_next_token()
            answers.append(self.tokenizer.decode(generator.get_sequence(0)[len(ids):]).strip())
            del generator
        buffer = io.StringIO()
        writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
        writer.writerow(["prompt", "answer"])
        writer.writerows(zip(model_input["prompt"], answers))
        return buffer.getvalue()
''', {"prompt": "What is the capital of Spain?"}, [{"prompt": "Hi"}, {"prompt": 'a "quoted" one'}]),
    file_case("JSON mode: the first object in the answer, checked by pydantic, tried again", '''
import json
import re
from typing import Literal, Optional

import mlflow
import onnxruntime_genai as og
from pydantic import BaseModel, Field, ValidationError, field_validator


class City(BaseModel):
    name: str = Field(min_length=2)
    country: Literal["Spain", "France"] = "Spain"
    population: Optional[int] = Field(default=None, ge=0)

    @field_validator("name")
    @classmethod
    def capital(cls, value):
        if not value[0].isupper():
            raise ValueError("must start with a capital letter")
        return value


class M(mlflow.pyfunc.PythonModel):
    MAX_RETRIES = 2

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def _complete(self, prompt):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=50, do_sample=False)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0))

    @staticmethod
    def _first_object(text):
        match = re.search(r"\\{.*?\\}", text, flags=re.DOTALL)
        if match is None:
            raise ValueError("no JSON object in the answer")
        return match.group(0)

    def predict(self, context, model_input, params=None):
        prompt = model_input["prompt"].iloc[0]
        errors = []
        for attempt in range(1, self.MAX_RETRIES + 1):
            answer = self._complete(prompt if attempt == 1 else f"{prompt} (attempt {attempt})")
            try:
                city = City.model_validate_json(self._first_object(answer))
            except ValidationError as error:
                errors.append([f"{each['loc']}: {each['msg']} ({each['type']})" for each in error.errors()])
            except (ValueError, json.JSONDecodeError) as error:
                errors.append(str(error))
            else:
                return city.model_dump() | {"attempts": attempt}
        return {"error": errors, "schema": City.model_json_schema()}
''', {"prompt": '{"name": "Madrid", "country": "Spain"}'}, {"prompt": '{"name": "x", "country": "Italy"}'}, {"prompt": '{"name": "madrid", "population": -1}'}, {"prompt": "no object"}),
    file_case("a cache of answers by functools", '''
import functools
from functools import cached_property, lru_cache, partial, reduce

import mlflow
import onnxruntime_genai as og


class Phi3Engine:
    def __init__(self, path, **search_options):
        self.path = path
        self.search_options = search_options

    @cached_property
    def model(self):
        return og.Model(self.path)

    @cached_property
    def tokenizer(self):
        return og.Tokenizer(self.model)

    @lru_cache(maxsize=2)
    def complete(self, prompt):
        params = og.GeneratorParams(self.model)
        params.set_search_options(**self.search_options)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0))


def counted(function):
    @functools.wraps(function)
    def wrapper(self, *args, **kwargs):
        wrapper.calls += 1
        return function(self, *args, **kwargs)

    wrapper.calls = 0
    return wrapper


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.engine = Phi3Engine(context.artifacts["phi3"], max_length=30)
        self.ask = partial(self.engine.complete)

    @counted
    def one(self, prompt):
        "Asks once."
        return self.ask(prompt)

    def predict(self, context, model_input):
        answers = [self.one(prompt) for prompt in model_input["prompt"]]
        info = self.engine.complete.cache_info()
        return {"answers": answers, "info": str(info), "hits": info.hits, "calls": self.one.calls, "doc": self.one.__doc__,
                "name": self.one.__name__, "letters": reduce(lambda total, each: total + len(each), answers, 0)}
''', [{"prompt": "Hi"}, {"prompt": "Hi"}, {"prompt": "Hello"}, {"prompt": "Hey"}, {"prompt": "Hi"}]),
    file_case("answers gathered by asyncio", '''
import asyncio

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    async def _answer(self, prompt, semaphore):
        async with semaphore:
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=24)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(prompt))
            while not generator.is_done():
                generator.generate_next_token()
                await asyncio.sleep(0)
            return self.tokenizer.decode(generator.get_sequence(0))

    async def _all(self, prompts):
        semaphore = asyncio.Semaphore(2)
        tasks = [asyncio.create_task(self._answer(prompt, semaphore)) for prompt in prompts]
        return await asyncio.gather(*tasks)

    async def _first(self):
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(30)
        except TimeoutError as error:
            return f"{type(error).__name__}: {error}"

    def predict(self, context, model_input):
        answers = asyncio.run(self._all(list(model_input["prompt"])))
        return answers + [asyncio.run(self._first()), asyncio.run(asyncio.to_thread(sum, [1, 2]))]
''', [{"prompt": "Hi"}, {"prompt": "<|user|>What is the capital of Spain?<|end|><|assistant|>"}, {"prompt": "Hello"}]),
    file_case("a pool of threads", '''
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.lock = threading.Lock()

    def ask(self, prompt):
        with self.lock:
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=24)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(prompt))
            while not generator.is_done():
                generator.generate_next_token()
            return self.tokenizer.decode(generator.get_sequence(0))

    def predict(self, context, model_input):
        prompts = list(model_input["prompt"])
        with ThreadPoolExecutor(max_workers=4) as pool:
            answers = list(pool.map(self.ask, prompts))
        with ThreadPoolExecutor() as pool:
            futures = {pool.submit(self.ask, prompt): prompt for prompt in prompts}
            done = {futures[future]: future.result() for future in as_completed(futures)}
            failed = pool.submit(lambda: 1 / 0)
            error = repr(failed.exception())
        results = queue.Queue()
        worker = threading.Thread(target=lambda: results.put(self.ask(prompts[0])), daemon=True)
        worker.start()
        worker.join(timeout=60)
        return {"answers": answers, "done": dict(sorted(done.items())), "error": error, "queued": results.get(timeout=1), "alive": worker.is_alive()}
''', [{"prompt": "Hi"}, {"prompt": "Hello"}]),
    file_case("transformers with TextIteratorStreamer in a thread", '''
from threading import Thread

import mlflow
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, TextIteratorStreamer


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        path = context.artifacts["phi3"]
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.model = AutoModelForCausalLM.from_pretrained(path, torch_dtype=torch.float32)
        self.model.eval()

    def _chunks(self, prompt, max_new_tokens):
        messages = [{"role": "user", "content": prompt}]
        inputs = self.tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt", return_dict=True)
        streamer = TextIteratorStreamer(self.tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=60.0)
        kwargs = dict(**inputs, streamer=streamer, max_new_tokens=max_new_tokens, do_sample=False)
        thread = Thread(target=self.model.generate, kwargs=kwargs)
        thread.start()
        for text in streamer:
            yield text
        thread.join()

    def predict(self, context, model_input, params=None):
        limit = int((params or {}).get("max_new_tokens", 16))
        return ["".join(self._chunks(prompt, limit)) for prompt in model_input["prompt"]]

    def predict_stream(self, context, model_input, params=None):
        yield from self._chunks(model_input["prompt"], 8)
''', {"prompt": "What is the capital of Spain?"}, ({"prompt": "Hi"}, {"max_new_tokens": 3}), signature=infer_signature({"prompt": "a"}, "x", params={"max_new_tokens": 16}), streams=[{"prompt": "Hi"}]),
    file_case("a LogitsProcessor and a StoppingCriteria", '''
import mlflow
import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    LogitsProcessor,
    LogitsProcessorList,
    StoppingCriteria,
    StoppingCriteriaList,
)


class BanTokens(LogitsProcessor):
    def __init__(self, ids):
        self.ids = list(ids)

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        scores[:, self.ids] = -float("inf")
        return scores


class StopOnText(StoppingCriteria):
    def __init__(self, tokenizer, words, start):
        self.tokenizer, self.words, self.start = tokenizer, words, start

    def __call__(self, input_ids, scores, **kwargs) -> bool:
        text = self.tokenizer.decode(input_ids[0][self.start:])
        return any(word in text for word in self.words)


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.tokenizer = AutoTokenizer.from_pretrained(context.artifacts["phi3"])
        self.model = AutoModelForCausalLM.from_pretrained(context.artifacts["phi3"])

    def predict(self, context, model_input):
        inputs = self.tokenizer(model_input["prompt"][0], return_tensors="pt")
        start = inputs["input_ids"].shape[1]
        banned = self.tokenizer.encode(" Madrid", add_special_tokens=False) + self.tokenizer.encode("Madrid", add_special_tokens=False)
        with torch.no_grad():
            plain = self.model.generate(**inputs, max_new_tokens=12, do_sample=False, stopping_criteria=StoppingCriteriaList([StopOnText(self.tokenizer, ["capital"], start)]))
            other = self.model.generate(**inputs, max_new_tokens=12, do_sample=False, logits_processor=LogitsProcessorList([BanTokens(banned)]))
        return [self.tokenizer.decode(each[0, start:], skip_special_tokens=True) for each in (plain, other)]
''', {"prompt": Q}),
    file_case("columns of a table by apply, assign and to_json", '''
import json

import mlflow
import onnxruntime_genai as og
import pandas as pd


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.og_model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.og_model)

    def _row(self, row: pd.Series) -> str:
        system = row.get("system")
        prefix = f"<|system|>{system}<|end|>" if isinstance(system, str) and system else ""
        prompt = f"{prefix}<|user|>{row['prompt']}<|end|><|assistant|>"
        params = og.GeneratorParams(self.og_model)
        params.set_search_options(max_length=len(self.tokenizer.encode(prompt)) + int(row["count"]))
        generator = og.Generator(self.og_model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        text = ""
        stream = self.tokenizer.create_stream()
        while not generator.is_done():
            generator.generate_next_token()
            text += stream.decode(generator.get_next_tokens()[0])
        return text

    def predict(self, context, model_input: pd.DataFrame, params=None) -> str:
        df = model_input.copy().reset_index(drop=True)
        if "system" not in df.columns:
            df["system"] = None
        df["system"] = df["system"].fillna("")
        df["answer"] = df.apply(self._row, axis=1)
        df = df.assign(words=df["answer"].str.split().str.len(), long=lambda d: d["answer"].str.len() > 20)
        df = df.drop(columns=["system"]).rename(columns={"prompt": "question"})
        df = df.sort_values(by="count", ascending=False)
        return json.dumps({"rows": json.loads(df.to_json(orient="records")), "mean": round(float(df["words"].mean()), 3), "total": int(df["count"].sum())})
''', [{"prompt": "Hi", "count": 5}, {"prompt": "What is the capital of Spain?", "count": 12, "system": "Be brief."}], {"prompt": "Hi", "count": 3}, signature=COLUMNS),
    file_case("params that become search options", '''
from typing import Any

import mlflow
import numpy as np
import onnxruntime_genai as og

DEFAULTS = {"max_length": 40, "temperature": 1.0, "top_p": 1.0, "do_sample": False}
ALLOWED = set(DEFAULTS) | {"top_k", "repetition_penalty"}


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context) -> None:
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def options(self, params: dict[str, Any] | None) -> dict[str, Any]:
        given = {k: v for k, v in (params or {}).items() if k in ALLOWED and v is not None}
        merged = {**DEFAULTS, **given}
        merged["max_length"] = int(np.clip(merged["max_length"], 8, 60))
        if merged["temperature"] <= 0:
            merged.update(do_sample=False, temperature=1.0)
        return merged

    def predict(self, context, model_input, params: dict[str, Any] | None = None):
        options = self.options(params)
        generator_params = og.GeneratorParams(self.model)
        generator_params.set_search_options(**options)
        generator = og.Generator(self.model, generator_params)
        generator.append_tokens(self.tokenizer.encode(model_input.iloc[0, 0]))
        while not generator.is_done():
            generator.generate_next_token()
        return {"text": self.tokenizer.decode(generator.get_sequence(0)), "options": options, "params": params, "types": {k: type(v).__name__ for k, v in (params or {}).items()}}
''', {"prompt": Q}, ({"prompt": Q}, {"temperature": 0.0, "max_length": 4}), ({"prompt": Q}, {"repetition_penalty": 2}), ({"prompt": Q}, {"max_length": "9"}), ({"prompt": HI}, {"top_p": "x"}),
         signature=infer_signature({"prompt": "a"}, "x", params={"max_length": 30, "temperature": 0.7, "repetition_penalty": 1.1, "top_p": 0.9})),
    file_case("type hints of pydantic messages", '''
import mlflow
import onnxruntime_genai as og
import pydantic
from typing import List, Literal


class Message(pydantic.BaseModel):
    role: Literal["system", "user", "assistant"]
    content: str


class Request(pydantic.BaseModel):
    messages: List[Message]
    max_length: int = 40


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input: list[Request], params=None) -> list[str]:
        answers = []
        for request in model_input:
            prompt = "".join(f"<|{m.role}|>{m.content}<|end|>" for m in request.messages) + "<|assistant|>"
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=request.max_length)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(prompt))
            while not generator.is_done():
                generator.generate_next_token()
            answers.append(self.tokenizer.decode(generator.get_sequence(0)))
        return answers
''', [{"messages": [{"role": "user", "content": "Hi"}]}], [{"messages": [{"role": "user", "content": "What is the capital of Spain?"}], "max_length": 20}, {"messages": []}],
         [{"messages": [{"role": "robot", "content": "Hi"}]}], [{"max_length": 3}], {"messages": []}, [{"messages": "x", "max_length": "a"}], signature=None),
    file_case("a guard of exceptions with causes and warnings", '''
import warnings

import mlflow
import onnxruntime_genai as og
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import INVALID_PARAMETER_VALUE


class PromptError(ValueError):
    def __init__(self, prompt, reason, *, limit=None):
        super().__init__(prompt, reason)
        self.reason, self.limit = reason, limit

    def __str__(self):
        return f"{self.reason} (limit: {self.limit})"


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def check(self, prompt):
        if not prompt.strip():
            raise MlflowException("The prompt is empty.", error_code=INVALID_PARAMETER_VALUE)
        if prompt.startswith("!"):
            raise MlflowException.invalid_parameter_value(f"{prompt!r} is a command.")
        tokens = self.tokenizer.encode(prompt)
        if len(tokens) > 12:
            raise PromptError(prompt, f"{len(tokens)} tokens", limit=12)
        if prompt == "loop":
            raise RuntimeError("outer") from KeyError("inner")
        if prompt == "group":
            raise ExceptionGroup("several", [ValueError("a"), TypeError("b")])
        if prompt == "assert":
            assert len(tokens) == 0, f"unexpected tokens: {len(tokens)}"
        if prompt == "os":
            open("/no/such/file")
        if prompt == "key":
            return {"a": 1}[prompt]
        if prompt == "exit":
            raise StopIteration("done")
        if prompt == "unicode":
            return b"\\xff".decode("utf-8")
        if prompt == "attribute":
            return self.tokeniser
        if prompt == "int":
            return int("12x")
        if prompt == "unpack":
            a, b = iter([1])
        if prompt == "note":
            error = LookupError("with a note")
            error.add_note("a note")
            raise error
        return len(tokens)

    def predict(self, context, model_input):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.warn("short prompts are odd", UserWarning)
            n = self.check(model_input["prompt"][0])
        return [n, [f"{w.category.__name__}: {w.message}" for w in caught]]
''', *[{"prompt": p} for p in ["Hi", " ", "!ls", "one two three four five six seven eight nine ten eleven twelve thirteen", "loop", "group", "assert", "os", "key", "exit", "unicode", "attribute", "int", "unpack", "note"]]),
    file_case("an enum, a match and a history of turns", '''
import enum
from collections import Counter, deque
from itertools import chain, islice, pairwise
from typing import NamedTuple

import mlflow
import onnxruntime_genai as og


class Role(enum.StrEnum):
    SYSTEM = enum.auto()
    USER = enum.auto()
    ASSISTANT = enum.auto()


class Turn(NamedTuple):
    role: Role
    text: str


def parse(line: str) -> Turn:
    match line.split(":", 1):
        case [("system" | "user" | "assistant") as role, text] if text.strip():
            return Turn(Role(role), text.strip())
        case [text] if text:
            return Turn(Role.USER, text)
        case [role, *_]:
            raise ValueError(f"{role!r} is not a valid role")
        case _:
            raise ValueError("nothing")


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.history: deque[Turn] = deque([Turn(Role.SYSTEM, "Be brief.")], maxlen=3)

    def predict(self, context, model_input):
        prompt: str = model_input["prompt"][0]
        self.history.clear()
        self.history.extend(parse(line) for line in prompt.splitlines())
        text = "".join(f"<|{turn.role}|>{turn.text}<|end|>" for turn in self.history) + f"<|{Role.ASSISTANT}|>"
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=60)
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids := self.tokenizer.encode(text))
        while not generator.is_done():
            generator.generate_next_token()
        answer = self.tokenizer.decode(generator.get_sequence(0)[len(ids):])
        words = answer.split()
        return {"turns": list(self.history), "answer": answer, "common": Counter(words).most_common(2), "pairs": list(islice(pairwise(words), 2)),
                "letters": "".join(sorted(set(chain.from_iterable(words))))}
''', {"prompt": "What is the capital of Spain?"}, {"prompt": "system: Be brief.\nuser: Hi"}, {"prompt": "robot: Hi"}, {"prompt": "user:Hi\nassistant:Hello\nuser:a\nuser:What is the capital of Spain?"}, {"prompt": ""}),
    file_case("the settings of genai_config.json and a Config", '''
import json
import os
from pathlib import Path

import mlflow
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        root = Path(context.artifacts["phi3"])
        if not (root / "genai_config.json").is_file():
            candidates = sorted(root.rglob("genai_config.json"))
            if not candidates:
                raise FileNotFoundError(f"No genai_config.json under {root.name}")
            root = candidates[0].parent
        self.settings = json.loads((root / "genai_config.json").read_text(encoding="utf-8"))
        config = og.Config(str(root))
        config.clear_providers()
        config.overlay(json.dumps({"search": {"max_length": 32}}))
        self.model = og.Model(config)
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(model_input["prompt"][0]))
        n = 0
        while not generator.is_done():
            generator.generate_next_token()
            n += 1
        search = self.settings["search"]
        return {"type": self.model.type, "n": n, "search": {k: search[k] for k in sorted(search)}, "vocab": self.settings["model"]["vocab_size"],
                "text": self.tokenizer.decode(generator.get_sequence(0)), "eos": self.tokenizer.eos_token_ids.tolist(), "pad": self.tokenizer.pad_token_id}
''', {"prompt": Q}),
    file_case("the likelihood of each choice, by numpy", '''
import math

import mlflow
import numpy as np
import onnxruntime_genai as og


def log_softmax(x):
    x = x.astype(np.float64)
    shifted = x - np.max(x, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


class M(mlflow.pyfunc.PythonModel):
    CHOICES = ("Madrid", "Paris", "Rome")

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def score(self, prompt, choice):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=64)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        total = 0.0
        for token in self.tokenizer.encode(choice):
            row = log_softmax(generator.get_logits()[0, 0])
            total += float(row[token])
            generator.append_tokens([token])
        return total

    def predict(self, context, model_input):
        prompt = model_input["prompt"][0]
        scores = np.array([self.score(prompt, choice) for choice in self.CHOICES])
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        order = np.argsort(-weights)
        return {"best": self.CHOICES[int(order[0])], "order": order.tolist(), "weights": [round(float(w), 2) for w in weights],
                "entropy": round(-sum(float(w) * math.log(w) for w in weights if w > 0), 1), "top": str(weights.dtype)}
''', {"prompt": Q}),
    file_case("ChatModel with a history and usage", '''
from typing import Generator, List, Optional

import mlflow
import onnxruntime_genai as og
from mlflow.pyfunc import ChatModel
from mlflow.types.llm import ChatChoice, ChatCompletionResponse, ChatMessage, ChatParams, TokenUsageStats


class M(ChatModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, messages: List[ChatMessage], params: Optional[ChatParams] = None) -> ChatCompletionResponse:
        prompt = "".join(f"<|{m.role}|>{m.content}<|end|>" for m in messages) + "<|assistant|>"
        ids = self.tokenizer.encode(prompt)
        options = og.GeneratorParams(self.model)
        options.set_search_options(max_length=len(ids) + (params.max_tokens or 20))
        generator = og.Generator(self.model, options)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        new = generator.get_sequence(0)[len(ids):]
        usage = TokenUsageStats(prompt_tokens=len(ids), completion_tokens=len(new), total_tokens=len(ids) + len(new))
        message = ChatMessage(role="assistant", content=self.tokenizer.decode(new))
        return ChatCompletionResponse(choices=[ChatChoice(index=0, message=message, finish_reason="stop")], usage=usage, model="phi-3", id="chat-1", created=1700000000)
''', {"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}, {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 3, "temperature": 0.1},
         {"messages": [{"role": "user"}]}, {"messages": []}, {"prompt": "x"}, {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": "3"}, signature=None, input_example={"messages": [{"role": "user", "content": "Hi"}]}),
    file_case("imports that may be missing, and values made after the class", '''
import os
import sys

try:
    import onnxruntime_genai as og
except ImportError:
    og = None

try:
    import a_package_that_is_not_there as extra
except ImportError:
    extra = None

if sys.version_info >= (3, 9):
    STYLE = "new"
else:
    STYLE = "old"

import mlflow

LIMITS: dict = {}
for _name, _value in (("short", 20), ("long", 40)):
    LIMITS[_name] = _value
LIMITS["middle"] = 30


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        if og is None:
            raise RuntimeError("onnxruntime_genai is missing")
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=LIMITS[SIZE])
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(model_input["prompt"][0]))
        while not generator.is_done():
            generator.generate_next_token()
        return {"text": self.tokenizer.decode(generator.get_sequence(0)), "style": STYLE, "limits": LIMITS, "extra": extra is None, "suffix": suffix("a")}


SIZE = "short"


def suffix(text):
    return text + SUFFIX


SUFFIX = "!"
M.predict.note = "set from outside"
''', {"prompt": Q}),
    file_case("text cleaned by regular expressions and textwrap", '''
import html
import re
import textwrap
import unicodedata

import mlflow
import onnxruntime_genai as og

SYSTEM = textwrap.dedent(
    """
    You are a helpful AI assistant.
      Answer in one sentence.
    """
).strip()
SPECIAL = re.compile(r"<\\|(?P<name>[a-z_]+)\\|>")
SENTENCE = re.compile(r"(?<=[.!?])\\s+")


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def clean(self, text):
        text = unicodedata.normalize("NFKC", html.unescape(text))
        text = SPECIAL.sub(lambda match: f"[{match['name'].upper()}]", text)
        return re.sub(r"\\s{2,}", " ", text).strip()

    def predict(self, context, model_input):
        question = self.clean(model_input["prompt"][0])
        prompt = f"<|system|>{SYSTEM}<|end|><|user|>{question}<|end|><|assistant|>"
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=120)
        generator = og.Generator(self.model, params)
        ids = self.tokenizer.encode(prompt)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        answer = self.clean(self.tokenizer.decode(generator.get_sequence(0)[len(ids):]))
        return {"question": question, "sentences": SENTENCE.split(answer), "wrapped": textwrap.fill(answer, width=20, subsequent_indent="  "),
                "short": textwrap.shorten(answer, 25, placeholder="…"), "found": [m.span() for m in re.finditer("[A-Z]", answer)], "system": SYSTEM}
''', {"prompt": "What is the  capital of&nbsp;Spain?<|end|>"}, {"prompt": "ﬁne &amp; dandy \t\n x²"}),
    file_case("choices forced by set_logits and rewind_to", '''
import mlflow
import numpy as np
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=60)
        generator = og.Generator(self.model, params)
        ids = self.tokenizer.encode(model_input["prompt"][0])
        generator.append_tokens(ids)
        allowed = [int(t) for word in ("Yes", "No") for t in self.tokenizer.encode(word)[:1]]
        logits = generator.get_logits()
        mask = np.full_like(logits, -np.inf)
        mask[..., allowed] = logits[..., allowed]
        generator.set_logits(mask)
        generator.generate_next_token()
        forced = int(generator.get_next_tokens()[0])
        count = generator.token_count()
        generator.rewind_to(len(ids))
        free = []
        for _ in range(4):
            generator.generate_next_token()
            free.append(generator.get_next_tokens().item())
        top = np.argpartition(logits.ravel(), -3)[-3:]
        best = top[np.argsort(logits.ravel()[top])[::-1]]
        return {"forced": forced in allowed, "count": count - len(ids), "free": self.tokenizer.decode(np.array(free, dtype=np.int32)), "best": best.tolist(), "mask": int(np.isinf(mask).sum())}
''', {"prompt": Q}, {"prompt": HI}),
    file_case("a ResponsesAgent that streams", '''
from typing import Generator

import mlflow
import onnxruntime_genai as og
from mlflow.pyfunc import ResponsesAgent
from mlflow.types.responses import ResponsesAgentRequest, ResponsesAgentResponse, ResponsesAgentStreamEvent


class M(ResponsesAgent):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def _text_of(self, content):
        if isinstance(content, str):
            return content
        return "".join(part["text"] for part in content if part.get("type") in ("input_text", "output_text"))

    def _tokens(self, request):
        prompt = ""
        for item in request.input:
            message = item.model_dump()
            prompt += f"<|{message['role']}|>{self._text_of(message['content'])}<|end|>"
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=60)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt + "<|assistant|>"))
        stream = self.tokenizer.create_stream()
        while not generator.is_done():
            generator.generate_next_token()
            yield stream.decode(generator.get_next_tokens()[0])

    def predict(self, request: ResponsesAgentRequest) -> ResponsesAgentResponse:
        text = "".join(self._tokens(request))
        who = (request.custom_inputs or {}).get("who", "nobody")
        return ResponsesAgentResponse(output=[self.create_text_output_item(text=text, id="msg_1")], custom_outputs={"who": who})

    def predict_stream(self, request: ResponsesAgentRequest) -> Generator[ResponsesAgentStreamEvent, None, None]:
        text = ""
        for delta in self._tokens(request):
            text += delta
            yield ResponsesAgentStreamEvent(**self.create_text_delta(delta=delta, item_id="msg_1"))
        yield ResponsesAgentStreamEvent(type="response.output_item.done", item=self.create_text_output_item(text=text, id="msg_1"))
''', {"input": [{"role": "user", "content": "What is the capital of Spain?"}]}, {"input": [{"role": "user", "content": [{"type": "input_text", "text": "Hi"}]}], "custom_inputs": {"who": "me"}},
         {"input": "Hi"}, {"inputs": []}, {"input": [{"role": "user"}]}, signature=None, input_example={"input": [{"role": "user", "content": "Hi"}]}),
    file_case("type hints of models without a context", '''
from typing import Any, Dict, List, Optional, Union

import mlflow
import onnxruntime_genai as og
import pydantic


class Options(pydantic.BaseModel):
    max_length: int = 30
    stop: Optional[List[str]] = None


class Question(pydantic.BaseModel):
    prompt: str
    options: Options = Options()
    tags: Dict[str, str] = {}
    weight: Optional[float] = None


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, model_input: List[Question]) -> List[Dict[str, Any]]:
        found = []
        for question in model_input:
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=question.options.max_length)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(question.prompt))
            while not generator.is_done():
                generator.generate_next_token()
            text = self.tokenizer.decode(generator.get_sequence(0))
            for stop in question.options.stop or []:
                text, _, _ = text.partition(stop)
            found.append({"text": text, "tags": question.tags, "weight": question.weight, "kind": type(question).__name__})
        return found
''', [{"prompt": Q, "options": {"stop": [" is"]}, "tags": {"a": "b"}}], [{"prompt": HI, "weight": 1}], [{"prompt": HI, "options": {"max_length": 8}, "weight": 0.5}],
         [{"prompt": 1}], [{}], [{"prompt": "a", "options": {"max_length": "x"}}], [{"prompt": "a", "unknown": 1}], "text", [], signature=None),
    file_case("mixins, an abstract base and properties", '''
from __future__ import annotations

import abc
import copy
from typing import Any, ClassVar, Iterable, Protocol

import mlflow
import onnxruntime_genai as og


class Decoder(Protocol):
    def decode(self, ids: Iterable[int]) -> str: ...


class PromptBuilder(abc.ABC):
    @abc.abstractmethod
    def build(self, question: str) -> str:
        """Builds the prompt."""

    def __call__(self, question: str) -> str:
        return self.build(question)


class ChatPrompt(PromptBuilder):
    __slots__ = ("system",)

    def __init__(self, system: str | None = None) -> None:
        self.system = system

    def build(self, question: str) -> str:
        head = f"<|system|>{self.system}<|end|>" if self.system else ""
        return f"{head}<|user|>{question}<|end|><|assistant|>"


class LimitMixin:
    _limit: int = 40

    @property
    def limit(self) -> int:
        return self._limit

    @limit.setter
    def limit(self, value: int) -> None:
        if value < 1:
            raise ValueError(f"limit must be positive, got {value}")
        self._limit = value


class M(LimitMixin, mlflow.pyfunc.PythonModel):
    registry: ClassVar[dict[str, type]] = {"chat": ChatPrompt}

    def __init__(self, style: str = "chat", **options: Any) -> None:
        super().__init__()
        self.builder = self.registry[style](**options)

    @classmethod
    def brief(cls) -> M:
        return cls(system="Be brief.")

    def load_context(self, context: mlflow.pyfunc.PythonModelContext) -> None:
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer: Decoder = og.Tokenizer(self.model)

    def predict(self, context, model_input, params=None):
        question = model_input["prompt"][0]
        if question.startswith("limit="):
            self.limit = int(question.removeprefix("limit="))
        try:
            PromptBuilder()
        except TypeError as error:
            refused = type(error).__name__
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=self.limit)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(self.builder(question)))
        while not generator.is_done():
            generator.generate_next_token()
        clone = copy.deepcopy(self.builder)
        return [self.tokenizer.decode(generator.get_sequence(0)), refused, clone.system, [c.__name__ for c in type(self).__mro__[:3]], isinstance(M.brief(), LimitMixin), M.brief().builder.system]
''', {"prompt": "What is the capital of Spain?"}, {"prompt": "limit=0"}, {"prompt": "limit=x"}),
    file_case("batches of rows as a table", '''
import mlflow
import numpy as np
import onnxruntime_genai as og
import pandas as pd


class M(mlflow.pyfunc.PythonModel):
    BATCH = 2

    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def _batch(self, prompts):
        encoded = self.tokenizer.encode_batch(prompts)
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=40, batch_size=len(prompts))
        generator = og.Generator(self.model, params)
        generator.append_tokens(encoded)
        while not generator.is_done():
            generator.generate_next_token()
        return [self.tokenizer.decode(generator.get_sequence(i)) for i in range(len(prompts))], encoded.shape()

    def predict(self, context, model_input):
        prompts = model_input["prompt"].astype(str).str.strip().tolist()
        frames, shapes = [], []
        for start in range(0, len(prompts), self.BATCH):
            chunk = prompts[start : start + self.BATCH]
            texts, shape = self._batch(chunk)
            shapes.append(shape)
            frames.append(pd.DataFrame({"prompt": chunk, "answer": texts}, index=range(start, start + len(chunk))))
        table = pd.concat(frames)
        table["length"] = table["answer"].map(len)
        table["share"] = (table["length"] / table["length"].sum()).round(3)
        table["rank"] = np.arange(len(table), 0, -1)
        table.loc[table["length"] > 60, "answer"] = "(long)"
        return table[["answer", "length", "share", "rank"]]
''', [{"prompt": HI}, {"prompt": HI + " "}, {"prompt": Q}], {"prompt": Q}),
    file_case("JSON with Decimal, dates and an encoder of its own", '''
import ast
import datetime as dt
import decimal
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import mlflow
import onnxruntime_genai as og


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, Decimal):
            return float(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
        if isinstance(value, (dt.date, dt.datetime)):
            return value.isoformat()
        if isinstance(value, (set, frozenset)):
            return sorted(value)
        if isinstance(value, bytes):
            return value.hex()
        return super().default(value)


def first_json(text):
    decoder = json.JSONDecoder()
    for at, character in enumerate(text):
        if character in "[{":
            try:
                value, end = decoder.raw_decode(text, at)
                return value, end
            except json.JSONDecodeError:
                continue
    raise ValueError("nothing to decode")


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        prompt = model_input["prompt"][0]
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=30)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        text = self.tokenizer.decode(generator.get_sequence(0))
        value, end = first_json(prompt)
        record = {
            "text": text, "value": value, "end": end, "price": Decimal("2.345"), "day": dt.date(2024, 5, 1) + dt.timedelta(days=30),
            "when": dt.datetime(2024, 5, 1, 12, 30, tzinfo=dt.timezone.utc), "tags": {"b", "a"}, "raw": b"\\x00\\xff", "half": str(Fraction(3, 6)),
            "weekday": dt.datetime.strptime("2024-05-01", "%Y-%m-%d").strftime("%A %d %B"), "literal": ast.literal_eval("(1, [2, 'x'])"),
            "big": 2**70, "sum": str(sum(map(Decimal, ["0.1", "0.2"]))),
        }
        if prompt.endswith("!"):
            record["odd"] = object
        return json.dumps(record, cls=Encoder, sort_keys=True, ensure_ascii=False)
''', {"prompt": 'say {"a": [1, 2.50, null]} please'}, {"prompt": "say [1, {broken"}, {"prompt": "[1]!"}, {"prompt": "none"}),
    file_case("the best passages found by words, in a budget of tokens", '''
import bisect
import heapq
import math
import re
from collections import Counter, OrderedDict, defaultdict
from difflib import SequenceMatcher, get_close_matches
from operator import attrgetter, itemgetter

import mlflow
import numpy as np
import onnxruntime_genai as og

PASSAGES = OrderedDict(
    spain="Madrid is the capital of Spain. It lies on the Manzanares.",
    france="Paris is the capital of France. It lies on the Seine.",
    mlflow="MLflow tracks experiments and packages models.",
)


def words(text):
    return re.findall(r"[a-z]+", text.lower())


class Index:
    def __init__(self, passages):
        self.postings = defaultdict(set)
        for name, text in passages.items():
            for word in words(text):
                self.postings[word].add(name)
        self.names = list(passages)
        self.vocabulary = sorted(self.postings)
        self.matrix = np.array([self.vector(text) for text in passages.values()])

    def vector(self, text):
        counts = Counter(words(text))
        row = np.zeros(len(self.vocabulary))
        for word, n in counts.items():
            at = bisect.bisect_left(self.vocabulary, word)
            if at < len(self.vocabulary) and self.vocabulary[at] == word:
                row[at] = n * math.log(1 + len(self.names) / len(self.postings[word]))
        norm = np.linalg.norm(row)
        return row / norm if norm else row

    def search(self, question, k=2):
        scores = self.matrix @ self.vector(question)
        return heapq.nlargest(k, zip(scores.tolist(), self.names), key=itemgetter(0))


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.index = Index(PASSAGES)

    def predict(self, context, model_input):
        question = model_input["prompt"][0]
        found = self.index.search(question)
        budget, used, chosen = 40, 0, []
        for score, name in found:
            cost = len(self.tokenizer.encode(PASSAGES[name]))
            if score > 0 and used + cost <= budget:
                chosen.append(name)
                used += cost
        prompt = "\\n".join(PASSAGES[name] for name in chosen) + f"<|user|>{question}<|end|><|assistant|>"
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=100)
        generator = og.Generator(self.model, params)
        ids = self.tokenizer.encode(prompt)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        answer = self.tokenizer.decode(generator.get_sequence(0)[len(ids):])
        return {"found": [(round(score, 4), name) for score, name in found], "chosen": chosen, "used": used, "answer": answer,
                "close": get_close_matches("sapin", words(" ".join(PASSAGES.values()))), "ratio": round(SequenceMatcher(None, question, answer).ratio(), 3)}
''', {"prompt": "What is the capital of Spain?"}, {"prompt": "Which models does MLflow package?"}, {"prompt": "zzz"}),
    file_case("rows cleaned and answered by itertuples", '''
import mlflow
import numpy as np
import onnxruntime_genai as og
import pandas as pd


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def ask(self, prompt, n):
        params = og.GeneratorParams(self.model)
        ids = self.tokenizer.encode(prompt)
        params.set_search_options(max_length=int(len(ids) + n))
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0)[len(ids):])

    def predict(self, context, model_input):
        df = model_input if isinstance(model_input, pd.DataFrame) else pd.DataFrame(model_input)
        if df.empty:
            return []
        if df["prompt"].isna().any():
            df = df.dropna(subset=["prompt"])
        df = df.drop_duplicates(subset=["prompt"], keep="first")
        out = []
        for row in df.itertuples(index=True, name="Row"):
            out.append({"index": int(row.Index), "answer": self.ask(row.prompt, row.count if isinstance(row.count, int) else 3), "fields": list(row._fields)})
        counts = df["count"].to_numpy()
        summary = {"max": int(counts.max()), "mean": float(counts.mean()), "dtype": str(counts.dtype), "over": int((counts > 4).sum()), "columns": df.columns.tolist(),
                   "list": df[["count"]].to_dict("list"), "unique": df["prompt"].nunique(), "median": float(df["count"].median()), "std": round(float(df["count"].std(ddof=0)), 4)}
        by = df.groupby("count")["prompt"].apply(list).to_dict()
        return {"rows": out, "summary": summary, "by": by, "upper": df["prompt"].str.upper().str.contains("SPAIN").tolist(), "empty": bool(np.isnan(df["count"].astype(float)).any())}
''', [{"prompt": HI, "count": 4}, {"prompt": Q, "count": 5}, {"prompt": HI, "count": 9}], {"prompt": Q, "count": 4}, signature=COLUMNS),
    file_case("a pipeline of transformers inside the class", '''
import mlflow
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline, set_seed


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        path = context.artifacts["phi3"]
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        model = AutoModelForCausalLM.from_pretrained(path)
        self.pipe = pipeline("text-generation", model=model, tokenizer=self.tokenizer, device=-1)

    def predict(self, context, model_input, params=None):
        params = {"max_new_tokens": 12, **(params or {})}
        prompts = model_input["prompt"].tolist()
        messages = [[{"role": "user", "content": prompt}] for prompt in prompts]
        texts = [self.pipe.tokenizer.apply_chat_template(m, tokenize=False, add_generation_prompt=True) for m in messages]
        plain = self.pipe(texts, do_sample=False, return_full_text=False, **params)
        chat = self.pipe(messages[0], do_sample=False, **params)
        set_seed(0)
        drawn = self.pipe(texts[0], do_sample=True, temperature=0.9, top_k=10, num_return_sequences=2, return_full_text=False, **params)
        ids = self.tokenizer(prompts[0], add_special_tokens=False)["input_ids"]
        return {"plain": [each[0]["generated_text"] for each in plain], "chat": chat[0]["generated_text"][-1], "drawn": [each["generated_text"] for each in drawn],
                "tokens": self.tokenizer.convert_ids_to_tokens(ids)[:4], "eos": self.tokenizer.eos_token, "length": self.tokenizer.model_max_length > 1, "texts": texts[0]}
''', [{"prompt": "What is the capital of Spain?"}, {"prompt": "Hi"}], ({"prompt": "Hi"}, {"max_new_tokens": 4}), ({"prompt": "Hi"}, {"max_new_tokens": 0}), signature=infer_signature({"prompt": "a"}, {"plain": ["x"]}, params={"max_new_tokens": 10})),
    file_case("generate with words that are not wanted, stop strings and scores", '''
import mlflow
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.tokenizer = AutoTokenizer.from_pretrained(context.artifacts["phi3"], padding_side="left")
        self.model = AutoModelForCausalLM.from_pretrained(context.artifacts["phi3"])
        self.config = GenerationConfig(max_new_tokens=14, do_sample=False, pad_token_id=self.tokenizer.eos_token_id)

    def _new(self, inputs, **more):
        out = self.model.generate(**inputs, generation_config=self.config, **more)
        return self.tokenizer.batch_decode(out[:, inputs["input_ids"].shape[1]:], skip_special_tokens=True)

    @torch.inference_mode()
    def predict(self, context, model_input):
        prompts = [self.tokenizer.apply_chat_template([{"role": "user", "content": p}], tokenize=False, add_generation_prompt=True) for p in model_input["prompt"]]
        inputs = self.tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=False)
        bad = self.tokenizer(["Madrid", " Madrid"], add_special_tokens=False)["input_ids"]
        one = self.tokenizer(prompts[0], return_tensors="pt", add_special_tokens=False)
        scored = self.model.generate(**one, generation_config=self.config, return_dict_in_generate=True, output_scores=True)
        best = [int(step[0].argmax()) for step in scored.scores]
        return {"plain": self._new(inputs), "bad": self._new(one, bad_words_ids=bad), "stop": self._new(one, stop_strings=["capital", "today"], tokenizer=self.tokenizer),
                "steps": len(scored.scores), "same": best == scored.sequences[0, one["input_ids"].shape[1]:].tolist(), "shape": list(scored.scores[0].shape)}
''', [{"prompt": "What is the capital of Spain?"}, {"prompt": "Hi"}]),
    file_case("chunks in the style of a chat API", '''
import contextlib
import itertools
import json
import time
import uuid

import mlflow
import onnxruntime_genai as og


class Clock:
    def __init__(self):
        self.ticks = itertools.count(1)

    def __enter__(self):
        self.began = next(self.ticks)
        return self

    def __exit__(self, kind, error, trace):
        self.took = next(self.ticks) - self.began
        return False


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def _stream(self, prompt, limit):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=limit)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        stream = self.tokenizer.create_stream()
        try:
            while not generator.is_done():
                generator.generate_next_token()
                yield stream.decode(generator.get_next_tokens()[0])
        finally:
            self.closed = True

    def predict(self, context, model_input):
        prompt = model_input["prompt"][0]
        run_id = str(uuid.uuid5(uuid.NAMESPACE_URL, prompt))
        self.closed = False
        chunks = []
        with Clock() as clock, contextlib.closing(self._stream(prompt, 60)) as pieces:
            for index, piece in enumerate(pieces):
                chunks.append({"id": run_id, "choices": [{"index": 0, "delta": {"content": piece}}]})
                if index == 3:
                    break
        body = "".join(f"data: {json.dumps(chunk)}\\n\\n" for chunk in chunks) + "data: [DONE]\\n\\n"
        return {"body": body, "closed": self.closed, "took": clock.took, "now": time.time() > 0, "hex": len(uuid.uuid4().hex)}

    def predict_stream(self, context, model_input, params=None):
        for index, piece in enumerate(self._stream(model_input["prompt"], 20)):
            yield {"index": index, "delta": piece}
''', {"prompt": Q}, {"prompt": HI}, streams=[{"prompt": HI}]),
    file_case("settings of the model_config and of the environment", '''
import os

import mlflow
import onnxruntime_genai as og


def env_flag(name, default=False):
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes"}


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        config = context.model_config or {}
        self.limit = int(config.get("max_length", 20))
        self.prefix = config.get("prompts", {}).get("prefix", "")
        self.stops = tuple(config.get("stop", ()))
        self.verbose = env_flag("PHI3_VERBOSE")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input, params=None):
        limit = (params or {}).get("max_length") or self.limit
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=limit)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(self.prefix + model_input["prompt"][0]))
        text = ""
        stream = self.tokenizer.create_stream()
        while not generator.is_done():
            generator.generate_next_token()
            text += stream.decode(generator.get_next_tokens()[0])
            if text.endswith(self.stops) and self.stops:
                break
        return [text, limit, self.verbose, context.model_config, os.environ["TOKENIZERS_PARALLELISM"], sorted(context.model_config)]
''', {"prompt": "What is the capital of Spain?<|end|><|assistant|>"}, ({"prompt": "Hi"}, {"max_length": 12}), model_config={"max_length": 40, "prompts": {"prefix": "<|user|>"}, "stop": ["Spain"], "ratio": 0.5, "none": None},
         signature=infer_signature({"prompt": "a"}, "x", params={"max_length": 0})),
    file_case("spans of a trace", '''
import mlflow
import onnxruntime_genai as og
from mlflow.entities import SpanType


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    @mlflow.trace(name="format", span_type=SpanType.PARSER)
    def _format(self, question):
        return f"<|user|>{question}<|end|><|assistant|>"

    @mlflow.trace
    def _generate(self, prompt):
        with mlflow.start_span(name="generate", span_type=SpanType.LLM) as span:
            span.set_inputs({"prompt": prompt})
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=50)
            generator = og.Generator(self.model, params)
            ids = self.tokenizer.encode(prompt)
            generator.append_tokens(ids)
            while not generator.is_done():
                generator.generate_next_token()
            text = self.tokenizer.decode(generator.get_sequence(0)[len(ids):])
            span.set_attributes({"prompt_tokens": len(ids)})
            span.set_attribute("model", "phi3")
            span.set_outputs(text)
        return text

    def predict(self, context, model_input):
        return [self._generate(self._format(question)) for question in model_input["prompt"]]
''', {"prompt": "What is the capital of Spain?"}, [{"prompt": "Hi"}, {"prompt": ""}]),
    file_case("an answer that is a dataclass, a tuple or a set", '''
import dataclasses
import typing as t

import mlflow
import onnxruntime_genai as og


@dataclasses.dataclass(order=True)
class Answer:
    text: str
    tokens: int = 0
    extra: t.Dict[str, t.Any] = dataclasses.field(default_factory=dict, compare=False)

    def __post_init__(self):
        self.text = self.text.strip()

    @property
    def words(self):
        return len(self.text.split())


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def ask(self, prompt):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=30)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0))

    def predict(self, context, model_input):
        prompt = model_input["prompt"][0]
        kind, _, question = prompt.partition("|")
        answer = Answer(self.ask(question), tokens=len(self.tokenizer.encode(question)))
        match kind:
            case "dataclass":
                return answer
            case "dict":
                return dataclasses.asdict(dataclasses.replace(answer, extra={"words": answer.words}))
            case "tuple":
                return answer.text, answer.tokens
            case "set":
                return {answer.words}
            case "bytes":
                return answer.text.encode()
            case "none":
                return None
            case "float":
                return float("nan"), float("inf"), 1e100, -0.0
            case "frozen":
                return frozenset([1]), range(3), slice(1, 2), complex(1, 2), Ellipsis
            case "sorted":
                return sorted([answer, Answer("A")])
            case _:
                raise NotImplementedError
''', *[{"prompt": f"{kind}|Hi"} for kind in ["dataclass", "dict", "tuple", "set", "bytes", "none", "float", "frozen", "sorted", "other"]]),
    file_case("numpy in and out", '''
import mlflow
import numpy as np
import onnxruntime_genai as og


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        prompts = np.asarray(model_input["prompt"].values)
        lengths = np.array([len(self.tokenizer.encode(p)) for p in prompts], dtype=np.int64)
        padded = np.zeros((len(prompts), lengths.max()), dtype=np.int32)
        for row, prompt in enumerate(prompts):
            padded[row, : lengths[row]] = self.tokenizer.encode(prompt)
        mask = (padded != 0).astype(np.float32)
        mean = mask.mean(axis=1)
        order = np.argsort(lengths, kind="stable")[::-1]
        stats = {"mean": lengths.mean(), "std": np.std(lengths), "max": lengths.max(), "any": np.any(mask == 0), "p": np.percentile(lengths, 50),
                 "cum": np.cumsum(lengths), "uniq": np.unique(padded)[:3], "clip": np.clip(lengths, 2, 4), "where": np.where(lengths > 4, "long", "short")}
        last = np.take_along_axis(padded, (lengths - 1)[:, None], axis=1).ravel()
        return {"order": order, "mean": mean, "shape": padded.shape, "stats": stats, "last": last, "dot": float(mean @ mean), "joined": np.concatenate([lengths, last]),
                "rounded": np.round(mean, 2).tolist(), "tile": np.tile(lengths, 2), "diff": np.diff(lengths), "stack": np.vstack([lengths, last]), "bool": bool(np.allclose(mean, mean + 1e-9))}
''', [{"prompt": HI}, {"prompt": Q}, {"prompt": "a"}], {"prompt": Q}),
    file_case("a moderator before and after", '''
import re
import typing

import mlflow
import onnxruntime_genai as og

BLOCKED = ("password", "credit card")
EMAIL = re.compile(r"\\b[\\w.+-]+@[\\w-]+\\.[\\w.]+\\b", re.IGNORECASE)
PHONE = re.compile(r"(?<!\\d)(?:\\+\\d{1,3}[ -]?)?\\d{3}[ -]\\d{4}(?!\\d)")


class ModerationError(Exception):
    """Raised for what may not be asked."""

    code = 451

    def __init__(self, *terms: str):
        self.terms = terms
        super().__init__(f"blocked terms: {', '.join(terms)} [{self.code}]")


class Redacted(typing.NamedTuple):
    text: str
    count: int = 0


def redact(text: str) -> Redacted:
    text, emails = EMAIL.subn("<email>", text)
    text, phones = PHONE.subn("<phone>", text)
    return Redacted(text, emails + phones)


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input, params=None):
        prompt = model_input["prompt"].iloc[-1]
        if terms := [term for term in BLOCKED if term in prompt.casefold()]:
            raise ModerationError(*terms)
        clean = redact(prompt)
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=80, min_length=0)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(f"<|user|>{clean.text}<|end|><|assistant|>"))
        answer, stream = "", self.tokenizer.create_stream()
        while not generator.is_done():
            generator.generate_next_token()
            answer += stream.decode(generator.get_next_tokens()[0])
        return {"answer": answer.strip(), "asked": clean._asdict(), "lines": answer.count("\\n"), "title": answer.title()[:12], "table": answer.translate(str.maketrans("aeiou", "AEIOU"))}
''', {"prompt": "Mail me at a.b@example.org or 555 1234"}, {"prompt": "My PASSWORD and credit card"}, [{"prompt": "x"}, {"prompt": "What is the capital of Spain?"}]),
    file_case("two models and a router", '''
import mlflow
import onnxruntime_genai as og
from transformers import AutoTokenizer


class Backend:
    def __init__(self, path):
        self.model = og.Model(path)
        self.tokenizer = og.Tokenizer(self.model)
        self.hf = AutoTokenizer.from_pretrained(path)

    def __call__(self, prompt, **options):
        params = og.GeneratorParams(self.model)
        params.set_search_options(**({"max_length": 60} | options))
        generator = og.Generator(self.model, params)
        ids = self.tokenizer.encode(prompt)
        assert list(ids) == self.hf(prompt, add_special_tokens=False)["input_ids"], "the tokenizers disagree"
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        return self.hf.decode(generator.get_sequence(0)[len(ids):], skip_special_tokens=True)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        del self.model


class M(mlflow.pyfunc.PythonModel):
    ROUTES = {"fast": {"max_length": 12}, "long": {"max_length": 60, "repetition_penalty": 1.2}}

    def load_context(self, context):
        self.path = context.artifacts["phi3"]

    def predict(self, context, model_input):
        results = {}
        with Backend(self.path) as backend:
            for prompt in model_input["prompt"]:
                route = "fast" if len(prompt) < 30 else "long"
                results.setdefault(route, []).append(backend(prompt, **self.ROUTES[route]))
        return results | {"gone": not hasattr(backend, "model")}
''', [{"prompt": HI}, {"prompt": Q}]),
    file_case("a list of messages with json columns", '''
import json

import mlflow
import numpy as np
import onnxruntime_genai as og
import pandas as pd


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def _messages(self, value):
        if isinstance(value, np.ndarray):
            value = value.tolist()
        if isinstance(value, str):
            value = json.loads(value)
        return [dict(each) for each in value]

    def predict(self, context, model_input, params=None):
        out = []
        for _, row in model_input.iterrows():
            messages = self._messages(row["messages"])
            prompt = self.tokenizer.apply_chat_template(json.dumps(messages), add_generation_prompt=True)
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=80)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(prompt))
            before = generator.token_count()
            while not generator.is_done():
                generator.generate_next_token()
            answer = self.tokenizer.decode(generator.get_sequence(0)[before:])
            out.append({"messages": messages + [{"role": "assistant", "content": answer}], "user": row.get("user", "?"), "kind": type(row["messages"]).__name__})
        return out
''', {"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}, {"messages": [{"role": "user", "content": "Hi"}], "user": "me"}, {"messages": []}, {"messages": [{"role": "user"}]}, {"messages": "x"},
         signature=ModelSignature(inputs=Schema([ColSpec(Array(Object([Property("role", DataType.string), Property("content", DataType.string)])), "messages"), ColSpec("string", "user", required=False)]), outputs=Schema([ColSpec("string")]))),
    file_case("a hand-made sampler", '''
import math
import random

import mlflow
import numpy as np
import onnxruntime_genai as og


class Sampler:
    def __init__(self, seed, temperature=0.8, top_k=5, top_p=0.9):
        self.rng = np.random.default_rng(seed)
        self.random = random.Random(seed)
        self.temperature, self.top_k, self.top_p = temperature, top_k, top_p

    def __call__(self, logits):
        logits = np.asarray(logits, dtype=np.float64) / self.temperature
        top = np.argsort(-logits)[: self.top_k]
        probabilities = np.exp(logits[top] - logits[top].max())
        probabilities /= probabilities.sum()
        keep = np.searchsorted(np.cumsum(probabilities), self.top_p) + 1
        probabilities = probabilities[:keep] / probabilities[:keep].sum()
        return int(top[: keep][self.rng.choice(keep, p=probabilities)])


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        texts = []
        for seed in range(2):
            sample = Sampler(seed)
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=40)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(model_input["prompt"][0]))
            eos = set(self.tokenizer.eos_token_ids.tolist())
            ids = []
            while len(ids) < 8:
                token = sample(generator.get_logits()[0, -1])
                if token in eos:
                    break
                ids.append(token)
                generator.append_tokens(np.array([token], dtype=np.int32))
            texts.append(self.tokenizer.decode(ids))
        return {"texts": texts, "dice": [sample.random.randint(1, 6) for _ in range(4)], "shuffled": sample.random.sample(range(10), 3), "gauss": round(sample.random.gauss(0, 1), 6)}
''', {"prompt": Q}, {"prompt": HI}),
    file_case("a function that log_model is given", '''
import mlflow
import onnxruntime_genai as og
import functools


@functools.cache
def engine(path):
    model = og.Model(path)
    return model, og.Tokenizer(model)


class _Counter:
    def __init__(self):
        self.n = 0

    def __call__(self):
        self.n += 1
        return self.n


class M(mlflow.pyfunc.PythonModel):
    count = _Counter()

    def load_context(self, context):
        self.model, self.tokenizer = engine(context.artifacts["phi3"])
        again, _ = engine(context.artifacts["phi3"])
        assert again is self.model

    def __getattr__(self, name):
        if name.startswith("ask_"):
            return functools.partial(self._ask, int(name[4:]))
        raise AttributeError(f"no {name} here")

    def _ask(self, limit, prompt):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=limit)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0))

    def predict(self, context, model_input, params=None):
        prompt = model_input["prompt"][0]
        return [self.count(), self.ask_12(prompt), getattr(self, "nothing", "default"), self.ask_x if prompt == "x" else None]
''', {"prompt": Q}, {"prompt": "x"}),
    file_case("prompts by format, percent and a Formatter", '''
import string
from types import MappingProxyType, SimpleNamespace

import mlflow
import onnxruntime_genai as og

TEMPLATES = MappingProxyType({
    "format": "<|user|>{q!s:.40}<|end|><|assistant|>",
    "percent": "<|user|>%(q)s<|end|><|assistant|>",
    "number": "<|user|>{n:>5,} {x:.2%} {q}<|end|><|assistant|>",
})


class Strict(string.Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str) and key not in kwargs:
            return f"<{key}?>"
        return super().get_value(key, args, kwargs)


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.og = SimpleNamespace(model=og.Model(context.artifacts["phi3"]))
        self.og.tokenizer = og.Tokenizer(self.og.model)

    def render(self, name, q):
        if name == "percent":
            return TEMPLATES[name] % {"q": q}
        if name == "strict":
            return Strict().format("{q} {missing}", q=q)
        if name == "index":
            return "{0} {1}".format(q)
        if name == "key":
            return "{nothing}".format(q=q)
        return TEMPLATES[name].format(q=q, n=12345, x=0.256)

    def predict(self, context, model_input):
        name, _, q = model_input["prompt"][0].partition(":")
        prompt = self.render(name, q)
        params = og.GeneratorParams(self.og.model)
        params.set_search_options(max_length=60, do_sample=True, top_k=1)
        generator = og.Generator(self.og.model, params)
        generator.append_tokens(self.og.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        try:
            TEMPLATES["new"] = 1
        except TypeError as error:
            frozen = str(error)
        return f"{prompt=} {self.og.tokenizer.decode(generator.get_sequence(0))!r:>80} {frozen}"
''', *[{"prompt": f"{name}:What is the capital of Spain?"} for name in ["format", "percent", "number", "strict", "index", "key", "none"]]),
    file_case("retries with a backoff and a log that is read back", '''
import io
import logging
import logging.handlers
import time
from contextlib import ExitStack, redirect_stdout, suppress

import mlflow
import onnxruntime_genai as og

log = logging.getLogger("phi3.wrapper")
log.addHandler(logging.NullHandler())


def retry(times=3, wait=0.001, on=(ValueError,)):
    def decorate(function):
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return function(*args, attempt=attempt, **kwargs)
                except on as error:
                    log.warning("attempt %d failed: %s", attempt, error)
                    if attempt == times:
                        raise RuntimeError(f"gave up after {times} attempts") from error
                    time.sleep(wait * 2**attempt)

        return wrapper

    return decorate


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    @retry(times=2)
    def _answer(self, prompt, must, attempt=1):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=40 if attempt == 1 else 60)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        while not generator.is_done():
            generator.generate_next_token()
        text = self.tokenizer.decode(generator.get_sequence(0))
        if must not in text:
            raise ValueError(f"{must!r} is not in the answer")
        return text

    def predict(self, context, model_input):
        out = io.StringIO()
        with ExitStack() as stack:
            stack.enter_context(redirect_stdout(out))
            stack.callback(lambda: print("closed"))
            print("asked", len(model_input), sep=": ")
            with suppress(KeyError):
                {}["x"]
            must, _, prompt = model_input["prompt"][0].partition("/")
            text = self._answer(prompt, must)
        return [text, out.getvalue(), log.name, log.level]
''', {"prompt": f"Madrid/{Q}"}, {"prompt": f"Oslo/{Q}"}),
    file_case("models from code with a chain of steps", '''
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar, overload

import mlflow
import onnxruntime_genai as og

In = TypeVar("In")
Out = TypeVar("Out")


class Step(Generic[In, Out]):
    def __init__(self, run: Callable[[In], Out], name: str = ""):
        self.run, self.name = run, name or run.__name__

    def __or__(self, other: "Step") -> "Step":
        return Step(lambda value: other.run(self.run(value)), f"{self.name}|{other.name}")

    def __call__(self, value: In) -> Out:
        return self.run(value)

    def __repr__(self) -> str:
        return f"<Step {self.name}>"


class Context(Mapping):
    def __init__(self, **items):
        self._items = items

    def __getitem__(self, key):
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class M(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)
        self.chain = Step(self.prompt) | Step(self.tokenizer.encode, "encode") | Step(self.generate) | Step(str.strip, "strip")

    def prompt(self, question):
        return "<|user|>{question}<|end|><|assistant|>".format_map(Context(question=question))

    def generate(self, ids):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=50)
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0)[len(ids):])

    def predict(self, context, model_input):
        return {"chain": repr(self.chain), "answers": list(map(self.chain, model_input["prompt"])), "context": dict(Context(a=1)), "in": "a" in Context(a=1), "missing": Context().get("b", 2)}
''', {"prompt": "What is the capital of Spain?"}, [{"prompt": "Hi"}, {"prompt": "Hello"}]),
]  # fmt: skip


print_answers(CASES)
