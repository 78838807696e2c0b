# %% JSON out of answers, with retries
import json
import re
from transformers import pipeline

pipe = pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct")

def complete(prompt):
    return pipe([{"role": "user", "content": prompt}], max_new_tokens=16, do_sample=False, return_full_text=False)[0]["generated_text"].strip()

def as_json(text):
    match = re.search(r"(\w+)\.?$", text)
    return json.loads('{"answer": "%s"}' % match.group(1)) if match else json.loads(text)
# %%
as_json(complete("What is the capital of Spain?"))
# %%
tries = []
for suffix in ("", " Answer in JSON.", " {"):
    try:
        tries.append(json.loads(complete("What is the capital of Italy?" + suffix)))
    except json.JSONDecodeError as error:
        tries.append((error.msg, error.pos))
tries
# %%
from collections import Counter
Counter(complete("What is the capital of Spain?").split()).most_common(2)
# %%
print(json.dumps({"ü": [1.5, None, True], "text": complete("Hi")[:5]}, ensure_ascii=False, indent=2))
# %%
json.loads("{")
