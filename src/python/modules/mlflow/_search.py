"""Searches over all experiments, runs, models and versions (mlflow/tracking/fluent.py), and the runs of this session by a filter."""

import datetime
import math
import re

from phi3_page.real import real

from mlflow import _log, _server, _store
from mlflow.exceptions import MlflowException

_PAGE = 10000


def _client():
    from mlflow.tracking.client import MlflowClient

    return MlflowClient()


def _pages(ask, most):
    """All pages, up to ``most``; ``ask`` gets (how many, token)."""
    found, token = [], None
    while most is None or len(found) < most:
        page = ask(_PAGE if most is None else min(_PAGE, most - len(found)), token)
        found += page
        token = page.token
        if not token:
            break
    return found


def _experiment_ids(ids, names, all_experiments):
    from mlflow import _fluent

    if ids and names:
        raise MlflowException("Only experiment_ids or experiment_names can be used, but not both", error_code="INVALID_PARAMETER_VALUE")
    if ids:
        return ids
    if names:
        found = [(name, _fluent.get_experiment_by_name(name)) for name in names if name is not None]
        for name, each in found:
            if each is None:
                _log.warning("mlflow.tracking.fluent", f"Cannot retrieve experiment by name {name}")
        return [each.experiment_id for _, each in found if each is not None]
    if all_experiments:
        return [each.experiment_id for each in search_experiments()]
    server = _server.tracking()
    return [_fluent._experiment_on(server, None) if server is not None else _store.current_experiment]


@real("mlflow.search_runs")
def search_runs(
    experiment_ids=None, filter_string="", run_view_type=1, max_results=100000, order_by=None, output_format="pandas",
    search_all_experiments=False, experiment_names=None,
):  # fmt: skip
    ids = _experiment_ids(experiment_ids, experiment_names, search_all_experiments)
    client = _client()
    runs = _pages(lambda most, token: client.search_runs(ids, filter_string, run_view_type, most, order_by, token), max_results) if ids else []
    if output_format == "list":
        return runs
    if output_format != "pandas":
        raise ValueError(f"Unsupported output format: {output_format}. Supported string values are 'pandas' or 'list'")
    return _frame(runs)


def _frame(runs):
    import pandas as pd

    data = {
        "run_id": [run.info.run_id for run in runs], "experiment_id": [run.info.experiment_id for run in runs],
        "status": [run.info.status for run in runs], "artifact_uri": [run.info.artifact_uri for run in runs],
        "start_time": [_time(run.info.start_time) for run in runs], "end_time": [_time(run.info.end_time) for run in runs],
    }  # fmt: skip
    for part, missing in (("metrics", math.nan), ("params", None), ("tags", None)):
        names = dict.fromkeys(name for run in runs for name in getattr(run.data, part))
        for name in names:
            data[f"{part}.{name}"] = [getattr(run.data, part).get(name, missing) for run in runs]
    return pd.DataFrame(data)


def _time(milliseconds):
    if milliseconds is None:
        return None
    zero = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return zero + datetime.timedelta(milliseconds=milliseconds)


@real("mlflow.search_experiments")
def search_experiments(view_type=1, max_results=None, filter_string=None, order_by=None):
    client = _client()
    more = {"filter_string": filter_string, "order_by": order_by}
    return _pages(lambda most, token: client.search_experiments(view_type, most if token or max_results else 1000, page_token=token, **more), max_results)


@real("mlflow.search_registered_models")
def search_registered_models(max_results=None, filter_string=None, order_by=None):
    client = _client()
    return _pages(lambda _, token: client.search_registered_models(filter_string=filter_string, order_by=order_by, page_token=token), max_results)[:max_results]


@real("mlflow.search_model_versions")
def search_model_versions(max_results=None, filter_string=None, order_by=None):
    client = _client()
    return _pages(lambda _, token: client.search_model_versions(filter_string=filter_string, order_by=order_by, page_token=token), max_results)[:max_results]


@real("mlflow.search_logged_models", ignores=[])
def search_logged_models(experiment_ids=None, filter_string=None, max_results=None, order_by=None, output_format="pandas"):
    ids = _experiment_ids(experiment_ids, None, False)
    client = _client()
    found = _pages(lambda _, token: client.search_logged_models(ids, filter_string, order_by=order_by, page_token=token), max_results)[:max_results]
    if output_format == "list":
        return found
    if output_format != "pandas":
        raise MlflowException(
            f"Unsupported output format: {output_format!r}. Supported string values are 'pandas' or 'list'", error_code="INVALID_PARAMETER_VALUE"
        )
    import pandas as pd

    return pd.DataFrame([{**each.to_dictionary(), "status": each.status} for each in found])


# The runs of this session: comparisons joined by AND, as mlflow/utils/search_utils.py reads them.

