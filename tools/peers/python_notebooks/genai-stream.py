# %% The generate() loop, token by token
import onnxruntime_genai as og

model = og.Model("microsoft/Phi-3-mini-4k-instruct")
tokenizer = og.Tokenizer(model)
tokenizer_stream = tokenizer.create_stream()
search_options = {"max_length": 60, "do_sample": False}
chat_template = "<|user|>{input}<|end|><|assistant|>"
# %%
def ask(text):
    params = og.GeneratorParams(model)
    params.set_search_options(**search_options)
    generator = og.Generator(model, params)
    generator.append_tokens(tokenizer.encode(chat_template.format(input=text)))
    count = 0
    while not generator.is_done():
        generator.generate_next_token()
        print(tokenizer_stream.decode(generator.get_next_tokens()[0]), end="", flush=True)
        count += 1
    print()
    del generator
    return count

ask("What is the capital of Spain?")
# %%
for question in ("What is the capital of France?", "Hi"):
    print(f"Q: {question}\nA:", end="")
    _ = ask(question)
# %%
tokenizer.encode("Hello world"), tokenizer.decode(tokenizer.encode("Hello world")), type(tokenizer.encode("a")).__name__
# %%
search_options["max_length"] = 100000
ask("Hi")
