# %% Numbers of many answers: tables as pandas shows them
import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
rows = 120
answers = pd.DataFrame({
    "question": [f"What is question number {n}?" for n in range(rows)],
    "tokens": rng.integers(1, 300, rows),
    "seconds": rng.random(rows).round(3),
    "mood": [["good", "bad", "so so"][n % 3] for n in range(rows)],
    "score": [None if n % 7 == 0 else n / 10 for n in range(rows)],
    "is_cut": [n % 5 == 0 for n in range(rows)],
})
answers
# %%
answers.head(3)
# %%
print(answers)
# %%
answers.describe()
# %%
answers.shape, answers.dtypes.to_dict(), answers.isna().sum().to_dict(), answers["score"].mean(), answers["tokens"].sum(), answers.columns.tolist()
# %%
answers.dtypes
# %%
answers.groupby("mood")["tokens"].mean()
# %%
answers.groupby("mood").agg({"tokens": "mean", "seconds": "max", "question": "count"})
# %%
answers["mood"].value_counts()
# %%
answers["score"]
# %%
answers.loc[answers["score"] > 11, ["question", "score"]]
# %%
answers.sort_values(["mood", "tokens"], ascending=[True, False]).head(4)[["mood", "tokens"]]
# %%
answers["long"] = np.where(answers["tokens"] > 150, "long", "short")
answers["per_token"] = answers["seconds"] / answers["tokens"]
answers.iloc[[0, 7, -1]]
# %%
answers.info()
# %%
answers.T.iloc[:3, :2]
# %%
wide = pd.DataFrame({f"column_{n}": [n, n * 1000, n / 3] for n in range(30)})
wide
# %%
print(wide.iloc[:, :12])
# %%
pd.DataFrame({"text": ["short", "x" * 80, "two\nlines", "tab\there", "<b>&amp;</b>"], "n": [1e-7, 1e7, 123456.789, np.nan, -1]})
# %%
pd.DataFrame({"a": [1, None, 3], "b": ["x", None, "z"], "c": [True, None, False], "d": [None, None, None], "e": [[1], {"k": 2}, (3,)]})
# %%
pd.DataFrame({"big": [1e20, 1.5], "small": [1e-9, 2e-9], "mixed": [1, "a"], "inf": [np.inf, -np.inf]})
# %%
pd.DataFrame(), pd.Series([], dtype=float), pd.DataFrame(columns=["a", "b"])
# %%
pd.DataFrame(columns=["a", "b"])
# %%
pd.Series({"Madrid": 3.2, "Paris": 2.1, "Rome": None}, name="millions")
# %%
pd.Series(["a", "b"] * 40)
# %%
pd.Series([1, 2, 3]).astype(float), pd.Series([0.1, 0.25]).round(1).tolist(), pd.Series([True, False]).sum()
# %%
first = pd.DataFrame({"id": [1, 2, 3], "question": ["a", "b", "c"]})
second = pd.DataFrame({"id": [2, 3, 4], "answer": ["B", "C", "D"]})
first.merge(second, on="id", how="left")
# %%
pd.merge(first, second, on="id")
# %%
answers["tokens"].apply(lambda n: n // 100).value_counts().sort_index()
# %%
print(answers.head(2).to_string(index=False)); print(answers.head(2)[["tokens", "mood"]].to_csv(index=False)); print(answers.head(2)[["tokens", "score"]].to_json(orient="records"))
# %%
answers.nope
# %%
answers["nope"]
# %%
answers.iloc[500]
# %%
with pd.option_context("display.max_rows", 4, "display.max_colwidth", 10):
    print(answers[["question", "tokens"]])
# %%
for row in answers.head(2).itertuples():
    print(row.Index, row.question, row.tokens)
for index, row in answers.head(1).iterrows():
    print(index, row["mood"], type(row).__name__)
answers.iloc[0]
# %%
answers["question"].str.len().max(), answers["question"].str.contains("1").sum(), answers["mood"].str.upper().unique(), answers["mood"].map({"good": 1, "bad": -1}).fillna(0).mean()
