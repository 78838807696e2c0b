# %% Exact match over a small set of questions
import mlflow
import pandas as pd
from transformers import pipeline

pipe = pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct")
data = pd.DataFrame({
    "question": ["What is the capital of Spain?", "What is the capital of Italy?", "What is the capital of France?"],
    "truth": ["Madrid", "Rome", "Lyon"],
})
# %%
def answer(question):
    return pipe([{"role": "user", "content": question}], max_new_tokens=16, do_sample=False, return_full_text=False)[0]["generated_text"].strip()

data["answer"] = data["question"].apply(answer)
data["right"] = [truth in found for truth, found in zip(data["truth"], data["answer"])]
data[["truth", "answer", "right"]]
# %%
score = data["right"].mean()
print(f"{score:.2%} of {len(data)}")
# %%
with mlflow.start_run() as run:
    mlflow.log_metric("exact_match", float(score))
    for row in data.to_dict(orient="records"):
        print(row["truth"], "->", row["answer"])
round(mlflow.get_run(run.info.run_id).data.metrics["exact_match"], 4)
# %%
data.shape, list(data.columns), data["truth"].tolist()
