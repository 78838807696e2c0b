"""Tables, images and figures among a run's artifacts (mlflow/tracking/client.py)."""

import contextlib
import json
import os
import posixpath
import struct
import sys
import tempfile
import zlib

from phi3_page import lacks
from phi3_page.real import real

from mlflow import _log
from mlflow.exceptions import MlflowException

_TAG = "mlflow.loggedArtifacts"


def _client():
    from mlflow.tracking.client import MlflowClient

    return MlflowClient()


def _run_id(run_id=None):
    from mlflow import _fluent

    return run_id or _fluent.current_run().info.run_id


@contextlib.contextmanager
def _artifact(run_id, artifact_file):
    """A path to write to; what is there then is the run's artifact."""
    path = posixpath.normpath(artifact_file)
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, posixpath.basename(path))
        yield target
        _client().log_artifact(run_id, target, posixpath.dirname(path) or None)


@real("mlflow.log_table")
def log_table(data, artifact_file, run_id=None):
    table(_run_id(run_id), data, artifact_file)


def table(run_id, data, artifact_file):
    import pandas as pd

    for character in "\"',:[]{}":
        if character in artifact_file:
            raise ValueError(f"The artifact_file contains forbidden character: {character}")
    if not artifact_file.endswith((".json", ".parquet")):
        raise ValueError(
            f"Invalid artifact file path '{artifact_file}'. Please ensure the file you are trying to log as a table has a file name with "
            "either '.json' or '.parquet' extension."
        )
    if not isinstance(data, (pd.DataFrame, dict)):
        raise MlflowException.invalid_parameter_value("data must be a pandas.DataFrame or a dictionary")
    if artifact_file.endswith(".parquet"):
        raise NotImplementedError("mlflow.log_table to a .parquet file: the Python of this page writes .json alone.")
    if isinstance(data, dict):
        try:
            data = pd.DataFrame(data)
        except ValueError:
            # Plain values are one row.
            data = pd.DataFrame([data])
    client = _client()
    known = [each.path for each in client.list_artifacts(run_id, posixpath.dirname(posixpath.normpath(artifact_file)) or None)]
    if artifact_file in known:
        with tempfile.TemporaryDirectory() as folder:
            before = pd.read_json(client.download_artifacts(run_id, artifact_file, folder), orient="split")
        data = pd.concat([before, data], ignore_index=True)
    with _artifact(run_id, artifact_file) as path:
        data.to_json(path, orient="split", index=False)
    logged = json.loads(client.get_run(run_id).data.tags.get(_TAG, "[]"))
    entry = {"path": artifact_file, "type": "table"}
    if entry not in logged:
        client.set_tag(run_id, _TAG, json.dumps([*logged, entry]))


@real("mlflow.load_table")
def load_table(artifact_file, run_ids=None, extra_columns=None):
    import pandas as pd

    import mlflow

    client = _client()
    entry = json.dumps({"path": artifact_file, "type": "table"})
    rows = mlflow.search_runs().to_dict("records")
    runs = [row for row in rows if entry in str(row.get(f"tags.{_TAG}")) and row["run_id"] in (run_ids or [row["run_id"]])]
    if run_ids and len(run_ids) != len(runs):
        _log.warning("mlflow.tracking.client", "Not all runs have the specified table artifact. Some runs will be skipped.")
    tables = []
    for row in runs:
        with tempfile.TemporaryDirectory() as folder:
            found = pd.read_json(client.download_artifacts(row["run_id"], artifact_file, folder), orient="split")
        for column in extra_columns or []:
            found[f"{column}_" if column in found else column] = row[column]
        tables.append(found)
    if not tables:
        raise MlflowException("No runs found with the corresponding table artifact.", error_code="RESOURCE_DOES_NOT_EXIST")
    return pd.concat(tables, ignore_index=True)


