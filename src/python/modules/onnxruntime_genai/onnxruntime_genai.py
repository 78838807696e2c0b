"""The generate() API over the page's engine: the classes that each version of onnxruntime-genai has."""

import collections
import re

import numpy
import phi3_bridge
from phi3_page import genai, models, profile, say

from onnxruntime_genai._native import Native, exported

_PROVIDERS = (
    "'DML'/'DmlExecutionProvider', 'QNN'/'QNNExecutionProvider', 'OpenVINO'/'OpenVINOExecutionProvider', "
    "'SNPE'/'SNPEExecutionProvider', 'XNNPACK'/'XnnpackExecutionProvider', 'WEBNN'/'WebNNExecutionProvider', "
    "'WebGPU'/'WebGpuExecutionProvider', 'AZURE'/'AzureExecutionProvider', 'JS'/'JsExecutionProvider', "
    "'VitisAI'/'VitisAIExecutionProvider', 'CoreML'/'CoreMLExecutionProvider', 'MIGraphX'/'MIGraphXExecutionProvider', and "
    "'CPU'/'CPUExecutionProvider'"
)

#: Before 0.6 a prompt goes into the params, and logits are computed by a call of their own.
_takes_prompt_in_params = "input_ids" in genai()["GeneratorParams"]


def _call(method, *args):
    return phi3_bridge.call(f"engine.genai.{method}", *args)


def _ids(values):
    """The bytes of token ids, rounded towards zero as pybind11 does."""
    return numpy.asarray(values).astype(numpy.int32).tobytes()


def _array(data):
    return numpy.frombuffer(data, dtype=numpy.int32)


def _sequence(generator, method, index):
    """Until 0.11 a sequence that ended had a pad where it ended. Where there are several rows, the page's stay without it."""
    ids = _array(_call(method, generator._handle, generator._coming.taken, int(index)))
    chosen = generator.get_next_tokens()
    if profile == "current" or len(chosen) != 1 or not generator.is_done():
        return ids
    special = _call("tokenizer.special", generator._model._handle)
    return _array(ids.tobytes() + _ids([special["pad"]])) if int(chosen[0]) in special["eos"] else ids


class _Held(Native):
    """An object of the engine: the engine is told when Python no longer holds it."""

    __slots__ = ("_handle",)

    def __del__(self):
        handle = getattr(self, "_handle", None)
        if handle is not None and phi3_bridge is not None:
            phi3_bridge.tell("engine.free", handle)


@exported
class Config(Native):
    __slots__ = ("_overlays", "_path", "_providers", "_reference")

    def __init__(self, path):
        self._path, self._overlays, self._providers = path, [], []
        self._reference = models.find(path, "genai")
        if self._reference is None:
            raise RuntimeError(f"Error opening {path}/genai_config.json")

    def clear_providers(self):
        self._providers = []

    def append_provider(self, name):
        self._providers.append(name)

    def set_provider_option(self, provider, name, value):
        self._providers.append(provider)

    def overlay(self, json):
        self._overlays.append(json)


@exported
class Model(_Held):
    __slots__ = ("_type",)

    def __init__(self, source):
        if Config is not None and isinstance(source, Config):
            reference, overlays = source._reference, source._overlays
            for provider in source._providers:
                _check_provider(provider)
        else:
            reference, overlays = models.find(source, "genai"), []
            if reference is None:
                raise RuntimeError(f"Error opening {source}/genai_config.json")
        opened = _call("model.open", reference, overlays)
        self._handle, self._type = opened["handle"], opened["type"]

    @property
    def type(self):
        return self._type

    @property
    def device_type(self):
        return "CPU"

    def generate(self, params):
        sequences = _call("model.generate", self._handle, params._handle, params._prompt())
        return [_array(each).tolist() for each in sequences]


