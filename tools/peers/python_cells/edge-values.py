"""numpy and pandas with values that are missing, negative or not alike, uneven shapes and other labels."""

import io

import numpy as np
import pandas as pd

nan = float("nan")


def t(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


def put(where, key, value):
    where[key] = value


def after(made, change):
    change(made)
    return made


f32 = np.array([0.1, 0.2, 0.3], dtype=np.float32)
square = np.arange(6).reshape(2, 3)
t(lambda: np.round(2.345, 2))
t(lambda: np.array([2.345, -1.005, 0.285, 1.115]).round(2))
t(lambda: round(np.float64(1.115), 2))
t(lambda: np.round(1234.5, -2))
t(lambda: f32.round(1))
t(lambda: np.median([[1, 5], [3, 2.0]], axis=0))
t(lambda: np.median([1, nan]))
t(lambda: np.percentile([[1, 5], [3, 2.0]], 50, axis=0))
t(lambda: np.quantile([[1, 2], [3, 4]], [0.5, 0.25], axis=1))
t(lambda: np.sort([3, nan, 1]))
t(lambda: np.argsort([3.0, nan, 1.0]))
t(lambda: [np.max([1.0, nan, 2]), np.min([1.0, nan, 2]), np.argmax([1.0, nan, 2])])
t(lambda: np.maximum([nan, 1.0], [2.0, nan]))
t(lambda: np.unique([3, 1, nan, nan]))
t(lambda: np.floor(np.array([1.5, nan, np.inf, -0.5])))
t(lambda: np.ceil([-0.5, 1.2]))
t(lambda: np.sign(np.array([nan, -2.0, 0.0])))
t(lambda: [np.isclose(np.inf, np.inf), np.isclose(1, np.inf), np.allclose([np.inf, 1], [np.inf, 1])])
t(lambda: np.where([True, False], np.array([1, 2], dtype=np.float32), 0.0))
t(lambda: np.where(True, 1, 2))
t(lambda: np.concatenate([np.array([1, 2]), np.array([1.5], dtype=np.float32)]))
t(lambda: np.concatenate([np.zeros((2, 3)), np.zeros((2, 2))]))
t(lambda: np.concatenate([np.zeros(2), np.zeros((2, 2))]))
t(lambda: np.vstack([[1, 2, 3], [1, 2]]))
t(lambda: np.concatenate([]))
t(lambda: np.hstack([1, 2]))
t(lambda: [np.zeros_like([1, 2]), np.ones_like([[1.5]]), np.full_like([1, 2], 7)])
t(lambda: np.diff([[1, 4, 9], [2, 3, 5]]))
t(lambda: np.cumsum([True, False, True]))
t(lambda: np.cumsum(f32))
t(lambda: np.squeeze(np.zeros((1, 2)), axis=1))
t(lambda: np.array([2, 3]) ** -1)
t(lambda: np.exp(709.5))
t(lambda: square[np.arange(2), [2, 0]])
t(lambda: square[:, [[0, 1], [2, 0]]])
t(lambda: square[[0, 1], [0, 1, 2]])
t(lambda: square[:, [True, False]])
t(lambda: after(square.copy(), lambda made: put(made, ([0, 1], [2, 0]), -1)))

df = pd.DataFrame({"k": ["a", "b", "a"], "t": ["x", "y", None], "v": [-1, 2, 3], "f": [-1.5, None, 0.25]})
t(lambda: df)
t(lambda: df["v"])
t(lambda: df["f"])
t(lambda: pd.Series(range(-40, 40)))
t(lambda: df["f"].round(1))
t(lambda: df.groupby("k").mean(numeric_only=True))
t(lambda: df.groupby("k").v.sum())
t(lambda: [name for name, _ in df.groupby(["k"])["v"]])
t(lambda: df[["k", "v"]].sum())
t(lambda: df.v[df.v > 0] + df.v)
t(lambda: pd.Series([1, 2], index=["a", "b"]) - pd.Series([10, 20], index=["b", "a"], name="n"))
t(lambda: df.v[df.v > 0] == df.v)
t(lambda: df.v + [1, 2])
t(lambda: df.v == [1, 2])
t(lambda: df.v / 0)
t(lambda: df.v // 0)
t(lambda: df[["v", "f"]] * 2)
t(lambda: (df == df).all().tolist())
t(lambda: df[[True, False, True]])
t(lambda: df[df.v.values > 0])
t(lambda: df[df.v > 0][df.v > 2])
t(lambda: pd.Series(["a", 5, None]).str.upper())
t(lambda: pd.Series(["a", 5, None]).str.len())
t(lambda: pd.Series([["a", "b"], None]).str.join("-"))
t(lambda: df.v.rename({0: "first"}))
t(lambda: pd.concat([]))
t(lambda: pd.concat([df.k, df.t]))
t(lambda: df[["f"]].to_json(orient="records"))
t(lambda: pd.DataFrame({"a": [1 / 3]}).to_json())
t(lambda: pd.DataFrame({"a": [[1, 2], []], "b": [1, 2]}).explode("a"))
t(lambda: pd.read_csv(io.StringIO("a,b,c\n1,x,1_000\nq,,2\n")))
t(lambda: pd.read_csv(io.StringIO("a,b\ntrue,007\nfalse,NA\n")))
t(lambda: pd.read_csv(io.StringIO("a,b\n")))
t(lambda: [pd.isna([1, None]), pd.notna(["a", None]), pd.notna("a")])
t(lambda: pd.notna(df))
t(lambda: after(df[["v"]].copy(), lambda made: put(made["v"], 0, 9)))
t(lambda: after(df[["v"]].copy(), lambda made: put(made["v"].iloc, 0, 9)))
t(lambda: after(df[["f"]].copy(), lambda made: made["f"].fillna(0, inplace=True)))
