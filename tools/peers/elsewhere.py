"""An empty working directory, for what MLflow and a model write beside themselves."""

import contextlib
import sys
import tempfile


@contextlib.contextmanager
def elsewhere():
    """Works in a folder of its own, and gives its path. It is removed at the end, when MLflow's threads have written their traces into it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, contextlib.chdir(folder):
        try:
            yield folder
        finally:
            # MLflow 3's; nothing is flushed where nobody imported it.
            flush = getattr(sys.modules.get("mlflow"), "flush_trace_async_logging", None)
            if flush:
                flush(terminate=True)
