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


# The runs and experiments of this session: comparisons joined by AND, as mlflow/utils/search_utils.py reads them.

_CLAUSE = re.compile(
    r"""\s*(?:(?P<kind>\w+)\.)?(?P<key>[\w./-]+|`[^`]+`|"[^"]+")\s*
    (?P<comparator>!=|>=|<=|=|>|<|\bNOT\s+IN\b|\bIN\b|\bLIKE\b|\bILIKE\b|\bIS\s+NOT\s+NULL\b|\bIS\s+NULL\b)\s*
    (?P<value>'[^']*'|"[^"]*"|\([^)]*\)|[-+.\w]+)?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_KINDS = {
    "metrics": "metric", "metric": "metric", "params": "parameter", "param": "parameter", "parameter": "parameter", "parameters": "parameter",
    "tags": "tag", "tag": "tag", "attributes": "attribute", "attribute": "attribute", "attr": "attribute", "run": "attribute",
}  # fmt: skip
_ALIASES = {"run name": "run_name", "Run name": "run_name", "Run Name": "run_name", "created": "start_time", "Created": "start_time"}
_RUN_KEYS = frozenset(["run_id", "run_name", "status", "artifact_uri", "start_time", "end_time", "user_id", *_ALIASES])
_EXPERIMENT_KEYS = frozenset(["name", "creation_time", "last_update_time", "experiment_id"])
_TIMES = frozenset(["start_time", "end_time", "creation_time", "last_update_time"])


def _invalid(text):
    return MlflowException(text, error_code="INVALID_PARAMETER_VALUE")


def runs_in_session(runs, filter_string, order_by):
    """Those that the filter lets through, the latest first."""
    runs = sorted(runs, key=lambda run: run.info.run_id)
    runs.sort(key=lambda run: run.info.start_time, reverse=True)
    return _found(runs, filter_string, order_by, _RUN_KEYS, _run_value)


def experiments_in_session(experiments, filter_string, order_by):
    experiments = sorted(experiments, key=lambda each: int(each.experiment_id))
    experiments.sort(key=lambda each: each.creation_time, reverse=True)
    return _found(experiments, filter_string, order_by, _EXPERIMENT_KEYS, _experiment_value)


def _run_value(run, kind, key):
    if kind == "attribute":
        return getattr(run.info, key, None)
    return {"metric": run.data.metrics, "parameter": run.data.params, "tag": run.data.tags}[kind].get(key)


def _experiment_value(experiment, kind, key):
    return getattr(experiment, key, None) if kind == "attribute" else experiment.tags.get(key)


def _found(items, filter_string, order_by, keys, value_of):
    clauses = _clauses(filter_string or "", keys)
    items = [each for each in items if all(_holds(value_of(each, kind, key), *rest) for kind, key, *rest in clauses)]
    for each in reversed([order_by] if isinstance(order_by, str) else list(order_by or [])):
        name, direction = re.fullmatch(r"(.*?)(?:\s+(ASC|DESC))?\s*", each.strip(), re.IGNORECASE | re.DOTALL).groups()
        kind, key = _named(name, keys)
        known = [item for item in items if value_of(item, kind, key) is not None]
        known.sort(key=lambda item: value_of(item, kind, key), reverse=(direction or "").upper() == "DESC")
        items = known + [item for item in items if value_of(item, kind, key) is None]
    return items


def _clauses(text, keys):
    found, rest = [], text.strip()
    while rest:
        match = _CLAUSE.match(rest)
        comparator = "" if match is None else " ".join(match["comparator"].upper().split())
        if match is None or (match["value"] is None) != comparator.endswith("NULL"):
            raise _invalid(f"Invalid clause(s) in filter string: '{rest}'")
        kind, key = _named(f"{match['kind']}.{match['key']}" if match["kind"] else match["key"], keys)
        found.append((kind, key, comparator, _literal(match["value"], kind, key)))
        rest = rest[match.end() :]
        joined = re.match(r"AND\b\s*", rest, re.IGNORECASE)
        if rest and joined is None:
            raise _invalid(f"Invalid clause(s) in filter string: '{rest.split()[0]}'")
        rest = rest[joined.end() :] if joined else rest
    return found


def _named(name, keys):
    kind, dot, key = name.partition(".")
    if not dot:
        kind, key = "attributes", name
    if kind.lower() not in _KINDS:
        raise _invalid(f"Invalid entity type '{kind}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")
    kind, key = _KINDS[kind.lower()], key.strip("`\"")
    if kind == "attribute" and key not in keys:
        raise _invalid(f"Invalid attribute key '{key}' specified. Valid keys are '{set(keys)}'")
    return kind, _ALIASES.get(key, key)


def _literal(text, kind, key):
    if text is None:
        return None
    is_quoted = text[0] in "'\""
    if kind == "metric" or key in _TIMES:
        what = "metric" if kind == "metric" else f"numeric attribute: {key}"
        try:
            return float("no number" if is_quoted else text)
        except ValueError:
            raise _invalid(f"Expected numeric value type for {what}. Found {text}") from None
    if is_quoted:
        return text[1:-1]
    if kind != "attribute":
        raise _invalid(f"Expected a quoted string value for {kind} (e.g. 'my-value'). Got value {text}")
    if not text.startswith("("):
        raise _invalid(f"Expected a quoted string value for attributes. Got value {text}")
    if key != "run_id":
        raise _invalid("Only ['run_id'] attributes support comparison with a list of quoted string values.")
    return [each.strip().strip("'\"") for each in text[1:-1].split(",")]


def _holds(own, comparator, value):
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
    }[comparator]  # fmt: skip


__all__ = ["search_experiments", "search_logged_models", "search_model_versions", "search_registered_models", "search_runs"]
