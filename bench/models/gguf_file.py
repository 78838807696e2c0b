"""Writes GGUF files, version 3 (ggml's docs/gguf.md)."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ALIGNMENT = 32

# enum ggml_type
F32, F16, Q4_0 = 0, 1, 2


@dataclass(frozen=True)
class Tensor:
    name: str
    dims: tuple[int, ...]
    """As numpy has them: rows first. The file has them the other way round."""

    type: int
    size_bytes: int
    read: Callable[[], np.ndarray]
    """Gives the bytes when they are written, so that one tensor at a time is in memory."""


@dataclass(frozen=True)
class U32:
    value: int


def write_gguf_file(path: Path, metadata: dict, tensors: list[Tensor]) -> None:
    """`metadata` values: str, float, bool, U32, int (int32), or a list of one of these."""
    header = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(metadata))
    header += b"".join(text(key) + typed(value) for key, value in metadata.items())
    offset = 0
    for tensor in tensors:
        dims = struct.pack(f"<{len(tensor.dims)}Q", *reversed(tensor.dims))
        header += text(tensor.name) + struct.pack("<I", len(tensor.dims)) + dims + struct.pack("<IQ", tensor.type, offset)
        offset += padded(tensor.size_bytes)
    with path.open("wb") as file:
        file.write(header.ljust(padded(len(header)), b"\0"))
        for tensor in tensors:
            raw = np.ascontiguousarray(tensor.read()).tobytes()
            if len(raw) != tensor.size_bytes:
                raise ValueError(f"{tensor.name} has {len(raw)} bytes, and {tensor.size_bytes} were announced")
            file.write(raw.ljust(padded(len(raw)), b"\0"))


def padded(size: int) -> int:
    return size + -size % ALIGNMENT


def text(value: str) -> bytes:
    raw = value.encode("utf-8")
    return struct.pack("<Q", len(raw)) + raw


def typed(value) -> bytes:
    """A value with its gguf_metadata_value_type before it."""
    match value:
        case U32():
            return struct.pack("<II", 4, value.value)
        case bool():
            return struct.pack("<I?", 7, value)
        case int():
            return struct.pack("<Ii", 5, value)
        case float():
            return struct.pack("<If", 6, value)
        case str():
            return struct.pack("<I", 8) + text(value)
        case list():
            items = [typed(item) for item in value]
            return struct.pack("<I", 9) + items[0][:4] + struct.pack("<Q", len(items)) + b"".join(i[4:] for i in items)
    raise TypeError(f"GGUF has no {type(value).__name__}")
