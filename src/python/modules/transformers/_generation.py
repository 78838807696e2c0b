"""GenerationConfig, generate() and the streamers (transformers/generation).

The streamers are ported from transformers' generation/streamers.py, with changes (Apache-2.0, tools/licences/transformers.txt).
"""

import json
import queue

import numpy
import phi3_bridge
import torch
from phi3_page import Lacking, profile

from transformers._tokenizer import PreTrainedTokenizerFast

_DEFAULTS = {
    "max_length": None, "max_new_tokens": None, "min_length": 0, "min_new_tokens": None, "do_sample": False, "num_beams": 1,
    "temperature": 1.0, "top_k": 50, "top_p": 1.0, "min_p": None, "repetition_penalty": 1.0, "no_repeat_ngram_size": 0,
    "num_return_sequences": 1, "pad_token_id": None, "bos_token_id": None, "eos_token_id": None, "use_cache": True,
    "early_stopping": False, "length_penalty": 1.0, "output_scores": False, "output_attentions": False, "output_hidden_states": False,
    "return_dict_in_generate": False,
}  # fmt: skip
#: Taken, and without effect here.
_UNUSED = {"use_cache", "early_stopping", "length_penalty", "cache_implementation", "trust_remote_code", "token_type_ids", "tokenizer", "synced_gpus"}
#: Of the real function, and not of the page's.
_MISSING = frozenset(
    "assistant_model begin_suppress_tokens constraints custom_generate diversity_penalty encoder_repetition_penalty "
    "epsilon_cutoff eta_cutoff exponential_decay_length_penalty forced_bos_token_id forced_eos_token_id force_words_ids guidance_scale "
    "inputs_embeds max_time negative_prompt_ids num_beam_groups output_logits past_key_values penalty_alpha "
    "prefix_allowed_tokens_fn prompt_lookup_num_tokens remove_invalid_values renormalize_logits sequence_bias top_h "
    "typical_p watermarking_config".split()
)
_MOST_BY_DEFAULT = 20


class GenerationConfig(Lacking):
    _recorded_as = "transformers.GenerationConfig"
    __module__ = "transformers.generation.configuration_utils"

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __getattr__(self, name):
        if name in _DEFAULTS:
            return _DEFAULTS[name]
        return super().__getattr__(name)

    @classmethod
    def from_pretrained(cls, pretrained_model_name, **kwargs):
        from transformers._models import open_model

        return cls(**_without_version(json.loads(open_model(pretrained_model_name).facts["generationConfig"])), **kwargs)

    @classmethod
    def from_dict(cls, config_dict, **kwargs):
        return cls(**config_dict, **kwargs)

    def to_dict(self):
        return {**_DEFAULTS, **self.__dict__}

    def to_diff_dict(self):
        return {name: value for name, value in sorted(self.__dict__.items()) if value is not None}

    def update(self, **kwargs):
        self.__dict__.update(kwargs)
        return {}

    def __eq__(self, other):
        return isinstance(other, GenerationConfig) and self.__dict__ == other.__dict__

    def __repr__(self):
        return f"GenerationConfig {json.dumps(self.to_diff_dict(), indent=2)}\n"


def _without_version(config):
    return {name: value for name, value in config.items() if name not in ("transformers_version", "_from_model_config")}


class GenerationMixin:
    """Base of the models that generate."""

    def generate(self, inputs=None, generation_config=None, **kwargs):
        return generate(self, inputs, generation_config, **kwargs)

    def compute_transition_scores(self, sequences, scores, beam_indices=None, normalize_logits=False):
        """The score of each token that was generated."""
        steps = numpy.stack([each._array for each in scores], axis=-1)
        if normalize_logits:
            steps = torch.log_softmax(torch.Tensor(steps), 1)._array
        new = sequences._array[:, -len(scores) :].tolist()
        found = [[steps[row, token, at] for at, token in enumerate(tokens)] for row, tokens in enumerate(new)]
        return torch.Tensor(numpy.array(found, dtype=numpy.float32))


