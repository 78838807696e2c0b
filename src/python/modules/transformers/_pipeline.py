"""pipeline("text-generation") (transformers/pipelines/text_generation.py)."""

import phi3_bridge
import torch
from phi3_page import Lacking, profile
from phi3_page.real import real

from transformers._generation import GenerationConfig
from transformers._model import AutoModelForCausalLM, Phi3ForCausalLM
from transformers._tokenizer import PreTrainedTokenizerFast, opened_tokenizer

#: Where neither the call nor generation_config.json says; since transformers 5 (and late 4).
_PIPELINE_DEFAULTS = {"max_new_tokens": 256, "do_sample": True, "temperature": 0.7}


class TextGenerationPipeline(Lacking):
    _recorded_as = "transformers.TextGenerationPipeline"
    __module__ = "transformers.pipelines.text_generation"
    task = "text-generation"
    framework = "pt"

    def __init__(self, model, tokenizer, **options):
        self.model, self.tokenizer, self._options = model, tokenizer, options
        own = dict(model.generation_config.__dict__)
        if profile == "current":
            own = {**_PIPELINE_DEFAULTS, **{name: value for name, value in own.items() if value is not None}}
        self.generation_config = GenerationConfig(**own)
        self.device = torch.device("cpu")

    def __call__(self, text_inputs=None, **kwargs):
        is_chat = _is_chat(text_inputs)
        if isinstance(text_inputs, str) or is_chat:
            return self._one(text_inputs, kwargs)
        if not isinstance(text_inputs, (list, tuple)):
            raise ValueError(f"A pipeline takes a text, a chat, or a list of them; found {type(text_inputs).__name__}.")
        # The DataLoader that goes over a list takes a draw of 64 bits first.
        phi3_bridge.call("engine.lm.skip", 2)
        return [self._one(each, kwargs) for each in text_inputs]

    def _one(self, given, kwargs):
        options = {**self._options, **kwargs}
        full = options.pop("return_full_text", None)
        as_tensors = options.pop("return_tensors", False)
        as_text = options.pop("return_text", None)
        clean = options.pop("clean_up_tokenization_spaces", None)
        prefix = options.pop("prefix", None)
        continue_final = options.pop("continue_final_message", None)
        template = options.pop("tokenizer_encode_kwargs", None) or {}
        truncation = options.pop("truncation", None)
        padding = options.pop("padding", False)
        add_special = options.pop("add_special_tokens", None)
        for unused in ("batch_size", "num_workers", "handle_long_generation", "device"):
            options.pop(unused, None)
        if prefix or continue_final or padding:
            raise NotImplementedError("A pipeline's prefix, continue_final_message or padding: the Python of this page does not have it.")
        is_chat = _is_chat(given)
        text = self.tokenizer.apply_chat_template(given, tokenize=False, add_generation_prompt=True) if is_chat else given
        # A rendered chat holds its special tokens already.
        special = add_special if add_special is not None else not is_chat
        config = options.pop("generation_config", None) or self.generation_config
        most = options.get("max_length")
        encoded = self.tokenizer(
            text, add_special_tokens=special, return_tensors="pt", truncation=bool(truncation), max_length=most, **template
        )
        ids = encoded["input_ids"]
        if ids.shape[1] == 0:
            raise NotImplementedError("A pipeline without a prompt: the Python of this page does not have it.")
        if most is not None and "max_new_tokens" not in options:
            # max_length given to the call takes the place of the pipeline's own max_new_tokens.
            config = GenerationConfig(**{name: value for name, value in config.__dict__.items() if name != "max_new_tokens"})
        made = self.model.generate(ids, generation_config=config, **options)
        return [self._record(row, text, given, is_chat, ids, full, as_tensors, as_text) for row in made]

    def _record(self, row, prompt_text, given, is_chat, ids, full, as_tensors, as_text):
        if as_tensors:
            return {"generated_token_ids": row.tolist()}
        if profile == "current":
            answer = self.tokenizer.decode(row[ids.shape[1] :], skip_special_tokens=True)
        else:
            prompt = self.tokenizer.decode(ids[0], skip_special_tokens=True)
            answer = self.tokenizer.decode(row, skip_special_tokens=True)[len(prompt) :]
        is_full = True if full is None else full
        if not is_full:
            return {"generated_text": answer}
        if is_chat:
            return {"generated_text": [*given, {"role": "assistant", "content": answer}]}
        return {"generated_text": prompt_text + answer}

    def __repr__(self):
        facts = {"model": type(self.model).__name__, "dtype": str(self.model.dtype).split(".")[-1], "device": "cpu", "input_modalities": "text", "output_modalities": ("text",)}
        return f"{type(self).__name__}: {facts}"


def _is_chat(value):
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(each, dict) and "role" in each for each in value)


_NOT_HERE = ["use_fast", "token", "revision", "trust_remote_code", "framework", "device_map"]


@real("transformers.pipeline", ignores=_NOT_HERE)
def pipeline(task=None, model=None, tokenizer=None, device=None, dtype=None, torch_dtype=None, model_kwargs=None, **kwargs):
    if task is None and model is None:
        raise RuntimeError("Impossible to instantiate a pipeline without either a task or a model being specified.")
    if task not in (None, "text-generation"):
        raise NotImplementedError(f"pipeline({task!r}): the Python of this page has the task text-generation only.")
    if isinstance(device, (str, torch.device)):
        torch.only_cpu(device)
    name = model if isinstance(model, str) else getattr(model, "name_or_path", None) or "the notebook's model"
    if not isinstance(model, Phi3ForCausalLM):
        chosen = dtype if dtype not in (None, "auto") else torch_dtype
        model = AutoModelForCausalLM.from_pretrained(name, **({"dtype": chosen} if chosen is not None else {}))
    if not isinstance(tokenizer, PreTrainedTokenizerFast):
        tokenizer = opened_tokenizer(tokenizer if isinstance(tokenizer, str) else name)
    return TextGenerationPipeline(model, tokenizer, **kwargs)
