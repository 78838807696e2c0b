# %% What values show at the end of a cell
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import re
import types
import typing
from pathlib import Path, PurePosixPath

counts = collections.Counter("what is the capital of spain".split() * 2 + ["spain"])
counts
# %%
counts.most_common(2), counts.total(), counts["france"]
# %%
by_letter = collections.defaultdict(list)
for word in sorted(counts):
    by_letter[word[0]].append(word)
by_letter
# %%
{"defaults": collections.defaultdict(int, a=1), "ordered": collections.OrderedDict(b=1, a=2), "queue": collections.deque([1, 2, 3], maxlen=3)}
# %%
collections.defaultdict(lambda: 0)["x"], collections.defaultdict(dict, {"key" * 12: {"nested" * 6: list(range(12))}, "other" * 12: {}})
# %%
collections.OrderedDict((f"key {n}", "value" * n) for n in range(8))
# %%
collections.Counter({f"word {n}": 20 - n for n in range(12)})
# %%
collections.deque(f"item {n}" for n in range(12))
# %%
collections.ChainMap({"a": 1}, {"b": 2}), collections.UserDict(a=1), collections.UserList([1])
# %%
Point = collections.namedtuple("Point", "x y")

class Answer(typing.NamedTuple):
    text: str
    tokens: int = 0

Point(1, 2), Answer("Madrid"), Answer("x", 3)._asdict(), Answer._fields, Answer("y")._replace(tokens=9)
# %%
@dataclasses.dataclass(order=True)
class Turn:
    role: str
    content: str = ""
    tags: list[str] = dataclasses.field(default_factory=list)
    secret: str = dataclasses.field(default="hidden", repr=False)

turns = [Turn("user", "What is the capital of Spain?", ["question"]), Turn("assistant", "Madrid", ["answer", "short"])]
turns
# %%
turns[0]
# %%
dataclasses.asdict(turns[1]), sorted(turns)[0].role, dataclasses.replace(turns[0], content="Hi"), [field.name for field in dataclasses.fields(Turn)]
# %%
class Role(enum.Enum):
    USER = "user"
    ASSISTANT = "assistant"

class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2

class Mode(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()

class Kind(enum.StrEnum):
    TEXT = enum.auto()

Role.USER, list(Role), Level.HIGH, Mode.READ | Mode.WRITE, Kind.TEXT, f"{Level.LOW} {Kind.TEXT} {Role.USER}", Role("user") is Role.USER
# %%
Role("system")
# %%
types.SimpleNamespace(a=1, b=[2]), Path("a/b.txt"), PurePosixPath("/a") / "b", range(3), slice(1, None), ..., NotImplemented
# %%
types.MappingProxyType({"a": 1}), {"a": 1}.items(), {"a": 1}.keys(), {"a": 1}.values(), frozenset({2, 1}), bytearray(b"ab"), memoryview(b"ab").tolist()
# %%
datetime.date(2024, 5, 1), datetime.datetime(2024, 5, 1, 12, 30, tzinfo=datetime.timezone.utc), datetime.timedelta(days=1, seconds=3), decimal.Decimal("1.10"), fractions.Fraction(2, 4)
# %%
re.compile(r"<\|(\w+)\|>", re.IGNORECASE), re.search("a(b)", "cab"), re.findall(r"<\|(\w+)\|>", "<|user|>Hi<|end|>")
# %%
int, Turn, len, str.upper, Role, [int, str], {"type": dict}, functools.partial(int, base=2), list[str], int | None
# %%
def greet(name: str, *, times: int = 1) -> str:
    """Greets."""
    return "Hi " * times + name

greet
# %%
class Plain:
    pass

class Shown:
    def __repr__(self):
        return "Shown(\n  of two lines)"

[Shown(), Shown()], type(Plain()), Plain.__name__
# %%
class Broken:
    def __repr__(self):
        raise ValueError("no repr")

Broken()
# %%
ValueError("one", 2), KeyError("k"), [OSError("No such file")], Exception()
# %%
1e16, 0.1 + 0.2, float("inf"), float("nan"), -0.0, 1_000_000, 10**25, 3 + 4j, True, b"\x00\xff", "tab\t'quote\"", 1e-7
# %%
[["a" * 30, "b" * 30], ["c" * 30, {"key": ("d" * 30, "e" * 30)}]]
# %%
"x" * 200
# %%
["x" * 100, "y"]
# %%
{1: {2: {3: {4: [5, [6, [7]]]}}}, "s": set(), "t": (), "u": (1,), "v": {()}}
# %%
list(range(1001))[-3:], [None] * 30
# %%
itself = [1]
itself.append(itself)
itself
# %%
{f"question {n}": {"answer": "Madrid", "score": n / 7} for n in range(4)}
# %%
(i for i in range(3)).__name__, map(str, [1]).__class__, zip([1], [2]).__class__, [*zip("ab", range(2))], dict(zip("ab", range(2)))
# %%
import array, uuid, ipaddress
array.array("i", [1, 2]), uuid.UUID(int=1), ipaddress.ip_address("127.0.0.1")