_CLAUSE = re.compile(
    r"""\s*(?:(?P<kind>\w+)\.)?(?P<key>[\w./-]+|`[^`]+`|"[^"]+")\s*
    (?P<comparator>!=|>=|<=|=|>|<|\bNOT\s+IN\b|\bIN\b|\bLIKE\b|\bILIKE\b|\bIS\s+NOT\s+NULL\b|\bIS\s+NULL\b)\s*
    (?P<value>'[^']*'|"[^"]*"|\([^)]*\)|[-+.\w]+)?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_KINDS = {
    "metrics": "metric", "metric": "metric", "params": "param", "param": "param", "parameter": "param", "parameters": "param",
    "tags": "tag", "tag": "tag", "attributes": "attribute", "attribute": "attribute", "attr": "attribute", "run": "attribute",
}  # fmt: skip
_ATTRIBUTES = {"run_name": "run_name", "Run name": "run_name", "created": "start_time", "Created": "start_time"}


def _invalid(text):
    return MlflowException(f"Invalid clause(s) in filter string: '{text}'", error_code="INVALID_PARAMETER_VALUE")


def in_session(experiment_ids, filter_string, view_type, order_by):
    """The runs of this session that the filter lets through, the latest first."""
    stages = {1: ("active",), 2: ("deleted",), 3: ("active", "deleted")}[view_type]
    ids = {str(each) for each in experiment_ids}
    clauses = _clauses(filter_string or "")
    runs = [
        run for run in _store.runs.values()
        if run.info.experiment_id in ids and run.info.lifecycle_stage in stages and all(_holds(run, *each) for each in clauses)
    ]  # fmt: skip
    runs.sort(key=lambda run: run.info.run_id)
    runs.sort(key=lambda run: run.info.start_time, reverse=True)
    for each in reversed([order_by] if isinstance(order_by, str) else list(order_by or [])):
        name, _, direction = each.strip().partition(" ")
        kind, key = _named(name)
        is_down = direction.strip().lower() == "desc"
        known = [run for run in runs if _value(run, kind, key) is not None]
        known.sort(key=lambda run: _value(run, kind, key), reverse=is_down)
        runs = known + [run for run in runs if _value(run, kind, key) is None]
    return runs


def _clauses(text):
    found, rest = [], text.strip()
    while rest:
        match = _CLAUSE.match(rest)
        if match is None:
            raise _invalid(text)
        comparator = " ".join(match["comparator"].upper().split())
        if (match["value"] is None) != comparator.endswith("NULL"):
            raise _invalid(text)
        kind, key = _named(f"{match['kind']}.{match['key']}" if match["kind"] else match["key"])
        found.append((kind, key, comparator, _literal(match["value"], kind, key, text)))
        rest = rest[match.end() :]
        joined = re.match(r"AND\b\s*", rest, re.IGNORECASE)
        if rest and joined is None:
            raise _invalid(text)
        rest = rest[joined.end() :] if joined else rest
    return found


def _named(name):
    kind, dot, key = name.partition(".")
    if not dot:
        kind, key = "attributes", name
    if kind.lower() not in _KINDS:
        raise MlflowException(
            f"Invalid entity type '{kind}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
            error_code="INVALID_PARAMETER_VALUE",
        )
    key = key.strip("`\"")
    return _KINDS[kind.lower()], _ATTRIBUTES.get(key, key)


def _literal(text, kind, key, whole):
    if text is None:
        return None
    if text.startswith("("):
        return [each.strip().strip("'\"") for each in text[1:-1].split(",")]
    if text[0] in "'\"":
        return text[1:-1]
    if kind != "metric" and key not in ("start_time", "end_time"):
        raise _invalid(whole)
    try:
        return float(text)
    except ValueError:
        raise _invalid(whole) from None


def _value(run, kind, key):
    if kind == "attribute":
        return getattr(run.info, key, None)
    return {"metric": run.data.metrics, "param": run.data.params, "tag": run.data.tags}[kind].get(key)


def _holds(run, kind, key, comparator, value):
    own = _value(run, kind, key)
    if comparator.endswith("NULL"):
        return (own is None) == (comparator == "IS NULL")
    if own is None:
        return False
    if comparator.endswith("LIKE"):
        pattern = "".join({"%": ".*", "_": "."}.get(each, re.escape(each)) for each in value)
        return re.fullmatch(pattern, str(own), re.DOTALL | (re.IGNORECASE if comparator == "ILIKE" else 0)) is not None
    if comparator.endswith("IN"):
        return (str(own) in value) == (comparator == "IN")
    return {
        "=": own == value, "!=": own != value, ">": own > value, "<": own < value, ">=": own >= value, "<=": own <= value,
    }[comparator] if isinstance(own, str) == isinstance(value, str) else comparator == "!="  # fmt: skip


__all__ = ["search_experiments", "search_logged_models", "search_model_versions", "search_registered_models", "search_runs"]
