"""onnxruntime-genai under the clock: python native_peer.py

Calls (calls.py): load {path, threads, source, contextLength}, prefill {tokenIds}, decode {tokenIds, steps}.
Times in milliseconds. `path` is the model's folder.
"""

import json
from pathlib import Path
from time import perf_counter

import numpy as np
import onnxruntime_genai as og

from calls import serve, since, touch

model: og.Model = None


def load(path: str, threads: int, source: str, contextLength: int) -> float:
    global model
    for file in Path(path).rglob("*"):
        if file.is_file():
            touch(file, source)
    start = perf_counter()
    config = og.Config(path)
    config.overlay(json.dumps({"model": {"decoder": {"session_options": {"intra_op_num_threads": threads}}}}))
    model = og.Model(config)
    return since(start)


def prefill(tokenIds: list[int]) -> float:
    generator = new_generator(len(tokenIds) + 1)
    start = perf_counter()
    generator.append_tokens(np.array(tokenIds, np.int32))
    generator.generate_next_token()
    return since(start)


def decode(tokenIds: list[int], steps: int) -> list[float]:
    generator = new_generator(len(tokenIds) + steps + 1)
    generator.append_tokens(np.array(tokenIds, np.int32))
    generator.generate_next_token()  # comes of the prompt's own run
    step_ms = []
    for _ in range(steps):
        start = perf_counter()
        generator.generate_next_token()
        step_ms.append(since(start))
    return step_ms


def new_generator(length: int) -> og.Generator:
    params = og.GeneratorParams(model)
    params.set_search_options(max_length=length, min_length=length, do_sample=False)  # no end before its length
    return og.Generator(model, params)


serve(load, prefill, decode)
