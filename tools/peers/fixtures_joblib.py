"""Fixtures of what joblib and skops write: files as models hold them, packed in joblib's ways."""

import base64
import io

import fixture
import joblib
import numpy
import skops.io
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

MADE_BY = "tools/peers/fixtures_joblib.py"

VALUES = {
    "numbers": {"a": numpy.arange(6.0).reshape(2, 3), "b": [1, "x"]},
    "objects": numpy.array([{"a": 1}, "b", None], dtype=object),
    "column order": numpy.asfortranarray(numpy.arange(6, dtype="<i2").reshape(2, 3)),
    "texts": numpy.array(["ab", "cde"]),
    "empty": numpy.empty((0, 3)),
    "model": make_pipeline(StandardScaler(), LinearRegression()).fit([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0]),
}
COMPRESSIONS = [0, ("zlib", 3), ("gzip", 3), ("bz2", 3), ("lzma", 3), ("xz", 3)]


def dumped(value, compression) -> bytes:
    out = io.BytesIO()
    joblib.dump(value, out, compress=compression)
    return out.getvalue()


def case(name: str, data: bytes) -> dict:
    return {"name": name, "base64": base64.b64encode(data).decode()}


def make() -> None:
    cases = [case(f"joblib, {name}", dumped(value, 0)) for name, value in VALUES.items()]
    cases += [case(f"joblib, {how}", dumped(VALUES["numbers"], (how, level))) for how, level in COMPRESSIONS[1:]]
    skops_values = {"model": VALUES["model"], "function": make_pipeline(FunctionTransformer(numpy.sqrt), StandardScaler())}
    cases += [case(f"skops, {name}", skops.io.dumps(value)) for name, value in skops_values.items()]
    fixture.write("pickle/joblib.json", MADE_BY, fixture.versions("joblib", "skops", "numpy", "scikit-learn"), cases)


if __name__ == "__main__":
    make()
