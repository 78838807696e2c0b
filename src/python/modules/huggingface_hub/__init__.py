"""huggingface_hub.snapshot_download through the page's models."""

import fnmatch
import os
import posixpath

import phi3_bridge
import phi3_page
from phi3_page import models
from phi3_page.real import real

from huggingface_hub.errors import LocalEntryNotFoundError

__phi3__ = True
__version__ = phi3_page.version("huggingface-hub")

_UNUSED = [
    "revision", "cache_dir", "library_name", "library_version", "user_agent", "etag_timeout", "force_download", "proxies",
    "token", "local_files_only", "max_workers", "tqdm_class", "headers", "endpoint",
    "resume_download", "local_dir_use_symlinks", "legacy_cache_layout",
]  # fmt: skip


@real("huggingface_hub.snapshot_download", ignores=_UNUSED)
def snapshot_download(repo_id, repo_type=None, local_dir=None, allow_patterns=None, ignore_patterns=None):
    """A folder that stands for the model; its weights stay in the page."""
    if repo_type not in (None, "model"):
        raise NotImplementedError(f"repo_type={repo_type!r}: the Python of this page has models alone.")
    found = phi3_bridge.call("model.find", repo_id, "genai")
    if found is None or not found["exact"]:
        raise LocalEntryNotFoundError(
            f"{repo_id} is not in this page, and Python downloads nothing here. Download {repo_id} in the Model cell, then run this "
            "cell again."
        )
    folder = os.path.abspath(local_dir) if local_dir is not None else posixpath.join("/page/models", repo_id)
    allowed, ignored = _patterns(allow_patterns), _patterns(ignore_patterns)
    models.make_folder(
        folder,
        found["reference"],
        lambda path: (allowed is None or _matches(path, allowed)) and not (ignored is not None and _matches(path, ignored)),
    )
    return folder


def _patterns(given):
    """As the real library reads them: a folder stands for all that is in it."""
    if given is None:
        return None
    return [each + "*" if each.endswith("/") else each for each in ([given] if isinstance(given, str) else given)]


def _matches(path, patterns):
    return any(fnmatch.fnmatch(path, each) for each in patterns)


@real("huggingface_hub.login")
def login(**ignored):
    """The page asks for a token itself where a download needs one."""
    phi3_page.say("login: the page asks for a token where a download needs one. Nothing was sent.")


__getattr__ = phi3_page.lacking_attribute("huggingface_hub")
