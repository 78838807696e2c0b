"""What the scripts of native engines share: answering the bench's calls, the clock, and files in and out of the system's cache.

A call is a line of JSON on standard input, {"call": name, "params": {…}}; its answer is a line {"result": …} or {"error": "…"}.
"""

import json
import os
import sys
from pathlib import Path
from time import perf_counter


def serve(*functions) -> None:
    """Answers calls by these functions' names until standard input ends."""
    by_name = {function.__name__: function for function in functions}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"result": by_name[request["call"]](**request["params"])}
        except Exception as error:  # whatever it is, the bench is to have it as a reason
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


def since(start: float) -> float:
    """Milliseconds."""
    return (perf_counter() - start) * 1e3


def touch(path: Path, source: str) -> None:
    """Puts a file into the system's cache, or out of it: "storage" is warm, "network" is cold."""
    with path.open("rb") as file:
        if source == "network":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return
        while file.read(1 << 24):
            pass
