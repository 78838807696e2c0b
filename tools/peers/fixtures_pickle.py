"""Pickles of every kind, with what pickletools says of them. Nothing here is loaded: the hostile ones are written only."""

import base64
import collections
import datetime
import decimal
import io
import pickle
import pickletools

import fixture

MADE_BY = "tools/peers/fixtures_pickle.py"
VALUES = {
    "nested": {"a": [1, -1, 255, 256, 65535, 65536, -(2**31), 2**31, 2**63, -(2**200)], "b": (), "c": (1,), "d": (1, 2, 3, 4)},
    "texts": ["", "plain", "Größe 東京 \U0001f600", "it's \"quoted\"\\ \n\t\x00\x7f\xa0", "\ud800 alone", "x" * 300],
    "numbers": [0.1, -0.0, 1e300, 3.0, float("inf"), float("-inf"), True, False, None, 2**70],
    "bytes": [b"", b"\x00'\"\\\xff\n", bytearray(b"abc"), b"y" * 300],
    "sets": [set(), {1}, frozenset({2}), collections.OrderedDict(a=1)],
    "objects": [decimal.Decimal("1.5"), datetime.timedelta(3), complex(1, 2), range(3), len, ValueError("no")],
}


class Hostile:
    def __init__(self, function, *arguments):
        self.reduced = (function, arguments)

    def __reduce__(self):
        return self.reduced


class Storage:
    """Stands for a tensor's storage, which torch keeps outside the pickle."""


class TorchLikePickler(pickle._Pickler):
    def persistent_id(self, value):
        return ("storage", "FloatStorage", "0", "cpu", 4) if isinstance(value, Storage) else None


def torch_like() -> bytes:
    out = io.BytesIO()
    TorchLikePickler(out, 2).dump(collections.OrderedDict(weight=[Storage(), 0, (2, 2), (2, 1), False]))
    return out.getvalue()


def hostile(protocol: int) -> dict[str, bytes]:
    import os
    import subprocess

    made = {"eval": Hostile(eval, "__import__('os').getpid()"), "system": Hostile(os.system, "id"), "popen": Hostile(subprocess.Popen, ["id"])}
    return {f"hostile {name}, protocol {protocol}": pickle.dumps(value, protocol) for name, value in made.items()}


def by_cloudpickle() -> dict[str, bytes]:
    import cloudpickle
    import log_model

    import phi3_model

    def add(a, b=2):
        return a + b

    return {
        "cloudpickle, a function by value": cloudpickle.dumps(add),
        "cloudpickle, a class by reference": cloudpickle.dumps(collections.OrderedDict),
        "cloudpickle, python_model by value": cloudpickle.dumps(log_model.by_value_phi3_model()),
        "cloudpickle, a module": cloudpickle.dumps(phi3_model),
    }


def by_hand() -> dict[str, bytes]:
    return {
        "by reference, as this page writes it": b"\x80\x02cphi3_model\nPhi3Model\n)\x81.",
        "INST": b"(S'id'\nios\nsystem\n.",
        "OBJ": b"(cos\nsystem\nS'id'\no.",
        "NEWOBJ_EX": b"\x80\x04\x8c\x08builtins\x8c\x04dict\x93)}\x92.",
        "EXT": b"\x80\x02(\x82\x01\x83\x02\x00\x84\x03\x00\x00\x00t.",
        "PERSID": b"Pthe id\n.",
        "buffers": b"\x80\x05\x97\x98.",
        "POP a mark, DUP": b"(0K\x012K\x020\x86.",
        "POP_MARK": b"K\x01(K\x02K\x031.",
        "LIST, DICT": b"(I1\nI01\nI00\nl(VA\\u00e9\\\\u0041\nF1e3\nd\x86.",
        "LONG": b"(L12345678901234567890L\nL-5\nt.",
        "STRING escapes": b"(S'a\\n\\x41\\101\\'\\q'\nS\"it's\"\nt.",
        "BINSTRING": b"(T\x03\x00\x00\x00a\xe9bU\x02\xff'\x8e\x02\x00\x00\x00\x00\x00\x00\x00hit.",
        "long forms": b"(X\x01\x00\x00\x00ar\x07\x00\x00\x00j\x07\x00\x00\x00\x8d\x01" + bytes(7) + b"b\x8b\x02\x00\x00\x00\x00\x80t.",
        "a second pickle behind": b"K\x01.K\x02.",
        "memo key redefined": b"K\x01q\x00K\x02q\x00\x86.",
        "memo key never stored": b"h\x07.",
        "too little on the stack": b"K\x01\x86.",
        "no mark": b"K\x01t.",
        "more on the stack": b"K\x01K\x02.",
    }


def damaged(whole: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "cut in an argument": b"\x80\x04\x95\x10\x00\x00",
        "cut in a text": b"X\x05\x00\x00\x00ab",
        "cut before STOP": whole[:-1],
        "cut in the middle": whole[: len(whole) // 2],
        "unknown opcode": b"\x80\x02\xff.",
        "a zip, not a pickle": b"PK\x03\x04",
        "no end of line": b"I12",
        "not a number": b"Itwelve\n.",
        "negative length": b"T\xff\xff\xff\xff.",
        "text that is not UTF-8": b"X\x02\x00\x00\x00\xff\xfe.",
        "no quotes": b"Sabc\n.",
    }


def impersonal(data: bytes) -> bytes:
    """Replaces this machine's path, which cloudpickle writes into code, by one of the same length."""
    here = str(fixture.REPOSITORY).encode()
    return data.replace(here, b"/repository".ljust(len(here), b"_")[: len(here)])


def case(name: str, data: bytes) -> dict:
    data = impersonal(data)
    operations = []
    error = None
    try:
        for opcode, argument, position in pickletools.genops(data):
            operations.append([position, opcode.name, None if argument is None else repr(argument)])
    except Exception as exception:
        error = str(exception)
    out = io.StringIO()
    dis_error = None
    try:
        pickletools.dis(data, out)
    except Exception as exception:
        dis_error = str(exception)
    text = out.getvalue()
    encoded = base64.b64encode(data).decode()
    return {"name": name, "base64": encoded, "ops": operations, "error": error, "dis": text.split("\n")[:-1], "disError": dis_error}


def make() -> None:
    pickles = {}
    for protocol in range(6):
        for name, value in VALUES.items():
            pickles[f"{name}, protocol {protocol}"] = pickle.dumps(value, protocol)
    for protocol in (0, 2, 4):
        pickles |= hostile(protocol)
    pickles |= by_cloudpickle() | by_hand()
    pickles["torch-like, with persistent ids"] = torch_like()
    pickles |= damaged(pickles["nested, protocol 4"])
    fixture.write("pickle/pickletools.json", MADE_BY, fixture.versions("cloudpickle"), [case(*item) for item in pickles.items()])


if __name__ == "__main__":
    make()
