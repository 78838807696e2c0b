"""Import this first: keeps the peers offline, on the CPU and silent, and MLflow's own files out of the working directory."""

import os
import tempfile

#: Offline, but for a hub on this machine (hub.py).
OFFLINE = "0" if os.environ.get("HF_ENDPOINT", "").startswith("http://127.0.0.1:") else "1"

os.environ |= {
    "HF_HUB_OFFLINE": OFFLINE,
    "TRANSFORMERS_OFFLINE": OFFLINE,
    "TRANSFORMERS_VERBOSITY": "error",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "TOKENIZERS_PARALLELISM": "false",
    "GIT_PYTHON_REFRESH": "quiet",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
}

if "MLFLOW_TRACKING_URI" not in os.environ:
    #: Goes with the process.
    own = tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True)
    os.environ["MLFLOW_TRACKING_URI"] = "sqlite:///" + os.path.join(own.name, "mlflow.db")
