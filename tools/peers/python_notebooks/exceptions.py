# %% Exceptions that hold others
import traceback

def parse(text):
    try:
        return int(text)
    except ValueError as error:
        error.add_note(f"while reading {text!r}")
        error.add_note("second note")
        raise

try:
    parse("x")
except ValueError as error:
    print(error, error.__notes__)
parse("y")
# %%
try:
    raise ExceptionGroup("all", [ValueError("a"), KeyError("b"), ExceptionGroup("inner", [OSError("c")])])
except* ValueError as group:
    print("values", group.exceptions)
except* (KeyError, OSError) as group:
    print("others", group, group.exceptions)
# %%
repr(ExceptionGroup("m", [ValueError(1)])), str(ExceptionGroup("m", [ValueError(1), KeyError(2)])), BaseExceptionGroup("b", [KeyboardInterrupt()])
# %%
ExceptionGroup("not", ["exceptions"])
# %%
class ModelError(RuntimeError):
    def __init__(self, model, reason):
        super().__init__(model, reason)
        self.model, self.reason = model, reason
    def __str__(self):
        return f"{self.model}: {self.reason}"

try:
    try:
        {}["phi3"]
    except KeyError as error:
        raise ModelError("phi3", "not loaded") from error
except ModelError as error:
    print(repr(error), error, error.args, repr(error.__cause__), error.__suppress_context__)
raise ModelError("phi3", "not loaded") from None
# %%
try:
    [][0]
except IndexError:
    1 / 0
# %%
def generator():
    yield 1
    raise StopIteration("no")

list(generator())
# %%
next(iter([]))
# %%
next(value for value in [] if value)
# %%
def deep(n):
    return deep(n + 1)

try:
    deep(0)
except RecursionError as error:
    print(type(error).__name__, str(error)[:32])
# %%
import sys
try:
    sys.exit("bye")
except SystemExit as error:
    print("code", error.code)
# %%
assert {"a": 1} == {"a": 2}
# %%
assert [], {"found": "nothing"}
# %%
int("12a"), 1
# %%
{"a": 1}["b"]
# %%
{"a": 1}.b
# %%
None.text
# %%
"a" + 1
# %%
len(5)
# %%
def answer(question, *, max_length=10): ...
answer("a", "b")
# %%
answer()
# %%
answer("a", limit=3)
# %%
a, *b, c = [1]
# %%
import json
json.loads('{"a": 1')
# %%
json.loads("Madrid")
# %%
json.dumps({"a": {1, 2}})
# %%
open("nothing.txt")
# %%
"\N{SNOWMAN}".encode("ascii")
# %%
b"\xff".decode()
# %%
import matplotlib_that_nobody_has.pyplot as plt
# %%
undefined + 1
# %%
class Base:
    def __init__(self): self.value = 1

Base().valeu
# %%
del never_set
# %%
def local():
    print(value)
    value = 1

local()
# %%
x = = 1
# %%
def f():
return 1
# %%
"unterminated
# %%
return 1
# %%
class Context:
    def __enter__(self):
        print("in")
        return self
    def __exit__(self, kind, value, tb):
        print("out", kind and kind.__name__, value)
        return kind is KeyError

with Context():
    raise KeyError("swallowed")
with Context():
    raise ValueError("raised")
# %%
def tidy():
    try:
        return "try"
    finally:
        print("finally")

tidy()
# %%
try:
    raise ValueError("a\nb")
except ValueError:
    lines = traceback.format_exc().splitlines()
lines[0], lines[-2:]
# %%
try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("outer") from error
except ValueError as error:
    print([type(each).__name__ for each in (error, error.__cause__, error.__context__)])
    print("".join(traceback.format_exception_only(error)))
# %%
traceback.format_exception_only(ExceptionGroup("g", [ValueError(1)]))[0]
# %%
raise Exception
# %%
raise "text"
# %%
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    warnings.warn("as an error", DeprecationWarning)
# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("first")
    warnings.warn("second", FutureWarning)
[(each.category.__name__, str(each.message)) for each in caught]