def generate(model, inputs=None, generation_config=None, streamer=None, stopping_criteria=None, logits_processor=None, **kwargs):
    """GenerationMixin.generate for one sequence a row."""
    ids = kwargs.pop("input_ids", None) if inputs is None else inputs
    if ids is None:
        raise ValueError("`inputs` or `input_ids` must be given: the Python of this page starts no generation without a prompt.")
    mask = kwargs.pop("attention_mask", None)
    options = _options(model, generation_config, kwargs)
    processors = [*_own_processors(options), *(logits_processor or [])]
    criteria = list(stopping_criteria or [])
    if options.get("stop_strings"):
        criteria.append(_stops(options["stop_strings"], kwargs.get("tokenizer")))
    rows = ids.tolist() if hasattr(ids, "tolist") else ids
    rows = rows if rows and isinstance(rows[0], list) else [rows]
    masks = mask.tolist() if mask is not None else [[1] * len(row) for row in rows]
    limit = _limit(options, len(rows[0]), kwargs, generation_config)
    if streamer is not None:
        if len(rows) > 1:
            raise ValueError("TextStreamer only supports batch size 1")
        streamer.put(torch.Tensor(numpy.array(rows, dtype=numpy.int64)))
    count = options["num_return_sequences"]
    made, scores = [], _kept_scores(options, len(rows) * count)
    for row, each in zip(rows, masks):
        read = [token for token, is_read in zip(row, each) if is_read]
        for _ in range(count):
            made.append(row + _continued(model, read, row, limit, options, streamer, criteria, processors, scores))
    if streamer is not None:
        streamer.end()
    length = max(map(len, made))
    pad = options["pad_token_id"]
    pad = pad if pad is not None else (options["eos"][0] if options["eos"] else 0)
    sequences = torch.Tensor(numpy.array([row + [pad] * (length - len(row)) for row in made], dtype=numpy.int64))
    if not options["return_dict_in_generate"]:
        return sequences
    return GenerateDecoderOnlyOutput(sequences=sequences, scores=tuple(scores) if scores is not None else None)


