"""Which of the page's models a path or a name in Python means."""

import os

import phi3_bridge
from phi3_page import say

#: Folder -> reference: where Python has been given a model of the page as a folder.
_folders = {}
_told = set()


def remember(folder, reference):
    """From here on the folder stands for that model; its weights are never in Python's file system."""
    _folders[os.path.abspath(folder)] = reference


def reference_of(folder):
    """The reference of a folder that Python was given, or None."""
    return _folders.get(os.path.abspath(os.fspath(folder)))


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
    if not found["exact"] and (name, kind) not in _told:
        _told.add((name, kind))
        say(f"{name}: in this page, the notebook's model \"{found['name']}\" answers for it.")
    return found["reference"]
