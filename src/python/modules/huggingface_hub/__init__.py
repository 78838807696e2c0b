"""huggingface_hub.snapshot_download through the page's models."""

import os
import posixpath

import phi3_bridge
import phi3_page
from phi3_page import models
from phi3_page.real import real

__phi3__ = True
__version__ = phi3_page.version("huggingface-hub")

_UNUSED = [
    "repo_type", "revision", "cache_dir", "library_name", "library_version", "user_agent", "etag_timeout", "force_download", "proxies",
    "token", "local_files_only", "allow_patterns", "ignore_patterns", "max_workers", "tqdm_class", "headers", "endpoint",
    "resume_download", "local_dir_use_symlinks", "dry_run", "subfolder", "legacy_cache_layout",
]  # fmt: skip


@real("huggingface_hub.snapshot_download", ignores=_UNUSED)
def snapshot_download(repo_id, local_dir=None):
    """A folder that stands for the model; its weights stay in the page."""
    found = phi3_bridge.call("model.download", repo_id)
    folder = os.path.abspath(local_dir) if local_dir is not None else posixpath.join("/page/models", repo_id)
    os.makedirs(folder, exist_ok=True)
    for name, text in found["files"].items():
        path = posixpath.join(folder, name)
        os.makedirs(posixpath.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    models.remember(folder, found["reference"])
    for each in found["folders"]:
        models.remember(posixpath.join(folder, each), found["reference"])
    return folder


@real("huggingface_hub.login")
def login(**ignored):
    """The page asks for a token itself where a download needs one."""
    phi3_page.say("login: the page asks for a token where a download needs one. Nothing was sent.")


__getattr__ = phi3_page.lacking_attribute("huggingface_hub")
