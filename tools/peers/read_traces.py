"""What a real tracking server holds of an experiment's traces, as mlflow.search_traces and client.get_trace give it.

    python read_traces.py SERVER EXPERIMENT

Prints a list of traces, the oldest first, each as Trace.to_dict() gives it.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import sys

import mlflow

server, name = sys.argv[1:]
mlflow.set_tracking_uri(server)
experiment = mlflow.get_experiment_by_name(name)
found = mlflow.search_traces(locations=[experiment.experiment_id], return_type="list", order_by=["timestamp_ms ASC"])
print(json.dumps([mlflow.MlflowClient().get_trace(trace.info.trace_id).to_dict() for trace in found]))
