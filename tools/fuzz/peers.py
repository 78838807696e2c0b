"""What the real peers make of the inputs that the page has read: `tools/fuzz/peers.mjs` asks.

Standard input takes {"id", "peer", "base64"}, one a line; standard output gives {"id", "accepts": true, false or null, "why", "answer"}.
Each input is tried in a process of its own, with a second of the processor and two gigabytes: null is said where it ends so.
"""

import ast
import base64
import functools
import io
import json
import os
import pickle
import re
import resource
import shutil
import struct
import sys
import tempfile
import traceback
import zipfile
import zlib
from pathlib import Path

import joblib.numpy_pickle
import joblib.numpy_pickle_utils
import nbformat
import numpy
import onnx
import onnxruntime_genai as og
import pickletools
import safetensors
import skops.io
import transformers
import yaml
from IPython.core.inputtransformer2 import TransformerManager

HERE = Path(__file__).parent
TINY = HERE.parent / "peers/fixtures/genai/tiny-fp32"
DEMO = HERE.parents[1] / "public/models/phi3-demo"
CPU_SECONDS = 2
MEMORY_BYTES = 3 * 2**30
CHAT = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hi"}]


def canonical(value):
    """As `canonical` of peers.ts: a JSON value that tells every other one apart."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        value = value or 0
        try:
            return ["number", struct.pack(">d", float(value)).hex() if value == value else "nan"]
        except OverflowError:
            return ["number", struct.pack(">d", float("inf") if value > 0 else float("-inf")).hex()]
    if isinstance(value, list):
        return ["list", *map(canonical, value)]
    if isinstance(value, dict):
        return ["map", *sorted([key_text(key), canonical(item)] for key, item in value.items())]
    return ["other"]


def key_text(key) -> str:
    """A key as the page's objects have it: a string."""
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, bool):
        return json.dumps(key)
    return str(int(key)) if isinstance(key, float) and key.is_integer() else str(key)


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def read_yaml(data: bytes) -> str:
    value = yaml.load(data.decode("utf-8-sig"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return compact(canonical(value))


def read_ipynb(data: bytes) -> None:
    text = data.decode("utf-8-sig")
    nbformat.reads(text, as_version=4)


def read_pickle(data: bytes) -> None:
    try:
        pickletools.dis(data, io.StringIO())
    except ValueError as error:
        # What pickletools cannot print, the unpickler reads.
        if "for integer string conversion; use" in str(error):
            raise Unjudged from error
        # Where pickletools gives up, the unpickler reads on, and so does the page (src/pickle/read-argument.ts).
        if getattr(error, "encoding", None) != "ascii":
            raise


def read_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        infos = [info for info in file.infolist() if not info.filename.endswith("/")]
        return compact(sorted(zlib.crc32(file.read(info)) for info in infos))


def read_onnx(data: bytes) -> None:
    onnx.load_model_from_string(data)


def read_safetensors(data: bytes) -> None:
    safetensors.deserialize(data)


def model_folder(folder: str, **files: bytes) -> str:
    for file in TINY.iterdir():
        shutil.copy(file, folder)
    for name, data in files.items():
        (Path(folder) / f"{name}.json").write_bytes(data)
    return folder


def read_genai_config(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        og.Config(model_folder(folder, genai_config=data))


def read_tokenizer(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = og.Tokenizer(og.Model(model_folder(folder, tokenizer=data)))
        ids = tokenizer.encode("Hello, world <s>")
        return tokenizer.decode(ids) if len(ids) > 0 else ""


def read_tokenizer_config(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        og.Tokenizer(og.Model(model_folder(folder, tokenizer_config=data)))


def render(data: bytes) -> str:
    """The template is the model's own: one that is given is a string of C."""
    config = json.loads((TINY / "tokenizer_config.json").read_text())
    config["chat_template"] = data.decode("utf-8-sig")
    with tempfile.TemporaryDirectory() as folder:
        path = model_folder(folder, tokenizer_config=json.dumps(config).encode())
        tokenizer = og.Tokenizer(og.Model(path))
        return tokenizer.apply_chat_template(json.dumps(CHAT), add_generation_prompt=True)


def render_jinja(data: bytes) -> str:
    return hub_tokenizer().apply_chat_template(
        CHAT, chat_template=data.decode("utf-8-sig"), tokenize=False, add_generation_prompt=True
    )


@functools.cache
def hub_tokenizer():
    return transformers.AutoTokenizer.from_pretrained(DEMO)


def read_python_json(data: bytes) -> None:
    json.loads(data.decode("utf-8-sig"))


#: tools/fuzz/targets.ts has the same.
PATTERN_TEXTS = ["", "a", "The x1 23\n", "\u00e9\u0130 _\u0663", "aaaa\n\nb"]


def search_pattern(data: bytes) -> str:
    pattern = re.compile(data.decode("utf-8-sig"))
    return "".join(str(int(pattern.search(text) is not None)) for text in PATTERN_TEXTS)


class Unjudged(Exception):
    """The peer has nothing to say of this input."""


class StandIn:
    """In place of whatever a pickle names: nothing of it runs."""

    def __new__(cls, *_, **__):
        return object.__new__(cls)

    def __init__(self, *_, **__):
        pass

    def __call__(self, *_, **__):
        return StandIn()

    def __setstate__(self, _):
        pass

    append = extend = add = __setitem__ = __call__


class FollowingUnpickler(joblib.numpy_pickle.NumpyUnpickler):
    #: What joblib needs to find the numbers of an array in its file.
    REAL = {
        ("joblib.numpy_pickle", "NumpyArrayWrapper"): joblib.numpy_pickle.NumpyArrayWrapper,
        ("numpy", "dtype"): numpy.dtype,
    }

    def __init__(self, file):
        super().__init__("", file, False)
        self.names = set()

    def find_class(self, module, name):
        self.names.add((module, name))
        return self.REAL.get((module, name), StandIn)

    def persistent_load(self, _):
        return StandIn()


def follow_joblib(data: bytes) -> str:
    with joblib.numpy_pickle_utils._validate_fileobject_and_memmap(io.BytesIO(data), "", None) as (file, _):
        unpickler = FollowingUnpickler(file)
        try:
            unpickler.load()
        except AttributeError as error:
            # An object lacks what its class asks for: that is no question of what is imported.
            raise Unjudged from error
        except ValueError as error:
            # The page reads no numbers, and so does not miss any; nor does it know what an object makes of its state.
            place = traceback.extract_tb(error.__traceback__)[-1].name
            is_of_object = place in {"load_build", "load_reduce", "load_newobj", "load_newobj_ex"}
            if is_of_object or "reading array data" in str(error):
                raise Unjudged from error
            raise
        except pickle.UnpicklingError as error:
            # Only the unpickler that is written in Python, which joblib uses, holds opcodes to their frames.
            raise (Unjudged if "frame" in str(error) else type(error)) from error
        return "some" if unpickler.names else "none"


def read_skops(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        file.read("schema.json")
    return "some" if skops.io.get_untrusted_types(data=data) else "none"


def read_cell(data: bytes) -> str:
    """What IPython makes of a code cell: its cell magic, and how many of its own commands there are."""
    source = data.decode("utf-8-sig")
    # IPython ends lines where str.splitlines does; Python's own grammar and this page do not.
    if "get_ipython" in source or re.search(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", source):
        raise Unjudged
    # A call without brackets (",f a") leaves nothing that could be counted.
    if re.search(r"(?m)^[ \t]*[,;/]", source):
        raise Unjudged
    # A bracket that a command leaves open is Python's to IPython, which then drops lines below.
    for line in re.findall(r"(?m)^[ \t]*[?%!].*", source):
        if sum(map(line.count, "([{")) != sum(map(line.count, ")]}")):
            raise Unjudged
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError) as error:
        raise Unjudged from error
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    calls = [call for call in calls if isinstance(call.func.value, ast.Call) and getattr(call.func.value.func, "id", "") == "get_ipython"]
    magic = next((call.args[0].value for call in calls if call.func.attr == "run_cell_magic"), None)
    return compact([magic, None if magic is not None else len(calls)])


PEERS = {
    "joblib": follow_joblib,
    "skops": read_skops,
    "ipython": read_cell,
    "pattern": search_pattern,
    "yaml": read_yaml,
    "ipynb": read_ipynb,
    "pickle": read_pickle,
    "zip": read_zip,
    "onnx": read_onnx,
    "safetensors": read_safetensors,
    "genai_config": read_genai_config,
    "tokenizer": read_tokenizer,
    "tokenizer_config": read_tokenizer_config,
    "chat-template": render,
    "jinja": render_jinja,
    "json": read_python_json,
}


def attempt(peer: str, data: bytes) -> dict:
    try:
        return {"accepts": True, "why": "", "answer": PEERS[peer](data)}
    except (MemoryError, RecursionError, Unjudged) as error:
        return {"accepts": None, "why": type(error).__name__, "answer": None}
    except Exception as error:  # noqa: BLE001  whatever the peer says
        return {"accepts": False, "why": f"{type(error).__name__}: {error}"[:300], "answer": None}


def forked(peer: str, data: bytes) -> dict:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # What the peers print goes nowhere.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        with os.fdopen(write_end, "w") as out:
            json.dump(attempt(peer, data), out)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    try:
        return json.loads(said)
    except json.JSONDecodeError:
        return {"accepts": None, "why": "It ended without an answer.", "answer": None}


if __name__ == "__main__":
    # Once, for all that are forked.
    hub_tokenizer()
    for line in sys.stdin:
        asked = json.loads(line)
        verdict = forked(asked["peer"], base64.b64decode(asked["base64"]))
        print(json.dumps({"id": asked["id"], **verdict}), flush=True)
