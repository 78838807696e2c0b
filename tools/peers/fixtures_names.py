"""Fixture of which names an MLflow server takes, by its own validation."""

import quiet  # noqa: F401  first: sets what MLflow reads on import

import fixture
from mlflow.exceptions import MlflowException
from mlflow.utils import validation

MADE_BY = "tools/peers/fixtures_names.py"

NAMES = [
    "phi3", "phi-3_mini", "phi3.5", "Phi 3", "a/b", "a:b", "a%b", "a\"b", "it's", "é", "日本", "٣", "²", "e\u0301", "a\tb", "a\nb",
    ".", "..", "...", "..a", "a..b", "a.", ".a", "a/", "/a", "a//b", "a/.", "./a", "a/..", "a/../b", "../a", "a/..b", "a/...",
    "latest", "LATEST", "Latest1", "v1", "V12", "v1a", "v", "v٣", "version1", "champion", "-", "_", "@x", "a b", "#1",
    "a" * 250, "a" * 251, "a" * 255, "a" * 256, "a" * 500, "a" * 501, "😀" * 250,
]  # fmt: skip


def alias(name: str) -> None:
    validation._validate_model_alias_name(name)
    validation._validate_model_alias_name_reserved(name)


RULES = {
    "experiment": validation._validate_experiment_name,
    "registeredName": validation._validate_model_name,
    "alias": alias,
    "tagKey": lambda name: validation._validate_model_version_tag(name, "x"),
}


def make() -> None:
    cases = [{"name": name} | {field: takes(rule, name) for field, rule in RULES.items()} for name in NAMES]
    fixture.write("mlflow/server-names.json", MADE_BY, fixture.versions("mlflow"), cases)


def takes(rule, name: str) -> bool:
    try:
        rule(name)
        return True
    except MlflowException:
        return False
