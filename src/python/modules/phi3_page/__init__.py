"""What the modules of this page share: the notebook's versions, and the names and signatures that the real packages have."""

import json
import pathlib
import sys

import phi3_bridge

__all__ = ["Lacking", "api", "has", "lacking_attribute", "module_names", "packages", "profile", "say", "version"]

_session = phi3_bridge.call("session.profile")

#: "current", "mid-2025" or "mid-2024".
profile = _session["name"]
#: Package -> version, of the profile.
packages = _session["packages"]

api = json.loads(pathlib.Path(__file__).with_name("api.json").read_text("utf-8"))
_index = str(api["profiles"].index(profile))

_TITLES = {
    "mlflow": "MLflow",
    "transformers": "transformers",
    "torch": "torch",
    "numpy": "numpy",
    "pandas": "pandas",
    "huggingface_hub": "huggingface_hub",
    "onnxruntime_genai": "onnxruntime-genai",
}


def version(package):
    """Of the profile where the wrapper's pins name the package, else the one that the signatures were recorded with."""
    return packages.get(package) or api["versions"][int(_index)][package]


def recorded(table):
    """Of a table by sets of profiles, what this profile has."""
    return next((value for profiles, value in table.items() if _index in profiles), None)


def module_names(owner):
    """The names that the real module or class has."""
    return frozenset(
        name for profiles, names in api["names"].get(owner, {}).items() if _index in profiles for name in names.split()
    )


def genai():
    """What onnxruntime-genai's classes and functions say of themselves."""
    return api["genai"][int(_index)]


def has(owner, name):
    return name in module_names(owner)


def lacks(owner, name):
    """The sentence for a name that the real package has, and the page does not."""
    package = owner.partition(".")[0]
    distribution = package.replace("_", "-")
    return (
        f"{owner}.{name} is part of {_TITLES.get(package, package)} {version(distribution)}, but the Python of this page does not have "
        "it. docs/python.md lists what is there. Run the notebook in Jupyter for the rest."
    )


def lacking_attribute(owner):
    """A module's ``__getattr__``: tells a name that the page lacks from one that was never there."""

    def __getattr__(name):
        if not name.startswith("_") and has(owner, name):
            raise AttributeError(lacks(owner, name), name=name)
        raise AttributeError(f"module {owner!r} has no attribute {name!r}", name=name)

    return __getattr__


class Lacking:
    """Base of classes: an attribute that the real class has, and the page's does not, says so."""

    _recorded_as = None

    def __getattr__(self, name):
        owner = type(self)._recorded_as
        if owner is not None and not name.startswith("_") and has(owner, name):
            raise AttributeError(lacks(owner, name), name=name, obj=self)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)


class _Finder:
    """``import mlflow.sklearn``: a submodule of a package that the page has in part."""

    def find_spec(self, fullname, path=None, target=None):
        package, _, rest = fullname.partition(".")
        module = sys.modules.get(package)
        if not rest or package not in _TITLES or not getattr(module, "__phi3__", False):
            return None
        parent, _, name = fullname.rpartition(".")
        if "." not in rest and not has(parent, name):
            # "from mlflow import nothing" asks for a submodule too, and has words of its own.
            return None
        raise ImportError(lacks(parent, name), name=fullname)


sys.meta_path.append(_Finder())


def say(text):
    """A line on standard error, as libraries tell what they do."""
    print(text, file=sys.stderr)
