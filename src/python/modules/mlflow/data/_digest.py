"""A dataset's fingerprint (mlflow/data/digest_utils.py), over the hashes that pandas has of values (pandas/core/util/hashing.py)."""

import hashlib
import struct

_MOST_ROWS = 10000
_MASK = 2**64 - 1
_KEY = b"0123456789123456"
_FORMATS = {"int64": "<q", "int32": "<i", "float64": "<d", "float32": "<f", "bool": "<?"}


def of_table(frame):
    rows = frame.head(_MOST_ROWS)
    texts = [name for name in frame.columns if all(type(each) is str for each in frame[name].tolist())]
    numbers = [name for name in frame.columns if frame[name].dtype.name not in ("object", "str", "bool")]
    names = list(dict.fromkeys([*texts, *numbers]))
    try:
        names = sorted(names)
    except TypeError:
        pass
    columns = [_hashes(rows[name].tolist(), rows[name].dtype.name) for name in names]
    columns.append(_hashes(list(rows.index), rows.index.dtype.name))
    return _md5([_bytes(_combined(columns)), struct.pack("<q", len(frame)), *(str(name).encode() for name in frame.columns)])


def of_arrays(features, targets=None):
    parts = []
    for item in (features, targets):
        if item is None:
            continue
        for array in [item[key] for key in sorted(item)] if isinstance(item, dict) else [item]:
            values = array.flatten()[:_MOST_ROWS]
            parts.append(_bytes(_hashes(values.tolist(), values.dtype.name)))
            parts += [struct.pack("<q", each) for each in array.shape]
    return _md5(parts)


def _md5(parts):
    return hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest()[:8]


def _bytes(hashes):
    return struct.pack(f"<{len(hashes)}Q", *hashes)


def _hashes(values, dtype):
    """Hashes numbers by their bits, and everything else by its text."""
    form = _FORMATS.get(dtype)
    if form is None:
        return [_mixed(_siphash(str(each).encode())) for each in values]
    return [_mixed(int.from_bytes(struct.pack(form, each), "little")) for each in values]


def _mixed(value):
    value ^= value >> 30
    value = value * 0xBF58476D1CE4E5B9 & _MASK
    value ^= value >> 27
    value = value * 0x94D049BB133111EB & _MASK
    return value ^ value >> 31


def _combined(columns):
    count, factor = len(columns), 1000003
    out = [0x345678] * len(columns[0])
    for at, column in enumerate(columns):
        out = [((one ^ each) * factor) & _MASK for one, each in zip(out, column)]
        factor += 82520 + 2 * (count - at)
    return [(each + 97531) & _MASK for each in out]


def _siphash(data):
    """SipHash-2-4."""
    first, second = struct.unpack("<QQ", _KEY)
    v = [first ^ 0x736F6D6570736575, second ^ 0x646F72616E646F6D, first ^ 0x6C7967656E657261, second ^ 0x7465646279746573]
    whole = len(data) // 8 * 8
    words = [int.from_bytes(data[at : at + 8], "little") for at in range(0, whole, 8)]
    words.append(int.from_bytes(data[whole:], "little") | (len(data) & 0xFF) << 56)
    for word in words:
        v[3] ^= word
        _rounds(v, 2)
        v[0] ^= word
    v[2] ^= 0xFF
    _rounds(v, 4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def _rounds(v, count):
    for _ in range(count):
        v[0] = (v[0] + v[1]) & _MASK
        v[1] = _turned(v[1], 13) ^ v[0]
        v[0] = _turned(v[0], 32)
        v[2] = (v[2] + v[3]) & _MASK
        v[3] = _turned(v[3], 16) ^ v[2]
        v[0] = (v[0] + v[3]) & _MASK
        v[3] = _turned(v[3], 21) ^ v[0]
        v[2] = (v[2] + v[1]) & _MASK
        v[1] = _turned(v[1], 17) ^ v[2]
        v[2] = _turned(v[2], 32)


def _turned(value, by):
    return (value << by | value >> (64 - by)) & _MASK
