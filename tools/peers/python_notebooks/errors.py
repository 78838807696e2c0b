# %% What goes wrong
def outer(value):
    return inner(value) + 1

def inner(value):
    return 10 / value

outer(0)
# %%
undefined_name
# %%
print("before")
raise KeyError("missing")
# %%
if True print("x")
# %%
import a_module_that_is_not_there
# %%
class Own(Exception):
    pass

try:
    inner(0)
except ZeroDivisionError as error:
    raise Own("own words") from error
# %%
assert 1 == 2, "one is not two"
# %%
[1, 2][5]
# %%
"after"
