# %% tokenizer, generate, decode
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, StoppingCriteria, StoppingCriteriaList, TextStreamer

name = "microsoft/Phi-3-mini-4k-instruct"
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForCausalLM.from_pretrained(name)
device = "cuda" if torch.cuda.is_available() else "cpu"
device
# %%
chat = [{"role": "user", "content": "What is the capital of Italy?"}]
prompt = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
inputs = tokenizer(prompt, return_tensors="pt").to(device)
print(prompt)
inputs["input_ids"].shape
# %%
with torch.no_grad():
    generated = model.generate(**inputs, max_new_tokens=20)
print(tokenizer.decode(generated[0][inputs["input_ids"].shape[1]:], skip_special_tokens=True))
# %%
model.generate(**inputs, max_new_tokens=12, streamer=TextStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)).shape
# %%
class UntilDot(StoppingCriteria):
    def __call__(self, input_ids, scores, **kwargs):
        return "capital" in tokenizer.decode(input_ids[0][inputs["input_ids"].shape[1]:])

stopped = model.generate(**inputs, max_new_tokens=20, stopping_criteria=StoppingCriteriaList([UntilDot()]))
tokenizer.batch_decode(stopped[:, inputs["input_ids"].shape[1]:])
# %%
config = GenerationConfig(max_new_tokens=3, do_sample=False)
tokenizer.decode(model.generate(**inputs, generation_config=config)[0], skip_special_tokens=False)
# %%
model.generate(**inputs, max_new_tokens=5, foo=True)