def _check_provider(name):
    """The page is a build for the CPU."""
    if profile == "mid-2025" and name != "cuda":
        raise RuntimeError(f"Unknown provider type: {name}")
    if name.lower() in ("cpu", "cpuexecutionprovider"):
        return
    if name.lower() in ("cuda", "cudaexecutionprovider"):
        raise RuntimeError(
            "Cuda interface not available: Failed to load library: libonnxruntime-genai-cuda.so: cannot open shared object file: "
            "No such file or directory"
        )
    raise RuntimeError(f"Unknown provider name '{name}'. Currently supported values are {_PROVIDERS}.")


@exported
class GeneratorParams(_Held):
    __slots__ = ("_input_ids", "_model")

    def __init__(self, model):
        self._model, self._input_ids = model, None
        self._handle = _call("params.create", model._handle)

    def set_search_options(self, **options):
        for name, value in options.items():
            # Not numpy's numbers.
            if type(value) not in (bool, int, float):
                raise RuntimeError(f"Unknown search option type, can be float/bool/int:{name}")
        try:
            _call("params.set", self._handle, options)
        except RuntimeError as error:
            unknown = re.fullmatch(r' Unknown value "(.*)"', str(error))
            if unknown is None or not _takes_prompt_in_params:
                raise
            raise RuntimeError(f"Unknown search option:{unknown[1]}") from None

    def get_search_options(self):
        found = _call("params.get", self._handle)
        return {_snake(name): value if isinstance(value, bool) else float(value) for name, value in sorted(found.items()) if name in _SHOWN}

    def try_graph_capture_with_max_batch_size(self, max_batch_size):
        """CUDA's graphs: nothing on the CPU."""
        if not _takes_prompt_in_params:
            say("TryGraphCaptureWithMaxBatchSize is deprecated and will be removed in a future release")

    def try_use_cuda_graph_with_max_batch_size(self, max_batch_size):
        say(
            "try_use_cuda_graph_with_max_batch_size will be deprecated in release 0.3.0. Please use "
            "try_graph_capture_with_max_batch_size instead"
        )

    def set_guidance(self, kind, data, enable_ff_tokens=False):
        """Takes anything; the generator refuses it, in a build without guidance."""
        raise NotImplementedError(
            "GeneratorParams.set_guidance: the Python of this page has no constrained decoding. Check the answer, and ask again."
        )

    @property
    def input_ids(self):
        return numpy.array([] if self._input_ids is None else self._input_ids, dtype=numpy.int32)

    @input_ids.setter
    def input_ids(self, values):
        if isinstance(values, (str, dict)):
            raise TypeError(
                "(): incompatible function arguments. The following argument types are supported:\n    1. (arg0: "
                "onnxruntime_genai.onnxruntime_genai.GeneratorParams, arg1: numpy.ndarray[numpy.int32]) -> None\n\nInvoked with: "
                f"{self!r}, {values!r}"
            )
        self._input_ids = numpy.asarray(values).astype(numpy.int32)

    @property
    def eos_token_id(self):
        return _call("tokenizer.special", self._model._handle)["eos"][0]

    @property
    def pad_token_id(self):
        return _call("tokenizer.special", self._model._handle)["pad"]

    def _prompt(self):
        return b"" if self._input_ids is None else self._input_ids.flatten().tobytes()


_SHOWN = {
    "batchSize", "chunkSize", "diversityPenalty", "doSample", "earlyStopping", "lengthPenalty", "maxLength", "minLength",
    "noRepeatNgramSize", "numBeams", "numReturnSequences", "pastPresentShareBuffer", "randomSeed", "repetitionPenalty",
    "temperature", "topK", "topP",
}  # fmt: skip


def _snake(name):
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name)


