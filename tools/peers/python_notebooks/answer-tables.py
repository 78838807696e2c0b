# %% A table of answers, as notebooks sum one up
import numpy as np
import pandas as pd

rows = [
    ("math", "2 + 2?", "4", "4", 0.12, 3),
    ("math", "3 * 3?", "9", "6", 0.34, 4),
    ("place", "Capital of Spain?", "Madrid", "Madrid.", 0.21, None),
    ("place", "Capital of Peru?", "Lima", "lima", 0.77, 7),
    ("joke", "A joke?", None, "Ha", 0.05, 2),
]
df = pd.DataFrame(rows, columns=["kind", "prompt", "expected", "answer", "seconds", "tokens"])
df
# %%
df["is_right"] = df["answer"].str.lower().str.strip(".") == df["expected"].str.lower()
df[["kind", "is_right"]].groupby("kind").mean()
# %%
df.groupby("kind").agg(count=("prompt", "count"), right=("is_right", "sum"), slowest=("seconds", "max"), tokens=("tokens", "mean"))
# %%
df.groupby("kind").agg(missing=("nothing", "count"))
# %%
df.groupby("kind", sort=False)["seconds"].agg(["mean", "max"]).round(2)
# %%
df.groupby("kind")["seconds"].agg(total="sum", spread="std")
# %%
df["seconds"].groupby(df["kind"]).sum()
# %%
df.groupby(df["answer"].str.len())["seconds"].mean()
# %%
doubled = pd.concat([df, df])
doubled.groupby(doubled["kind"])["seconds"].sum()
# %%
df["seconds"].groupby(pd.Series(["x", "y", "x"], index=[0, 2, 4])).sum()
# %%
df["seconds"].groupby(doubled["kind"]).sum()
# %%
[(key, len(group), list(group.columns)) for key, group in df.groupby(df["kind"])]
# %%
df["tokens"].fillna(0).astype(int).tolist(), df["tokens"].fillna(df["tokens"].mean()).tolist(), df["expected"].fillna("").tolist()
# %%
pd.Series([float("nan")] * 2).fillna(0).tolist(), pd.Series([1.5, None]).fillna("x").tolist(), pd.Series([None, True], dtype=object).fillna(False).dtype
# %%
df["expected"].fillna(0)
# %%
left, right = pd.Series([1, 2, 3], index=["a", "c", "b"]), pd.Series([10.5, 30.0], index=["d", "a"])
pd.DataFrame({"left": left, "right": right})
# %%
pd.DataFrame({"n": left, "flag": True, "again": left[::-1]})
# %%
pd.DataFrame({"n": left, "list": [1, 2]})
# %%
pd.DataFrame({"n": left, "double": pd.Series([1, 2], index=["a", "a"])})
# %%
values = np.linspace(0, 1, 1001) ** 3
pd.Series(values).sum() == values.sum(), float(pd.Series([0.1] * 1000).sum()), float(np.full(1000, 0.1).sum()), float(pd.Series([0.1] * 1000).mean())
# %%
gaps = pd.Series([0.1, None, 0.7] * 401)
float(gaps.sum()), float(gaps.mean()), float(gaps.std()), float(pd.Series(range(1001)).std())
# %%
many = pd.DataFrame({"k": ["a", "b"] * 500, "v": [0.1 * (at % 7) for at in range(1000)]})
many.groupby("k")["v"].sum().tolist(), many.groupby("k")["v"].mean().tolist(), many.groupby("k")["v"].std().tolist()
# %%
df["kind"].value_counts(normalize=True)
# %%
df.isna().sum()
# %%
df.nlargest(2, "seconds")["prompt"].tolist(), df["seconds"].idxmax()
# %%
df.iloc[1:3, :2].to_dict("list"), df.loc[df["kind"].isin(["joke"]), "answer"].item()
# %%
df.apply(lambda row: f"{row['kind']}: {row['answer']}", axis=1).tolist()
