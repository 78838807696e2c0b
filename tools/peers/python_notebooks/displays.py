# %% What a notebook shows
from IPython.display import HTML, JSON, Markdown, display

display(Markdown("**bold**"), HTML("<b>x</b>"))
{"a": 1}
# %%
class Shown:
    def __repr__(self):
        return "Shown()"
    def _repr_html_(self):
        return "<i>shown</i>"
    def _repr_markdown_(self):
        return "*shown*"

Shown()
# %%
display("text", 3, [Shown()])
# %%
print("a\tb")
"multi\nline"
# %%
None
# %%
x = 3;
x;
# %%
{"set": {3, 1}, "long": list(range(60)), "nested": {"key": ["value"] * 30}}
# %%
_
# %%
Out[2], len(In) > 3
# %%
import sys
print("to stderr", file=sys.stderr)
sys.stdout.write("written\n")
# %%
import pandas as pd
pd.Series([1.5, 2.0], index=["a", "b"], name="numbers")