class GenerateDecoderOnlyOutput(dict):
    """What generate() gives where `return_dict_in_generate` is set. What is None is no entry."""

    __module__ = "transformers.generation.utils"
    _FIELDS = ("sequences", "scores", "logits", "attentions", "hidden_states", "past_key_values")

    def __init__(self, **fields):
        super().__init__({name: value for name, value in fields.items() if value is not None})

    def __getattr__(self, name):
        if name in self._FIELDS:
            return self.get(name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __getitem__(self, key):
        return super().__getitem__(key) if isinstance(key, str) else self.to_tuple()[key]

    def to_tuple(self):
        return tuple(self.values())


def _kept_scores(options, rows):
    if not (options["output_scores"] and options["return_dict_in_generate"]):
        return None
    if options["do_sample"] or rows > 1:
        raise NotImplementedError("generate(output_scores=True) of several rows, or drawn: the Python of this page does not have it.")
    return []


def _own_processors(options):
    words = options.get("bad_words_ids")
    if words is not None and not (isinstance(words, list) and words and all(isinstance(each, list) and each for each in words)):
        raise ValueError(f"`bad_words_ids` has to be a non-empty list, but is {words}.")
    if words:
        yield _NoBadWords([each for each in words if each not in [[eos] for eos in options["eos"]]])
    if options.get("suppress_tokens"):
        yield _NoBadWords([[int(each)] for each in options["suppress_tokens"]])


class _NoBadWords:
    def __init__(self, words):
        self.words = words

    def __call__(self, input_ids, scores):
        ids, array = input_ids.tolist()[0], scores._array
        for *before, last in self.words:
            if not before or ids[-len(before) :] == before:
                array[0, last] = -numpy.inf
        return scores


def _stops(strings, tokenizer):
    if tokenizer is None:
        raise ValueError(
            "There are one or more stop strings, either in the arguments to `generate` or in the model's generation config, but we could "
            "not locate a tokenizer. When generating with stop strings, you must pass the model's tokenizer to the `tokenizer` argument of "
            "`generate`."
        )
    strings = [strings] if isinstance(strings, str) else list(strings)
    longest = max(map(len, strings))

    def found(input_ids, scores):
        """Whether a string ends in the last token."""
        ids = input_ids.tolist()[0][-longest - 1 :]
        text, before = tokenizer.decode(ids), tokenizer.decode(ids[:-1])
        return any(text.find(each, max(0, len(before) - len(each) + 1)) >= 0 for each in strings)

    return found


def _options(model, config, kwargs):
    chosen = {**_DEFAULTS, **model.generation_config.__dict__}
    if config is not None:
        chosen |= {name: value for name, value in config.__dict__.items() if value is not None}
    count = kwargs.get("max_new_tokens")
    if isinstance(count, int) and count <= 0:
        raise ValueError(f"`max_new_tokens` must be greater than 0, but is {count}.")
    unknown = [name for name in kwargs if name not in _DEFAULTS and name not in _UNUSED and name not in ("min_p", "stop_strings", "bad_words_ids", "suppress_tokens")]
    missing = [name for name in unknown if name in _MISSING]
    if missing:
        raise NotImplementedError(f"generate({missing[0]}=…): the Python of this page does not have it.")
    if unknown:
        raise ValueError(
            f"The following `model_kwargs` are not used by the model: {unknown} (note: typos in the generate arguments will also show up "
            "in this list)"
        )
    chosen |= {name: value for name, value in kwargs.items() if value is not None or name in ("eos_token_id",)}
    for name, usual in (("num_beams", 1),):
        if chosen.get(name, usual) != usual:
            raise NotImplementedError(f"generate({name}={chosen[name]!r}): the Python of this page does not have it.")
    if chosen["num_return_sequences"] > 1 and not chosen["do_sample"]:
        raise ValueError(
            "Greedy methods without beam search do not support `num_return_sequences` different than 1 (got "
            f"{chosen['num_return_sequences']})."
        )
    if chosen["do_sample"] and not (isinstance(chosen["temperature"], (int, float)) and chosen["temperature"] > 0):
        hint = ""
        if isinstance(chosen["temperature"], float) and chosen["temperature"] == 0.0:
            hint = " If you're looking for greedy decoding strategies, set `do_sample=False`."
        raise ValueError(
            f"`temperature` (={chosen['temperature']}) has to be a strictly positive float, otherwise your next token scores will be "
            f"invalid.{hint}"
        )
    eos = chosen["eos_token_id"]
    chosen["eos"] = [] if eos is None else list(eos) if isinstance(eos, (list, tuple)) else [int(eos)]
    return chosen


def _limit(options, prompt_length, kwargs, config):
    """Tokens that a row may have, its prompt counted."""
    if options["max_new_tokens"] is not None:
        return prompt_length + options["max_new_tokens"]
    is_set = options["max_length"] is not None
    limit = options["max_length"] if is_set else prompt_length + _MOST_BY_DEFAULT if profile == "current" else _MOST_BY_DEFAULT
    if prompt_length >= limit:
        raise ValueError(
            f"Input length of input_ids is {prompt_length}, but `max_length` is set to {limit}. This can lead to unexpected behavior. You "
            "should consider increasing `max_length` or, better yet, setting `max_new_tokens`."
        )
    return limit


def _continued(model, read, row, limit, options, streamer, criteria, processors, scores):
    """The tokens that follow; the pads before a prompt are not read."""
    settings = {
        "max_length": limit - len(row) + len(read),
        "min_length": len(read) + options["min_new_tokens"] if options["min_new_tokens"] else options["min_length"] or 0,
        "eos_token_ids": options["eos"],
        **{name: options[name] for name in ("do_sample", "temperature", "top_k", "top_p", "min_p", "repetition_penalty", "no_repeat_ngram_size")},
    }
    settings["top_k"] = settings["top_k"] or 0
    settings["top_p"] = 1.0 if settings["top_p"] is None else settings["top_p"]
    if limit <= len(row):
        return []
    # Python's own code between two tokens could draw, too.
    is_alone = settings["do_sample"] and (bool(criteria) or streamer is not None and type(streamer) not in (TextStreamer, TextIteratorStreamer))
    handle = phi3_bridge.call("engine.lm.begin", model._handle, numpy.array(read, dtype=numpy.int32).tobytes(), settings, is_alone)
    made, coming, taken = [], [], 0
    try:
        is_last = False
        while not is_last:
            if processors or scores is not None:
                token, is_last = _chosen(handle, processors, row + made, scores)
            else:
                coming = coming or phi3_bridge.call("engine.lm.next", handle, taken)
                token, is_last = coming.pop(0)
                taken += 1
                phi3_bridge.took("engine.lm.next taken", (handle,), (token, is_last))
            made.append(token)
            if isinstance(streamer, TextStreamer):
                streamer._coming = [each for each, _ in coming]
            if streamer is not None:
                streamer.put(torch.Tensor(numpy.array([token], dtype=numpy.int64)))
            if criteria and _is_stopped(criteria, row + made):
                break
    finally:
        phi3_bridge.tell("engine.lm.end", handle, taken)
    return made


def _chosen(handle, processors, ids, kept):
    """The next token, of the scores that the processors leave; these are added to ``kept``."""
    scores = torch.Tensor(numpy.frombuffer(phi3_bridge.call("engine.lm.scores", handle), dtype=numpy.float32).reshape((1, -1)).copy())
    tensor = torch.Tensor(numpy.array([ids], dtype=numpy.int64))
    for each in processors:
        scores = each(tensor, scores)
    if kept is not None:
        kept.append(scores)
    return phi3_bridge.call("engine.lm.choose", handle, numpy.asarray(scores._array, dtype=numpy.float32).flatten().tobytes())


def _is_stopped(criteria, ids):
    tensor = torch.Tensor(numpy.array([ids], dtype=numpy.int64))
    for each in criteria:
        found = each(tensor, None)
        if bool(found.any()) if hasattr(found, "any") else bool(found):
            return True
    return False


class StoppingCriteria(Lacking):
    def __call__(self, input_ids, scores, **kwargs):
        raise NotImplementedError("StoppingCriteria needs to be subclassed")


class StoppingCriteriaList(list):
    def __call__(self, input_ids, scores, **kwargs):
        done = torch.Tensor(numpy.zeros(input_ids.shape[0], dtype="bool"))
        for criteria in self:
            done = done | criteria(input_ids, scores, **kwargs)
        return done

    @property
    def max_length(self):
        return next((each.max_length for each in self if isinstance(each, MaxLengthCriteria)), None)


class MaxLengthCriteria(StoppingCriteria):
    def __init__(self, max_length, max_position_embeddings=None):
        self.max_length, self.max_position_embeddings = max_length, max_position_embeddings

    def __call__(self, input_ids, scores, **kwargs):
        return torch.full((input_ids.shape[0],), input_ids.shape[-1] >= self.max_length, dtype=torch.bool)


class EosTokenCriteria(StoppingCriteria):
    def __init__(self, eos_token_id):
        ids = eos_token_id.tolist() if hasattr(eos_token_id, "tolist") else eos_token_id
        self.eos_token_id = torch.tensor(ids if isinstance(ids, list) else [ids])

    def __call__(self, input_ids, scores, **kwargs):
        return torch.isin(input_ids[:, -1], self.eos_token_id)


class LogitsProcessor:
    def __call__(self, input_ids, scores):
        raise NotImplementedError(
            f"{self.__class__} is an abstract class. Only classes inheriting this class can be called."
        )


class LogitsProcessorList(list):
    def __call__(self, input_ids, scores, **kwargs):
        for processor in self:
            scores = processor(input_ids, scores, **kwargs)
        return scores


class TextStreamer(Lacking):
    _recorded_as = "transformers.TextStreamer"
    __module__ = "transformers.generation.streamers"

    def __init__(self, tokenizer, skip_prompt=False, **decode_kwargs):
        self.tokenizer, self.skip_prompt, self.decode_kwargs = tokenizer, skip_prompt, decode_kwargs
        self.token_cache, self.print_len, self.next_tokens_are_prompt = [], 0, True
        #: Tokens that are put next, and for a cache with some of them its text.
        self._coming, self._texts = [], []

    def put(self, value):
        ids = value.tolist()
        if ids and isinstance(ids[0], list):
            if len(ids) > 1:
                raise ValueError("TextStreamer only supports batch size 1")
            ids = ids[0]
        if self.skip_prompt and self.next_tokens_are_prompt:
            self.next_tokens_are_prompt = False
            return
        self.token_cache.extend(ids)
        text = self._text()
        if text.endswith("\n"):
            printable = text[self.print_len :]
            self.token_cache, self.print_len = [], 0
        elif text and _is_chinese(ord(text[-1])):
            printable = text[self.print_len :]
            self.print_len += len(printable)
        else:
            # Up to the last whole word.
            printable = text[self.print_len : text.rfind(" ") + 1]
            self.print_len += len(printable)
        self.on_finalized_text(printable)

    def _text(self):
        """The text of the cache. The texts of the tokens that come are asked for at the same time."""
        if not (isinstance(self.tokenizer, PreTrainedTokenizerFast) and self.tokenizer._decodes_itself() and self.token_cache):
            return self.tokenizer.decode(self.token_cache, **self.decode_kwargs)
        if not self._texts or self._texts[0][0] != self.token_cache:
            self._texts = self.tokenizer._decoded_each(self.token_cache, self._coming, **self.decode_kwargs)
        return self._texts.pop(0)[1]

    def end(self):
        printable = ""
        if self.token_cache:
            printable = self.tokenizer.decode(self.token_cache, **self.decode_kwargs)[self.print_len :]
            self.token_cache, self.print_len = [], 0
        self.next_tokens_are_prompt = True
        self.on_finalized_text(printable, stream_end=True)

    def on_finalized_text(self, text, stream_end=False):
        print(text, flush=True, end="" if not stream_end else None)


def _is_chinese(code):
    """Such a character is a word of its own (the CJK blocks of Unicode)."""
    blocks = (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    )  # fmt: skip
    return any(first <= code <= last for first, last in blocks)


class TextIteratorStreamer(TextStreamer):
    """Whoever iterates over it gets the text; generate() runs in a thread meanwhile."""

    _recorded_as = "transformers.TextIteratorStreamer"

    def __init__(self, tokenizer, skip_prompt=False, timeout=None, **decode_kwargs):
        super().__init__(tokenizer, skip_prompt, **decode_kwargs)
        self.text_queue, self.stop_signal, self.timeout = queue.Queue(), None, timeout

    def on_finalized_text(self, text, stream_end=False):
        self.text_queue.put(text, timeout=self.timeout)
        if stream_end:
            self.text_queue.put(self.stop_signal, timeout=self.timeout)

    def __iter__(self):
        return self

    def __next__(self):
        value = self.text_queue.get(timeout=self.timeout)
        if value == self.stop_signal:
            raise StopIteration()
        return value
