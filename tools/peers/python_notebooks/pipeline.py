# %% A text-generation pipeline
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

torch.random.manual_seed(0)
model = AutoModelForCausalLM.from_pretrained(
    "microsoft/Phi-3-mini-4k-instruct", torch_dtype="auto", trust_remote_code=True
)
tokenizer = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
messages = [
    {"role": "user", "content": "What is the capital of France?"},
    {"role": "assistant", "content": "The capital of France is Paris."},
    {"role": "user", "content": "What is the capital of Spain?"},
]
# %%
pipe = pipeline("text-generation", model=model, tokenizer=tokenizer)
generation_args = {"max_new_tokens": 20, "return_full_text": False, "do_sample": False}
output = pipe(messages, **generation_args)
print(output[0]["generated_text"])
# %%
output
# %%
pipe("<|user|>Hi<|end|><|assistant|>", max_new_tokens=6, do_sample=False)[0]["generated_text"]
# %%
[each[0]["generated_text"] for each in pipe([messages, messages[:1]], **generation_args)]
# %%
type(pipe).__name__, model.device, pipe.task
# %%
pipe(messages, max_new_tokens=-1)
