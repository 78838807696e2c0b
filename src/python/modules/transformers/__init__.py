"""The part of transformers that notebooks around a language model use, over the page's own engine."""

import types as _types

import phi3_bridge
import phi3_page

__phi3__ = True
__version__ = phi3_page.version("transformers")

from transformers._generation import (  # noqa: E402
    EosTokenCriteria,
    GenerationConfig,
    GenerationMixin,
    LogitsProcessor,
    LogitsProcessorList,
    MaxLengthCriteria,
    StoppingCriteria,
    StoppingCriteriaList,
    TextIteratorStreamer,
    TextStreamer,
)
from transformers._model import AutoConfig, AutoModelForCausalLM, BitsAndBytesConfig, Phi3Config, Phi3ForCausalLM  # noqa: E402
from transformers._pipeline import TextGenerationPipeline, pipeline  # noqa: E402
from transformers._tokenizer import AutoTokenizer, BatchEncoding, PreTrainedTokenizerFast  # noqa: E402


def set_seed(seed, deterministic=False):
    import random

    random.seed(seed)
    phi3_bridge.call("engine.lm.seed", seed % 2**32)


class _Logging(_types.SimpleNamespace):
    def __getattr__(self, name):
        return lambda *ignored: None


logging = _Logging()

__all__ = [
    "AutoConfig", "AutoModelForCausalLM", "AutoTokenizer", "BatchEncoding", "BitsAndBytesConfig", "EosTokenCriteria", "GenerationConfig", "GenerationMixin", "LogitsProcessor",
    "LogitsProcessorList", "MaxLengthCriteria", "Phi3Config", "Phi3ForCausalLM", "PreTrainedTokenizerFast", "StoppingCriteria",
    "StoppingCriteriaList", "TextGenerationPipeline", "TextIteratorStreamer", "TextStreamer", "logging",
    "pipeline", "set_seed",
]  # fmt: skip
__getattr__ = phi3_page.lacking_attribute("transformers")