class _Coming:
    """The steps of a generator that the engine has made, and the code has not taken yet."""

    #: The steps of the generator whose step was taken last.
    latest = None

    def __init__(self, model, method, handle):
        self.model, self._method, self._handle = model, method, handle
        self._states = collections.deque()
        #: How many the code has taken: what it does not take is no step.
        self.taken = 0

    def __len__(self):
        return len(self._states)

    def fetch(self):
        if not self._states:
            self._states.extend(phi3_bridge.call(self._method, self._handle, self.taken))

    def take(self):
        self.fetch()
        self.taken += 1
        state = self._states.popleft()
        _Coming.latest = self
        phi3_bridge.took(f"{self._method} taken", (self._handle,), state)
        return state

    def forget(self):
        """The engine takes back what was not taken. Returns how many were."""
        self._states.clear()
        return self.taken

    def tokens(self):
        return [int.from_bytes(tokens[:4], "little") for _, tokens, _ in self._states]


class _AppendedTokens(_Held):
    """From 0.6 on: the prompt is appended."""

    __slots__ = ("_coming", "_model", "_state")

    def __init__(self, model, params):
        self._model = model
        self._state = (False, b"", 0)
        self._handle = _call("generator.create", model._handle, params._handle)
        self._coming = _Coming(model, "engine.genai.generator.steps", self._handle)

    def _look(self, method, *args):
        return _call(method, self._handle, self._coming.forget(), *args)

    def append_tokens(self, tokens):
        self._state = self._look("generator.append", _ids(tokens.as_numpy() if isinstance(tokens, Tensor) else tokens))

    def generate_next_token(self):
        try:
            self._state = self._coming.take()
        except RuntimeError as error:
            if profile != "mid-2025":
                raise
            # Native's words before 0.9.
            raise RuntimeError(str(error).replace("or SetInputs", "or params.SetInputs")) from None

    def is_done(self):
        return self._state[0]

    def get_next_tokens(self):
        return _array(self._state[1])

    def token_count(self):
        return self._state[2]

    def get_sequence(self, index):
        return _sequence(self, "generator.sequence", index)

    def get_logits(self):
        return self._rows(self._look("generator.logits"))

    def get_output(self, name):
        """What the last run of the model gave; it runs nothing itself."""
        if name.startswith("present."):
            raise NotImplementedError(f"Generator.get_output({name!r}): the cache of keys and values stays in the page's engine.")
        last = self._look("generator.lastRun") if name == "logits" else None
        if last is None:
            raise RuntimeError(f"Generator output '{name}' was not found.")
        if last["tokens"] > 1:
            raise NotImplementedError(
                f'Generator.get_output("logits"): onnxruntime-genai gives the logits of all {last["tokens"]} tokens that ran last; the '
                "engine of this page keeps those of the last token. get_logits() gives them. For the others, append the tokens one by one "
                "and call get_logits() after each."
            )
        return self._rows(last["logits"])

    def _rows(self, logits):
        return numpy.frombuffer(logits, dtype=numpy.float32).reshape((max(1, len(self.get_next_tokens())), 1, -1))

    def set_logits(self, logits):
        self._state = self._look("generator.setLogits", numpy.asarray(logits).astype(numpy.float32).flatten().tobytes())

    def rewind_to(self, length):
        self._state = self._look("generator.rewind", int(length))


class _SteppedByLogits(_Held):
    """Until 0.5: the prompt is in the params."""

    __slots__ = ("_coming", "_model", "_state")

    def __init__(self, model, params):
        self._model = model
        self._state = (False, b"", 0)
        self._handle = _call("stepped.create", model._handle, params._handle, params._prompt())
        self._coming = _Coming(model, "engine.genai.stepped.steps", self._handle)

    def compute_logits(self):
        """The engine also takes the step that follows."""
        if self._state[0]:
            _call("stepped.logits", self._handle, self._coming.forget())
        else:
            self._coming.fetch()

    def generate_next_token(self):
        if self._coming:
            self._state = self._coming.take()
        else:
            self._state = _call("stepped.step", self._handle, self._coming.forget())

    def is_done(self):
        return self._state[0]

    def get_next_tokens(self):
        return _array(self._state[1])

    def get_sequence(self, index):
        return _sequence(self, "stepped.sequence", index)


