"""What the wrapper of the write-up's second notebook answers, in today's API."""

import onnxruntime_genai as og

model = og.Model(MODEL)
tokenizer = og.Tokenizer(model)
params = og.GeneratorParams(model)
params.set_search_options(max_length=300, temperature=0.2)
ids = tokenizer.encode("<|system|>You are a stand-up comedian.<|end|><|user|>Tell me a joke about atom<|end|><|assistant|>")
generator = og.Generator(model, params)
generator.append_tokens(ids)
while not generator.is_done():
    generator.generate_next_token()
print(tokenizer.decode(generator.get_sequence(0)[len(ids) :]))
