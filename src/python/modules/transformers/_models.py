"""The page's model behind a name, opened once."""

import phi3_bridge
from phi3_page import models, profile

_opened = {}


class Opened:
    def __init__(self, reference):
        self.facts = phi3_bridge.call("engine.lm.open", reference)
        self.handle, self.reference = self.facts["handle"], reference


def open_model(name):
    reference = models.find(name, "transformers")
    if reference is None:
        text = str(name)
        if profile == "current" and (text.count("/") > 1 or text.startswith("/")):
            raise OSError(f"Repo id must be in the form 'repo_name' or 'namespace/repo_name': '{text}'. Use `repo_type` argument if needed.")
        raise OSError(
            f"{name} is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'\nIf this is a "
            "private repository, make sure to pass a token having permission to this repo either by logging in with `hf auth login` or "
            "by passing `token=<your_token>`"
        )
    if reference not in _opened:
        _opened[reference] = Opened(reference)
    return _opened[reference]
