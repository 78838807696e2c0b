"""AutoTokenizer and what it gives, over the page's tokenizer of the same files."""

import json

import numpy
import phi3_bridge
import torch
from phi3_page import Lacking, profile

from transformers import _models


class BatchEncoding(dict):
    __module__ = "transformers.tokenization_utils_base"

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __repr__(self):
        # Of its own, so that a notebook shows it on one line, as the real one.
        return dict.__repr__(self)

    def to(self, device=None, **options):
        torch.only_cpu(device)
        return self

    @property
    def data(self):
        return dict(self)


class PreTrainedTokenizerFast(Lacking):
    _recorded_as = "transformers.PreTrainedTokenizerFast"

    def __init__(self, name, opened, **options):
        self.name_or_path = str(name)
        self._opened = opened
        self._handle = opened.handle
        config = json.loads(opened.facts["tokenizerConfig"])
        self._config = config
        self._added = json.loads(opened.facts["addedTokens"])
        self._vocabulary = json.loads(opened.facts["vocabulary"])
        self._ids = {**self._vocabulary, **{each["content"]: each["id"] for each in self._added}}
        self._names = {token_id: token for token, token_id in self._ids.items()}
        for kind in ("bos_token", "eos_token", "unk_token", "pad_token"):
            value = config.get(kind)
            setattr(self, kind, value["content"] if isinstance(value, dict) else value)
        self.padding_side = options.get("padding_side", config.get("padding_side", "right"))
        self.truncation_side = options.get("truncation_side", "right")
        self.model_max_length = options.get("model_max_length", config.get("model_max_length"))
        self.chat_template = opened.facts["chatTemplate"]
        self._own_template = self.chat_template
        self.vocab_size = len(self._vocabulary)

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path, *inputs, **kwargs):
        return AutoTokenizer.from_pretrained(pretrained_model_name_or_path, *inputs, **kwargs)

    def _id_of(self, token):
        return self._ids.get(token) if token is not None else None

    bos_token_id = property(lambda self: self._id_of(self.bos_token))
    eos_token_id = property(lambda self: self._id_of(self.eos_token))
    unk_token_id = property(lambda self: self._id_of(self.unk_token))
    pad_token_id = property(lambda self: self._id_of(self.pad_token))

    @pad_token_id.setter
    def pad_token_id(self, value):
        self.pad_token = self._names[value]

    is_fast = True

    @property
    def all_special_tokens(self):
        return list(dict.fromkeys(each for each in (self.bos_token, self.eos_token, self.unk_token, self.pad_token) if each))

    @property
    def all_special_ids(self):
        return [self._ids[each] for each in self.all_special_tokens]

    @property
    def special_tokens_map(self):
        return {kind: token for kind in ("bos_token", "eos_token", "unk_token", "pad_token") if (token := getattr(self, kind))}

    def get_vocab(self):
        return dict(self._ids)

    def __len__(self):
        return max(self._ids.values()) + 1

    def _encoded(self, text, add_special_tokens, truncation, max_length):
        ids = numpy.frombuffer(phi3_bridge.call("engine.lm.encode", self._handle, text, add_special_tokens), dtype=numpy.int32).tolist()
        most = max_length if max_length is not None else self.model_max_length
        return ids[:most] if truncation and most is not None else ids

    def __call__(
        self, text=None, text_pair=None, add_special_tokens=True, padding=False, truncation=False, max_length=None,
        return_tensors=None, return_attention_mask=True, **ignored,
    ):  # fmt: skip
        if text_pair is not None:
            raise NotImplementedError("A tokenizer's text_pair: the Python of this page does not have it.")
        is_batch = isinstance(text, (list, tuple))
        if text is None and profile == "current":
            raise ValueError("You need to specify either `text` or `text_target`.")
        if not is_batch and not isinstance(text, str):
            pairs = " or `list[tuple[list[str], list[str]]]` (batch of pretokenized sequence pairs)" if profile == "current" else ""
            raise ValueError(
                "text input must be of type `str` (single example), `list[str]` (batch or single pretokenized example) or "
                f"`list[list[str]]` (batch of pretokenized examples){pairs}."
            )
        rows = [self._encoded(each, add_special_tokens, truncation, max_length) for each in (text if is_batch else [text])]
        return self._batch(rows, is_batch, padding, max_length, return_tensors, return_attention_mask)

    def _batch(self, rows, is_batch, padding, max_length, return_tensors, return_attention_mask=True):
        masks = [[1] * len(row) for row in rows]
        if padding:
            length = max_length if padding == "max_length" and max_length else max(map(len, rows))
            if self.pad_token_id is None:
                raise ValueError(
                    "Asking to pad but the tokenizer does not have a padding token. Please select a token to use as `pad_token` "
                    "`(tokenizer.pad_token = tokenizer.eos_token e.g.)` or add a new pad token via `tokenizer.add_special_tokens({'pad_token': '[PAD]'})`."
                )
            rows, masks = zip(*(self._padded(row, length) for row in rows))
        made = {"input_ids": list(rows), "attention_mask": list(masks)}
        if not return_attention_mask:
            del made["attention_mask"]
        if return_tensors is None:
            return BatchEncoding(made if is_batch else {name: each[0] for name, each in made.items()})
        if len({len(row) for row in made["input_ids"]}) > 1:
            raise ValueError(
                "Unable to create tensor, you should probably activate truncation and/or padding with 'padding=True' 'truncation=True' "
                "to have batched tensors with the same length. Perhaps your features (`input_ids` in this case) have excessive nesting "
                "(inputs type `list` where type `int` is expected)."
            )
        arrays = {name: numpy.array(each, dtype=numpy.int64) for name, each in made.items()}
        return BatchEncoding(arrays if return_tensors == "np" else {name: torch.Tensor(each) for name, each in arrays.items()})

    def _padded(self, row, length):
        missing = max(0, length - len(row))
        pads, zeros = [self.pad_token_id] * missing, [0] * missing
        if self.padding_side == "left":
            return pads + row, zeros + [1] * len(row)
        return row + pads, [1] * len(row) + zeros

    def encode(self, text, add_special_tokens=True, return_tensors=None, truncation=False, max_length=None, **ignored):
        ids = self._encoded(text, add_special_tokens, truncation, max_length)
        return torch.Tensor(numpy.array([ids], dtype=numpy.int64)) if return_tensors == "pt" else ids

    def tokenize(self, text):
        return self.convert_ids_to_tokens(self._encoded(text, False, False, None))

    def convert_tokens_to_ids(self, tokens):
        if isinstance(tokens, str):
            return self._ids.get(tokens, self.unk_token_id)
        return [self._ids.get(token, self.unk_token_id) for token in tokens]

    def convert_ids_to_tokens(self, ids):
        return self._names.get(int(ids)) if isinstance(ids, int) else [self._names.get(int(each)) for each in ids]

    def convert_tokens_to_string(self, tokens):
        return self.decode([self._ids[token] for token in tokens])

    def decode(self, token_ids, skip_special_tokens=False, clean_up_tokenization_spaces=None, **ignored):
        ids = token_ids.tolist() if hasattr(token_ids, "tolist") else token_ids
        if isinstance(ids, (list, tuple)) and ids and isinstance(ids[0], (list, tuple)):
            return [self.decode(each, skip_special_tokens) for each in ids]
        ids = [int(each) for each in ids] if isinstance(ids, (list, tuple)) else [int(ids)]
        return phi3_bridge.call("engine.lm.decode", self._handle, numpy.array(ids, dtype=numpy.int32).tobytes(), skip_special_tokens)

    def _decodes_itself(self):
        return type(self).decode is PreTrainedTokenizerFast.decode and "decode" not in vars(self)

    def _decoded_each(self, token_ids, more, skip_special_tokens=False, **ignored):
        """[(ids, text)]: of the ids, and of the ids with the first, the first two, … of ``more`` after them."""
        rows = [token_ids[:] + more[:count] for count in range(len(more) + 1)]
        before, last = (numpy.array(each, dtype=numpy.int32).tobytes() for each in (token_ids[:-1], [token_ids[-1], *more]))
        return list(zip(rows, phi3_bridge.call("engine.lm.decodeEach", self._handle, before, last, skip_special_tokens)))

    def batch_decode(self, sequences, skip_special_tokens=False, clean_up_tokenization_spaces=None, **ignored):
        return [self.decode(each, skip_special_tokens) for each in sequences]

    def apply_chat_template(
        self, conversation, tools=None, documents=None, chat_template=None, add_generation_prompt=False, tokenize=True, padding=False,
        truncation=False, max_length=None, return_tensors=None, return_dict=None, **ignored,
    ):  # fmt: skip
        if tools or documents:
            raise NotImplementedError("apply_chat_template with tools or documents: the Python of this page does not have it.")
        template = chat_template if chat_template is not None else self.chat_template
        if template is None:
            raise ValueError(
                "Cannot use chat template functions because tokenizer.chat_template is not set and no template argument was passed! For "
                "information about writing templates and setting the tokenizer.chat_template attribute, please see the documentation at "
                "https://huggingface.co/docs/transformers/main/en/chat_templating"
            )
        is_batch = bool(conversation) and isinstance(conversation[0], (list, tuple))
        own = None if template == self._own_template else template
        texts = [
            phi3_bridge.call("engine.lm.chat", self._handle, json.dumps(each), bool(add_generation_prompt), own)
            for each in (conversation if is_batch else [conversation])
        ]
        if not tokenize:
            return texts if is_batch else texts[0]
        rows = [self._encoded(each, False, truncation, max_length) for each in texts]
        encoded = self._batch(rows, is_batch, padding, max_length, return_tensors)
        # Since transformers 5 the answer is a dict unless another is asked for.
        as_dict = return_dict if return_dict is not None else profile == "current"
        return encoded if as_dict else encoded["input_ids"]

    def pad(self, encoded_inputs, padding=True, max_length=None, return_tensors=None, **ignored):
        return self._batch([list(row) for row in encoded_inputs["input_ids"]], True, padding, max_length, return_tensors)

    def __repr__(self):
        special = self.special_tokens_map
        lines = "".join(
            f'\t{each["id"]}: AddedToken("{each["content"]}", rstrip={each.get("rstrip", False)}, lstrip={each.get("lstrip", False)}, '
            f'single_word={each.get("single_word", False)}, normalized={each.get("normalized", False)}, special={each.get("special", False)}),\n'
            for each in self._added
        )
        end = "" if profile == "current" else "\n"
        is_fast = "" if profile == "current" else " is_fast=True,"
        return (
            f"{type(self).__name__}(name_or_path='{self.name_or_path}', vocab_size={self.vocab_size}, "
            f"model_max_length={self.model_max_length},{is_fast} padding_side='{self.padding_side}', "
            f"truncation_side='{self.truncation_side}', special_tokens={special}, added_tokens_decoder={{\n{lines}}}{end})"
        )


class TokenizersBackend(PreTrainedTokenizerFast):
    """What transformers 5 makes of a plain tokenizer.json."""


def opened_tokenizer(name, **options):
    kind = TokenizersBackend if profile == "current" else PreTrainedTokenizerFast
    return kind(name, _models.open_model(name), **options)


class AutoTokenizer(Lacking):
    _recorded_as = "transformers.AutoTokenizer"

    def __init__(self):
        raise OSError(
            "AutoTokenizer is designed to be instantiated using the `AutoTokenizer.from_pretrained(pretrained_model_name_or_path)` method."
        )

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path, *inputs, **kwargs):
        return opened_tokenizer(pretrained_model_name_or_path, **kwargs)
