# %% IPython's own syntax, as notebooks use it
# %%
%%writefile helper.py
END = "!"
def shout(text):
    return text.upper() + END
# %%
import helper
helper.shout("hi")
# %%
%%writefile -a helper.py
def twice(text):
    return text * 2
# %%
import importlib
importlib.reload(helper).twice("ab")
# %%
%%writefile helper.py
END = "?"
# %%
!cat helper.py
!ls helper.py
# %%
files = !ls helper.py
files, files.n, files.s, type(files).__name__
# %%
%env PHI3_MOOD=glad
# %%
%env PHI3_MOOD
# %%
import os
name = "PHI3_MOOD"
%env {name}=sad
os.environ["PHI3_MOOD"]
# %%
%%capture out
print("hidden")
1 + 1
# %%
out.stdout, out.stderr, len(out.outputs)
# %%
%%capture
%pip install mlflow
print("nothing")
# %%
%mkdir -p some/place
%cd some/place
# %%
%pwd
# %%
%cd -q ../..
# %%
result = %timeit -n 2 -r 3 -q -o 1 + 1
result.loops, result.repeat, len(result.timings)
# %%
%%timeit -n 1 -r 1 -q start = 3
counted = start
# %%
a_number, a_text = 1, "x"
%who_ls
# %%
%who str
# %%
!echo hello {a_number} $a_text {missing}
# %%
%%html
<b>bold</b>
# %%
%%markdown
**bold**
# %%
%%writefile script.py
import sys
value = len(sys.argv)
print("ran", __name__, sys.argv[1:])
# %%
%run script.py one two
value
# %%
%load_ext autoreload
%autoreload 2
# %%
%%writefile echo_model.py
import mlflow
from mlflow.models import set_model

class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [text[::-1] for text in model_input["text"]]

set_model(Echo())
# %%
import mlflow
info = mlflow.pyfunc.log_model(name="echo", python_model="echo_model.py", input_example={"text": "abc"})
mlflow.pyfunc.load_model(info.model_uri).predict({"text": "hello"})
# %%
%%bash
# Nothing else is in the folder.
echo one
ls helper.py
