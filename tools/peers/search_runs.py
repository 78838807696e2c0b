"""What a real tracking server holds of an experiment's runs, as mlflow.search_runs and mlflow.load_table give it.

    python search_runs.py SERVER EXPERIMENT

Prints [{"name", "status", "params", "metrics", "table"}, ...], the oldest run first; `table` is evaluation.json, null where there is none.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import sys

import mlflow


def main() -> None:
    server, experiment = sys.argv[1:]
    mlflow.set_tracking_uri(server)
    runs = mlflow.search_runs(experiment_names=[experiment], output_format="list", order_by=["attributes.start_time ASC"])
    print(json.dumps([told(run) for run in runs]))


def load_table(run: mlflow.entities.Run):
    return mlflow.MlflowClient().load_table(run.info.experiment_id, "evaluation.json", run_ids=[run.info.run_id])


def told(run: mlflow.entities.Run) -> dict:
    has_table = "evaluation.json" in run.data.tags.get("mlflow.loggedArtifacts", "")
    table = load_table(run) if has_table else None
    return {
        "name": run.info.run_name,
        "status": run.info.status,
        "params": run.data.params,
        "metrics": run.data.metrics,
        "table": None if table is None else json.loads(table.to_json(orient="split", index=False)),
    }


main()
