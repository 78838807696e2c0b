import type { TokenizerFiles } from "#tokenizer/tokenizer-json.ts";

const pieces = ["<unk>", "<s>", "</s>"];
for (let byte = 0; byte < 256; byte++) {
  pieces.push(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
}
pieces.push("▁", "a", "b", "c", "▁a", "bc", "▁abc", "é");

/** The ids of the small tokenizer's vocabulary. */
export const smallVocab: Readonly<Record<string, number>> = Object.fromEntries(
  pieces.map((piece, id) => [piece, id]),
);

export const endId = pieces.length;
export const userId = pieces.length + 1;

/** A tokenizer like Phi-3's with eight pieces besides its bytes, and "<|end|>" and "<|user|>". */
export const smallTokenizerFiles: TokenizerFiles = {
  "tokenizer.json": JSON.stringify({
    added_tokens: [
      { id: 0, content: "<unk>", special: true },
      { id: 1, content: "<s>", special: true },
      { id: 2, content: "</s>", special: false, rstrip: true },
      { id: endId, content: "<|end|>", special: true, rstrip: true },
      { id: userId, content: "<|user|>", special: true, rstrip: true },
    ],
    pre_tokenizer: null,
    decoder: {
      type: "Sequence",
      decoders: [
        { type: "Replace", pattern: { String: "▁" }, content: " " },
        { type: "ByteFallback" },
        { type: "Fuse" },
        { type: "Strip", content: " ", start: 1, stop: 0 },
      ],
    },
    model: { type: "BPE", vocab: smallVocab, merges: ["▁ a", ["b", "c"], "▁a bc"] },
  }),
  "tokenizer_config.json": JSON.stringify({
    tokenizer_class: "LlamaTokenizer",
    bos_token: "<s>",
    eos_token: { content: "<|end|>" },
    unk_token: "<unk>",
    clean_up_tokenization_spaces: false,
    chat_template:
      "{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}<|end|>\n{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}",
  }),
};
