"""Native llama.cpp under the clock: python llama_cpp_peer.py

Calls (calls.py): load {path, threads, source, contextLength}, prefill {tokenIds}, decode {tokenIds, steps}.
Times in milliseconds. `path` is the GGUF file.
"""

from pathlib import Path
from time import perf_counter

import numpy as np
from llama_cpp import Llama, llama_get_logits_ith

from calls import serve, since, touch

llama: Llama = None


def load(path: str, threads: int, source: str, contextLength: int) -> float:
    global llama
    touch(Path(path), source)
    start = perf_counter()
    llama = Llama(path, n_ctx=contextLength, n_threads=threads, n_threads_batch=threads, verbose=False)
    return since(start)


def prefill(tokenIds: list[int]) -> float:
    llama.reset()
    start = perf_counter()
    llama.eval(tokenIds)
    likeliest()
    return since(start)


def decode(tokenIds: list[int], steps: int) -> list[float]:
    llama.reset()
    llama.eval(tokenIds)
    token = likeliest()
    step_ms = []
    for _ in range(steps):
        start = perf_counter()
        llama.eval([token])
        token = likeliest()
        step_ms.append(since(start))
    return step_ms


def likeliest() -> int:
    """Of the token that was run last."""
    logits = llama_get_logits_ith(llama.ctx, -1)
    return int(np.ctypeslib.as_array(logits, shape=(llama.n_vocab(),)).argmax())


serve(load, prefill, decode)
