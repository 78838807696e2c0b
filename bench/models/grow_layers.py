"""A decoder graph with more layers than the builder made, its weights in one file, written tensor by tensor."""

import re
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.external_data_helper import load_external_data_for_tensor

ALIGNMENT = 4096
INLINE_BYTES = 1024
"""Smaller tensors stay in the ONNX file, where ONNX Runtime wants what shapes are reckoned from."""

LAYER = re.compile(r"(\blayers|past_key_values|present)\.(\d+)")


def grow_layers(graph: onnx.GraphProto, source: Path, built: int, wanted: int, data_path: Path) -> None:
    """Repeats the last of the `built` layers until there are `wanted`, and writes the weights to `data_path`.

    The copies' weights are the last layer's with their rows rolled, so that no two layers are the same: as random as it.
    `source` is the folder of the graph's own weights.
    """
    growth = Growth(built, wanted - built)
    nodes = [copy for node in graph.node for copy in growth.nodes(node)]
    initializers = list(graph.initializer)
    for field in (graph.value_info, graph.input, graph.output):
        values = [copy for value in field for copy in growth.values(value)]
        del field[:]
        field.extend(sorted(values, key=lambda value: layer_of(value.name, -1)))
    del graph.node[:], graph.initializer[:]
    graph.node.extend(in_order(nodes, wanted))
    with data_path.open("wb") as data:
        for tensor in initializers:
            load_external_data_for_tensor(tensor, str(source))
            array = numpy_helper.to_array(tensor)
            for by in growth.moves(tensor.name):
                graph.initializer.append(write_tensor(np.roll(array, by, axis=0), moved(tensor.name, by), data))
            tensor.Clear()


class Growth:
    """Names carry the number of their layer; the final norm's carry the number of layers."""

    def __init__(self, built: int, extra: int):
        self.built = built
        self.extra = extra

    def moves(self, name: str) -> list[int]:
        """How many layers further on each copy of what has this name stands."""
        layer = layer_of(name)
        if layer == self.built - 1:
            return list(range(self.extra + 1))
        return [self.extra if layer == self.built else 0]

    def values(self, value: onnx.ValueInfoProto) -> list[onnx.ValueInfoProto]:
        return [self._copy(value, by) for by in self.moves(value.name)]

    def nodes(self, node: onnx.NodeProto) -> list[onnx.NodeProto]:
        copies = [self._copy(node, by) for by in self.moves(node.name)]
        for copy, by in zip(copies, self.moves(node.name), strict=True):
            for names in (copy.input, copy.output):
                # The head is of no layer, and reads the final norm.
                names[:] = [moved(name, self.extra if layer_of(name) == self.built else by) for name in names]
        return copies

    def _copy(self, thing, by: int):
        copy = type(thing)()
        copy.CopyFrom(thing)
        copy.name = moved(thing.name, by)
        return copy


def layer_of(name: str, otherwise: int | None = None) -> int | None:
    found = LAYER.search(name)
    return int(found[2]) if found else otherwise


def moved(name: str, by: int) -> str:
    return LAYER.sub(lambda found: f"{found[1]}.{int(found[2]) + by}", name)


def in_order(nodes: list[onnx.NodeProto], layers: int) -> list[onnx.NodeProto]:
    """Layer after layer; of what is of no layer, the head, which makes the logits, comes last and the rest first."""
    return sorted(nodes, key=lambda node: layer_of(node.name, layers + 1 if "logits" in node.output else -1))


def write_tensor(array: np.ndarray, name: str, data) -> onnx.TensorProto:
    tensor = numpy_helper.from_array(array, name)
    raw = tensor.raw_data
    if len(raw) <= INLINE_BYTES:
        return tensor
    data.write(bytes(-data.tell() % ALIGNMENT))
    place = {"location": Path(data.name).name, "offset": data.tell(), "length": len(raw)}
    data.write(raw)
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    for key, value in place.items():
        tensor.external_data.add(key=key, value=str(value))
    return tensor
