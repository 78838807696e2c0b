"""onnxruntime-genai under the clock: python native_peer.py

Reads one call a line as JSON from standard input and answers each with a line: {"result": …} or {"error": "…"}.
Calls: load {folder, threads, source}, prefill {tokenIds}, decode {tokenIds, steps}, peakBytes {}. Times in milliseconds.
"""

import json
import os
import resource
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import onnxruntime_genai as og

model: og.Model = None


def load(folder: str, threads: int, source: str) -> float:
    global model
    for path in Path(folder).rglob("*"):
        if path.is_file():
            touch(path, in_cache=source == "storage")
    start = perf_counter()
    config = og.Config(folder)
    config.overlay(json.dumps({"model": {"decoder": {"session_options": {"intra_op_num_threads": threads}}}}))
    model = og.Model(config)
    return since(start)


def touch(path: Path, in_cache: bool) -> None:
    """Puts a file into the system's cache, or out of it: "storage" is warm, "network" is cold."""
    with path.open("rb") as file:
        if not in_cache:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return
        while file.read(1 << 24):
            pass


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


def peakBytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def new_generator(length: int) -> og.Generator:
    params = og.GeneratorParams(model)
    params.set_search_options(max_length=length, min_length=length, do_sample=False)  # no end before its length
    return og.Generator(model, params)


def since(start: float) -> float:
    return (perf_counter() - start) * 1e3


CALLS = {call.__name__: call for call in (load, prefill, decode, peakBytes)}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"result": CALLS[request["call"]](**request["params"])}
    except Exception as error:  # whatever it is, the bench is to have it as a reason
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
