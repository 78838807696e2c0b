# %% Coroutines, generators, context managers
import asyncio
import contextlib
import time

async def double(value):
    await asyncio.sleep(0.01)
    return value * 2

await double(21)
# %%
await asyncio.gather(*(double(value) for value in range(4)))
# %%
async def numbers():
    for value in range(3):
        yield value
        await asyncio.sleep(0)

[value async for value in numbers()]
# %%
@contextlib.contextmanager
def timed(name):
    started = time.perf_counter()
    yield
    print(name, time.perf_counter() - started < 5)

with timed("sleep"):
    time.sleep(0.01)
# %%
import dataclasses
import datetime
import functools
import textwrap

@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0

sorted([Point(2), Point(1, 5)])
# %%
functools.reduce(lambda a, b: a * b, range(1, 6)), datetime.date(2024, 2, 29) + datetime.timedelta(days=366)
# %%
print(textwrap.fill("The quick brown fox jumps over the lazy dog", width=20))
# %%
await asyncio.wait_for(asyncio.sleep(10), 0.01)
