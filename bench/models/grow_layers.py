"""A decoder graph with more layers than the builder made, its weights in one file, written tensor by tensor."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.external_data_helper import load_external_data_for_tensor

ALIGNMENT = 4096
INLINE_BYTES = 1024
"""Smaller tensors stay in the ONNX file, where ONNX Runtime wants what shapes are reckoned from."""


def grow_layers(graph: onnx.GraphProto, source: Path, built: int, wanted: int, data_path: Path) -> None:
    """Repeats the last of the `built` layers until there are `wanted`, and writes the weights to `data_path`.

    The copies' weights are the last layer's with their rows rolled, so that no two layers are the same: as random as it.
    A layer's names carry its number, and the names of the layer before; the final norm carries the number of layers.
    """
    nodes = [copy for node in graph.node for copy in copies(node, built, wanted)]
    values = [copy for value in graph.value_info for copy in copies(value, built, wanted)]
    inputs = [copy for value in graph.input for copy in copies(value, built, wanted)]
    outputs = [copy for value in graph.output for copy in copies(value, built, wanted)]
    initializers = list(graph.initializer)
    for field in ("node", "value_info", "input", "output", "initializer"):
        graph.ClearField(field)
    graph.node.extend(in_order(nodes))
    graph.value_info.extend(values)
    graph.input.extend(by_layer(inputs))
    graph.output.extend(by_layer(outputs))
    with data_path.open("wb") as data:
        for tensor in initializers:
            load_external_data_for_tensor(tensor, str(source))
            array = numpy_helper.to_array(tensor)
            for layer, name in copied_names(tensor.name, built, wanted):
                graph.initializer.append(write_tensor(np.roll(array, layer, axis=0) if layer else array, name, data))
            tensor.Clear()


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


def layer_of(name: str) -> int | None:
    found = re.search(r"(?:\blayers|past_key_values|present)\.(\d+)", name)
    return int(found[1]) if found else None


def copied_names(name: str, built: int, wanted: int) -> Iterator[tuple[int, str]]:
    """The names under which a thing is to stand, each with how many layers it is moved by."""
    layer = layer_of(name)
    if layer is None or layer < built - 1:
        yield 0, name
    elif layer == built:  # the final norm
        yield 0, moved(name, wanted - built)
    else:
        for by in range(wanted - built + 1):
            yield by, moved(name, by)


def moved(name: str, by: int) -> str:
    return re.sub(
        r"(\blayers|past_key_values|present)\.(\d+)", lambda found: f"{found[1]}.{int(found[2]) + by}", name
    )


def copies(thing, built: int, wanted: int) -> Iterator:
    """A node or a value, once for each layer that it is to stand in."""
    layer = layer_of(thing.name)
    last = [(wanted - built, moved(thing.name, wanted - built))]
    # What follows the last layer reads from it, whatever its own name is.
    reads_last = layer is None and any(layer_of(name) in (built - 1, built) for name in getattr(thing, "input", []))
    for by, name in last if reads_last else copied_names(thing.name, built, wanted):
        by = wanted - built if layer == built else by
        copy = type(thing)()
        copy.CopyFrom(thing)
        copy.name = thing.name if reads_last else name
        if isinstance(copy, onnx.NodeProto):
            copy.input[:] = [moved(name, by) for name in copy.input]
            copy.output[:] = [moved(name, by) for name in copy.output]
        yield copy


def in_order(nodes: list[onnx.NodeProto]) -> list[onnx.NodeProto]:
    """Layers one after the other; what comes before them first, and what follows them last."""
    layers = [layer_of(node.name) for node in nodes]
    first = next(index for index, layer in enumerate(layers) if layer is not None)
    last = max(layer for layer in layers if layer is not None)
    keys = [
        -1 if index < first else last + 1 if layer is None else layer for index, layer in enumerate(layers)
    ]
    return [node for _, node in sorted(zip(keys, nodes, strict=True), key=lambda pair: pair[0])]


def by_layer(values: list[onnx.ValueInfoProto]) -> list[onnx.ValueInfoProto]:
    def key(value: onnx.ValueInfoProto) -> int:
        layer = layer_of(value.name)
        return -1 if layer is None else layer

    return sorted(values, key=key)
