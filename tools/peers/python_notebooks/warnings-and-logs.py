# %% Standard error: warnings, logs and progress
import logging
import sys
import warnings

warnings.warn("the answer may be cut")
# %%
def load():
    warnings.warn("load is deprecated", DeprecationWarning, stacklevel=2)
    return 1

load()
# %%
warnings.warn("later", FutureWarning)
for _ in range(2):
    warnings.warn("only once")
# %%
logger = logging.getLogger("my.notebook")
logger.warning("watch %s", "out")
logger.info("not shown")
# %%
logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s", force=True)
logging.info("shown")
logger.info("shown too")
logger.debug("not shown")
# %%
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
logger.addHandler(handler)
logger.propagate = False
logger.error("to %s", "stdout")
try:
    1 / 0
except ZeroDivisionError:
    logger.error("failed", exc_info=False)
# %%
logger.handlers, logger, logging.getLevelName(logger.getEffectiveLevel())
# %%
print("a", "b", sep="-", end="!\n", file=sys.stderr)
print("out")
sys.stderr.write("written\n")
# %%
from tqdm import tqdm

total = 0
for n in tqdm(range(3), desc="Adding", disable=True):
    total += n
total
# %%
from tqdm.auto import tqdm, trange

seen = []
with tqdm(total=3, file=sys.stdout, bar_format="{desc}: {n_fmt}/{total_fmt}", desc="Reading", leave=True) as bar:
    for n in range(3):
        bar.update()
        seen.append(bar.n)
seen
# %%
[n for n in trange(2, disable=True)], len(tqdm([1, 2], disable=True)), list(tqdm(enumerate("ab"), total=2, disable=True))
