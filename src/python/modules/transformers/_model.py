"""AutoModelForCausalLM and what it gives."""

import json

import torch
from phi3_page import Lacking, say
from torch import only_cpu

from transformers import _generation, _models


class PretrainedConfig(Lacking):
    def __init__(self, **facts):
        self.__dict__.update(facts)

    def to_dict(self):
        return dict(self.__dict__)

    def __repr__(self):
        return f"{type(self).__name__} {json.dumps(self.__dict__, indent=2, sort_keys=True)}\n"


class Phi3Config(PretrainedConfig):
    __module__ = "transformers.models.phi3.configuration_phi3"


_CHANGE_NOTHING = {
    "trust_remote_code", "device_map", "low_cpu_mem_usage", "attn_implementation", "_attn_implementation", "use_cache", "revision", "token",
    "cache_dir", "local_files_only", "use_safetensors", "offload_folder", "use_auth_token", "config", "force_download", "resume_download",
    "torch_dtype", "dtype", "quantization_config", "load_in_4bit", "load_in_8bit", "use_flash_attention_2",
}  # fmt: skip


class Phi3ForCausalLM(_generation.GenerationMixin, Lacking):
    _recorded_as = "transformers.Phi3ForCausalLM"
    __module__ = "transformers.models.phi3.modeling_phi3"

    def __init__(self, name, opened, dtype):
        self.name_or_path, self._opened, self._handle, self._dtype = str(name), opened, opened.handle, dtype
        self.config = Phi3Config(**json.loads(opened.facts["config"]))
        self.config.__dict__["_name_or_path"] = str(name)
        self.generation_config = _generation.GenerationConfig(**_generation._without_version(json.loads(opened.facts["generationConfig"])))
        self.training = False

    @property
    def device(self):
        return torch.device("cpu")

    @property
    def dtype(self):
        return self._dtype

    def __call__(self, *inputs, **kwargs):
        raise NotImplementedError(
            "model(…), one pass for the logits of every token: the Python of this page does not have it. Ask generate(), or "
            "onnxruntime_genai's get_logits() for the last token's."
        )

    forward = __call__

    def to(self, *where, **options):
        for each in [*where, *options.values()]:
            only_cpu(each)
        return self

    def cuda(self, device=None):
        only_cpu("cuda")

    def cpu(self):
        return self

    def eval(self):
        return self

    def float(self):
        return self

    def half(self):
        return self

    def requires_grad_(self, requires_grad=True):
        return self


class AutoConfig(Lacking):
    _recorded_as = "transformers.AutoConfig"

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path, **kwargs):
        config = Phi3Config(**json.loads(_models.open_model(pretrained_model_name_or_path).facts["config"]))
        config.__dict__["_name_or_path"] = str(pretrained_model_name_or_path)
        config.__dict__.update({key: value for key, value in kwargs.items() if key not in _CHANGE_NOTHING})
        return config


class AutoModelForCausalLM(Lacking):
    _recorded_as = "transformers.AutoModelForCausalLM"

    def __init__(self):
        raise OSError(
            "AutoModelForCausalLM is designed to be instantiated using the "
            "`AutoModelForCausalLM.from_pretrained(pretrained_model_name_or_path)` or "
            "`AutoModelForCausalLM.from_config(config)` methods."
        )

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path, *model_args, **kwargs):
        unknown = [name for name in kwargs if name not in _CHANGE_NOTHING]
        if unknown:
            raise TypeError(f"Phi3ForCausalLM.__init__() got an unexpected keyword argument '{unknown[0]}'")
        where = kwargs.get("device_map")
        if isinstance(where, (str, torch.device)) and str(where) not in ("auto", "balanced", "sequential"):
            only_cpu(where)
        if kwargs.get("quantization_config") is not None:
            say("quantization_config: in this page the model is as quantised as its own files are.")
        opened = _models.open_model(pretrained_model_name_or_path)
        chosen = kwargs.get("dtype", kwargs.get("torch_dtype"))
        if isinstance(chosen, str) and chosen != "auto":
            chosen = getattr(torch, chosen)
        if chosen in (None, "auto"):
            config = json.loads(opened.facts["config"])
            chosen = getattr(torch, config.get("dtype") or config.get("torch_dtype") or "float32")
        return Phi3ForCausalLM(pretrained_model_name_or_path, opened, chosen)


class BitsAndBytesConfig(Lacking):
    _recorded_as = "transformers.BitsAndBytesConfig"

    def __init__(self, **settings):
        self.__dict__.update(settings)