# The class that this version has; what it lacks of the methods is taken away.
_base = _SteppedByLogits if _takes_prompt_in_params else _AppendedTokens
Generator = exported(type("Generator", (_Held,), {name: each for name, each in vars(_base).items() if name not in ("__dict__", "_coming", "_model", "_state")}))


@exported
class Tensor(Native):
    __slots__ = ("_array",)

    def __init__(self, array):
        self._array = array

    def as_numpy(self):
        return self._array

    def shape(self):
        return list(self._array.shape)

    def type(self):
        """Native gives a C++ enum that Python has no type for."""
        raise TypeError(
            "Unable to convert function return value to a Python type! The signature was\n\t(self: "
            "onnxruntime_genai.onnxruntime_genai.Tensor) -> OgaElementType"
        )


@exported
class Tokenizer(Native):
    __slots__ = ("_model",)

    def __init__(self, model):
        self._model = model

    def encode(self, text):
        ids = _array(_call("tokenizer.encode", self._model._handle, text))
        return ids.tolist() if _takes_prompt_in_params else ids

    def decode(self, tokens):
        return _call("tokenizer.decode", self._model._handle, _ids(tokens))

    def encode_batch(self, texts):
        ids = _array(_call("tokenizer.encodeBatch", self._model._handle, list(texts))).reshape((len(texts), -1))
        if _takes_prompt_in_params:
            return ids
        made = object.__new__(Tensor)
        made._array = ids
        return made

    def decode_batch(self, tokens):
        array = tokens.as_numpy() if Tensor is not None and isinstance(tokens, Tensor) else numpy.asarray(tokens)
        return _call("tokenizer.decodeBatch", self._model._handle, _ids(array), array.shape[0])

    def create_stream(self):
        made = object.__new__(TokenizerStream)
        made._model, made._decoded, made._texts = self._model, 0, []
        made._handle = _call("stream.create", self._model._handle)
        return made

    def apply_chat_template(self, messages, template_str=None, tools=None, add_generation_prompt=True):
        if tools is not None:
            raise NotImplementedError("Tokenizer.apply_chat_template(tools=…): the Python of this page does not have it.")
        _check_json(messages)
        return _call("tokenizer.chat", self._model._handle, messages, template_str, add_generation_prompt)

    def to_token_id(self, token):
        return _call("tokenizer.tokenId", self._model._handle, token)

    @property
    def eos_token_ids(self):
        return numpy.array(_call("tokenizer.special", self._model._handle)["eos"], dtype=numpy.int32)

    @property
    def bos_token_id(self):
        return _call("tokenizer.special", self._model._handle)["bos"]

    @property
    def pad_token_id(self):
        return _call("tokenizer.special", self._model._handle)["pad"]


def _check_json(text):
    import json

    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise RuntimeError(
            f"[json.exception.parse_error.101] parse error at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None


@exported
class TokenizerStream(_Held):
    __slots__ = ("_decoded", "_model", "_texts")

    def __init__(self):
        pass

    def decode(self, token):
        """Asks for the texts of the tokens that come, too: the code most likely decodes them next."""
        token = int(token)
        if not self._texts or self._texts[0][0] != token:
            coming = _Coming.latest
            tokens = [token, *(coming.tokens() if coming is not None and coming.model is self._model else [])]
            texts = _call("stream.decode", self._handle, self._decoded, _ids(tokens))
            self._texts = list(zip(tokens, texts))
        self._decoded += 1
        return self._texts.pop(0)[1]


def is_cuda_available():
    return False


def is_dml_available():
    return False


def is_rocm_available():
    return False


def is_webgpu_available():
    return False


def is_qnn_available():
    return False


def is_openvino_available():
    return False


def set_log_options(**options):
    """Native's log is not the page's."""


def get_current_gpu_device_id():
    return 0


for _name in [each for each in list(globals()) if not each.startswith("_")]:
    if _name not in genai() and getattr(globals()[_name], "__module__", None) == __name__:
        del globals()[_name]
del _name, _base
