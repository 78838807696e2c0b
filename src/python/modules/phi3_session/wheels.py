"""Packages from PyPI that the page has (src/python/wheels): taken in when one of them is first imported."""

import importlib
import importlib.machinery
import io
import sys
import zipfile

import phi3_bridge

AT = "/page/wheels"
#: What is imported -> the wheels that it takes, by the beginning of their names.
PACKAGES = {
    "tqdm": ["tqdm"],
    "yaml": ["pyyaml"],
    **dict.fromkeys(["jinja2", "markupsafe"], ["jinja2", "markupsafe"]),
    **dict.fromkeys(
        ["annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection"],
        ["annotated_types", "pydantic", "typing_extensions", "typing_inspection"],
    ),
}
_taken = set()


class _Finder:
    """Comes last: where a host has put a package into Python, that is the one."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in PACKAGES or fullname in _taken:
            return None
        for wheel in phi3_bridge.call("session.wheels", *PACKAGES[fullname]):
            with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
                archive.extractall(AT)
        _taken.update(name for name, wheels in PACKAGES.items() if wheels == PACKAGES[fullname])
        if AT not in sys.path:
            sys.path.append(AT)
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(fullname)


def install():
    sys.meta_path.append(_Finder())