@real("mlflow.log_image", ignores=["synchronous"])
def log_image(image, artifact_file=None, key=None, step=None, timestamp=None):
    draw(_run_id(), image, artifact_file, key, step, timestamp)


def draw(run_id, image, artifact_file=None, key=None, step=None, timestamp=None):
    import numpy as np

    if artifact_file is not None and any(each is not None for each in (key, step, timestamp)):
        raise TypeError(
            "The `artifact_file` parameter cannot be used in conjunction with `key`, `step`, or `timestamp` parameters. Please ensure that "
            "`artifact_file` is specified alone, without any of these conflicting parameters."
        )
    if artifact_file is None and key is None:
        raise TypeError(
            "Invalid arguments: Please specify exactly one of `artifact_file` or `key`. Use `key` to log dynamic image charts or "
            "`artifact_file` for saving static images. "
        )
    if key is not None:
        raise NotImplementedError(f"key: {lacks('mlflow', 'log_image(key=…)')}")
    if not isinstance(image, np.ndarray):
        raise TypeError(
            f"Unsupported image object type: {type(image)}. `image` must be one of numpy.ndarray, PIL.Image.Image, and mlflow.Image."
        )
    pixels = _pixels(image)
    if not artifact_file.endswith(".png"):
        raise NotImplementedError("mlflow.log_image to another kind of file than .png: the Python of this page does not have it.")
    with _artifact(run_id, artifact_file) as path, open(path, "wb") as file:
        file.write(_png(pixels))


def _pixels(image):
    """Height × width × channels, 0 to 255 (mlflow/tracking/multimedia.py)."""
    kind = image.dtype.kind
    if kind not in "biuf" or image.dtype.name in ("int64", "uint64") and image.dtype.kind not in "biu":
        raise TypeError(f"Invalid array data type: '{image.dtype}'. Must be one of ['bool', 'signed integer', 'unsigned integer', 'floating']")
    if image.ndim not in (2, 3):
        raise ValueError(f"`image` must be a 2D or 3D array but got image shape: {image.shape}")
    if image.ndim == 3 and image.shape[2] not in (1, 3, 4):
        raise ValueError(f"Invalid channel length: {image.shape[2]}. Must be one of [1, 3, 4]")
    low, high = float(image.min()), float(image.max())
    if kind == "b":
        image = image * 255
    elif kind in "iu":
        if low < 0 or high > 255:
            raise ValueError(f"Integer pixel values out of acceptable range [0, 255]. Found minimum value {int(low)} and maximum value {int(high)}. Ensure all pixel values are within the specified range.")
    else:
        if low < 0 or high > 1:
            from mlflow import _log

            _log.warning("mlflow.tracking.multimedia", "Float pixel values out of acceptable range [0.0, 1.0]. Rescaling values to be within range [0, 255].")
            image = (image - low) / (high - low) if high > low else image * 0
        image = image * 255
    return image.astype("int64").reshape((image.shape[0], image.shape[1], -1))


def _png(pixels):
    height, width, channels = pixels.shape
    lines = b"".join(b"\0" + bytes(each for pixel in line for each in pixel) for line in pixels.tolist())

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


@real("mlflow.log_figure")
def log_figure(figure, artifact_file, save_kwargs=None):
    show(_run_id(), figure, artifact_file, save_kwargs)


def show(run_id, figure, artifact_file, save_kwargs=None):
    """Of matplotlib and plotly, where the page's host has put them into Python."""
    more = dict(save_kwargs or {})
    with _artifact(run_id, artifact_file) as path:
        if "matplotlib" in sys.modules and isinstance(figure, sys.modules["matplotlib"].figure.Figure):
            figure.savefig(path, **more)
        elif "plotly" in sys.modules and isinstance(figure, sys.modules["plotly"].graph_objects.Figure) and path.endswith(".html"):
            figure.write_html(path, **{"include_plotlyjs": "cdn", "auto_open": False, **more})
        else:
            raise TypeError(f"Unsupported figure object type: '{type(figure)}'")
