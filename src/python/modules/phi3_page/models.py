"""Which of the page's models a path or a name in Python means."""

import builtins
import errno
import io
import os
import posixpath

import phi3_bridge
from phi3_page import say

#: Folder -> reference: where Python has been given a model of the page as a folder.
_folders = {}
#: Files of such folders that stay in the page.
_weights = set()
_told = set()
_open = io.open


def _open_but_weights(file, *args, **kwargs):
    if isinstance(file, (str, os.PathLike)) and os.path.abspath(file) in _weights:
        raise PermissionError(
            errno.EACCES, "The page's engine holds this file. Weights never pass through Python: give the folder to the library", str(file)
        )
    return _open(file, *args, **kwargs)


builtins.open = io.open = _open_but_weights


def remember(folder, reference):
    """From here on the folder stands for that model; its weights are never in Python's file system."""
    _folders[os.path.abspath(folder)] = reference


def make_folder(folder, reference, wants=lambda path: True):
    """Writes the folder that stands for the model: its texts, and its weights as files whose opening says where they are."""
    for file in phi3_bridge.call("model.files", reference):
        if not wants(file["path"]):
            continue
        path = posixpath.join(os.path.abspath(folder), file["path"])
        os.makedirs(posixpath.dirname(path), exist_ok=True)
        _weights.discard(path)
        with open(path, "wb") as written:
            written.write(file["bytes"] or b"")
        if file["bytes"] is None:
            _weights.add(path)
    os.makedirs(folder, exist_ok=True)
    remember(folder, reference)


def reference_of(folder):
    """The reference of a folder that Python was given, or of one that would lie in it; None for others."""
    path = os.path.abspath(os.fspath(folder))
    if path in _folders:
        return _folders[path]
    # A model in the page is one folder: a repository's other folders are not there.
    parent = path
    while not os.path.exists(parent) and parent != "/":
        parent = posixpath.dirname(parent)
        if parent in _folders:
            _tell(path, f"{path} is not there: in this page, the model of {parent} answers for it.")
            return _folders[parent]
    return None


def _tell(key, text):
    if key not in _told:
        _told.add(key)
        say(text)


def find(name, kind):
    """The reference of a folder that Python was given, or of the notebook's model, which stands for any other name.

    ``kind`` is "genai" or "transformers". Says on standard error which model answers for another one's name. None where the page
    has none.
    """
    known = reference_of(name)
    if known is not None:
        return known
    found = phi3_bridge.call("model.find", str(name), kind)
    if found is None:
        return None
    if not found["exact"]:
        _tell((name, kind), f"{name}: in this page, the notebook's model \"{found['name']}\" answers for it.")
    return found["reference"]
