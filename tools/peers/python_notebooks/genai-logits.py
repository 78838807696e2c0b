# %% What the model thinks of the next token
import numpy as np
import onnxruntime_genai as og

model = og.Model("microsoft/Phi-3-mini-4k-instruct")
tokenizer = og.Tokenizer(model)
params = og.GeneratorParams(model)
params.set_search_options(max_length=40)
generator = og.Generator(model, params)
generator.append_tokens(tokenizer.encode("<|user|>What is the capital of Spain?<|end|><|assistant|>"))
# %%
rows = []
for step in range(5):
    logits = generator.get_logits()
    flat = np.asarray(logits).reshape(-1)
    best = int(flat.argmax())
    generator.generate_next_token()
    rows.append((best, int(generator.get_next_tokens()[0]), tokenizer.decode(np.array([best], dtype=np.int32))))
rows
# %%
all(best == taken for best, taken, _ in rows)
# %%
sequence = generator.get_sequence(0)
type(sequence).__name__, sequence.dtype, len(sequence)
# %%
tokenizer.decode(sequence)
