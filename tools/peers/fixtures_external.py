"""ONNX files whose weights lie beside them, written and read back by the onnx package: one file over 2 GB, several shards,
offsets, and weights in the file itself. fixtures/external/*.onnx; the weights' own files are sparse, and made by whoever reads
them from cases.json: `pieces` are the bytes that are not zero."""

import base64
import tempfile
from pathlib import Path

import fixture
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import load_external_data_for_tensor

MADE_BY = "tools/peers/fixtures_external.py"
FOLDER = fixture.FOLDER / "external"
GIB = 2**30


def external(name: str, dims: tuple[int, ...], location: str, offset: int) -> TensorProto:
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=dims, data_location=TensorProto.EXTERNAL)
    place = {"location": location, "offset": offset, "length": 4 * int(np.prod(dims, dtype=np.int64))}
    for key, value in place.items():
        tensor.external_data.add(key=key, value=str(value))
    return tensor


def inline(name: str, dims: tuple[int, ...]) -> TensorProto:
    return numpy_helper.from_array(values(name, int(np.prod(dims))).reshape(dims), name)


def values(name: str, count: int) -> np.ndarray:
    return np.random.default_rng(sum(name.encode())).normal(size=count).astype(np.float32)


CASES = {
    # As onnx's and the builder's own exports: small tensors in the file, the others beside it, at 4096.
    "offsets": [inline("scale", (3,)), external("a", (5, 7), "offsets.data", 4096), external("b", (4,), "offsets.data", 8192)],
    # As transformers.js's large exports, and with a folder of its own.
    "shards": [
        external("a", (6,), "shards.onnx_data", 0),
        external("b", (2, 3), "shards.onnx_data_1", 64),
        external("c", (9,), "parts/shards.bin", 0),
        inline("d", (2, 2)),
    ],
    # Beyond what 31 and 32 bits hold.
    "beyond-4-gib": [
        external("first", (8,), "large.data", 0),
        external("behind-2-gib", (8,), "large.data", 2 * GIB + 4096),
        external("behind-5-gib", (8,), "large.data", 5 * GIB),
    ],
}

# One tensor of 2.4 GB: only its ends are not zero.
WHOLE = external("matrix", (600, 1_000_000), "matrix.data", 64)
WHOLE_ENDS = 8


def case(name: str, tensors: list[TensorProto]) -> dict:
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], name, [value("x")], [value("y")], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)])
    path = FOLDER / f"{name}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    return {"name": name, "tensors": [described(tensor) for tensor in tensors]}


def value(name: str):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1])


def described(tensor: TensorProto) -> dict:
    count = int(np.prod(tensor.dims, dtype=np.int64))
    place = {entry.key: entry.value for entry in tensor.external_data}
    known = values(tensor.name, min(count, 2 * WHOLE_ENDS if tensor is WHOLE else count))
    data = base64.b64encode(known.tobytes()).decode()
    if not place:
        return {"name": tensor.name, "dims": list(tensor.dims), "base64": data}
    offset, length = int(place["offset"]), int(place["length"])
    half = len(known) * 4 // 2
    raw = known.tobytes()
    pieces = (
        [{"at": offset, "base64": b64(raw[:half])}, {"at": offset + length - half, "base64": b64(raw[half:])}]
        if tensor is WHOLE
        else [{"at": offset, "base64": data}]
    )
    return {
        "name": tensor.name,
        "dims": list(tensor.dims),
        "location": place["location"],
        "offset": offset,
        "length": length,
        "pieces": pieces,
    }


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def check(case: dict, tensors: list[TensorProto]) -> None:
    """The onnx package itself reads what the case says."""
    with tempfile.TemporaryDirectory() as folder:
        for described_tensor in case["tensors"]:
            for piece in described_tensor.get("pieces", []):
                path = Path(folder) / described_tensor["location"]
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("r+b" if path.exists() else "w+b") as data:
                    data.seek(piece["at"])
                    data.write(base64.b64decode(piece["base64"]))
        for tensor in tensors:
            copy = TensorProto()
            copy.CopyFrom(tensor)
            if copy.data_location == TensorProto.EXTERNAL:
                load_external_data_for_tensor(copy, folder)
            array = numpy_helper.to_array(copy).reshape(-1)
            if tensor is WHOLE:
                array = np.concatenate([array[:WHOLE_ENDS], array[-WHOLE_ENDS:]])
            np.testing.assert_array_equal(array, values(tensor.name, len(array)))


def make() -> None:
    cases = []
    for name, tensors in (CASES | {"over-2-gb": [WHOLE]}).items():
        cases.append(case(name, tensors))
        check(cases[-1], tensors)
    fixture.write("external/cases.json", MADE_BY, fixture.versions("onnx", "numpy"), cases)


if __name__ == "__main__":
    make()
