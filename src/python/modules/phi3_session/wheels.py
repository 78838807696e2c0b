"""Packages from PyPI that the page has (src/python/wheels): taken in when one of them is first imported."""

import importlib
import importlib.machinery
import io
import sys
import zipfile

import phi3_bridge

NAMES = {"annotated_types", "jinja2", "markupsafe", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection", "yaml"}
AT = "/page/wheels"


class _Finder:
    """Comes last: where a host has put a package into Python, that is the one."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in NAMES or AT in sys.path:
            return None
        for wheel in phi3_bridge.call("session.wheels"):
            with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
                archive.extractall(AT)
        sys.path.append(AT)
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(fullname)


def install():
    sys.meta_path.append(_Finder())
