# %% What a tokenizer does
from transformers import AutoTokenizer

tok = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
text = "What is the capital of Spain?"
ids = tok.encode(text)
len(ids), tok.decode(ids) == text
# %%
for token in tok.tokenize(text)[:4]:
    print(repr(token), tok.convert_tokens_to_ids(token))
# %%
tok(text)
# %%
batch = tok(["Hi", "Hello there"], padding=True)
{key: value for key, value in batch.items()}
# %%
tok.special_tokens_map
# %%
tok.eos_token, tok.eos_token_id, tok.vocab_size
# %%
import re
counts = {}
for word in re.findall(r"\w+", text.lower()):
    counts[len(tok.encode(word))] = counts.get(len(tok.encode(word)), 0) + 1
sorted(counts.items())
