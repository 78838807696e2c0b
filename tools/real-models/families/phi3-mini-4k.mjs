import {
  addedToken,
  addedTokensDecoder,
  smallJson,
  specialToken,
  tokenizerJson,
  withCrlf,
} from "../tokenizer-json.mjs";

const end = "<|endoftext|>";
const ownTokens = [
  end,
  "<|assistant|>",
  "<|placeholder1|>",
  "<|placeholder2|>",
  "<|placeholder3|>",
  "<|placeholder4|>",
  "<|system|>",
  "<|end|>",
  "<|placeholder5|>",
  "<|placeholder6|>",
  "<|user|>",
];
const firstOwnId = 32_000;

/** Phi-3 mini 4k instruct: Llama 2's vocabulary with tokens of its own. */
export const phi3Mini4k = {
  source: {
    package: "llama-tokenizer-js@1.2.2",
    integrity:
      "sha512-Wmth393dc3odWU3IzARJ3r2oIfWgw9GdJ5Gm+hGhfECNO18UHLRqEFSf511jn4E9KcQGzuuKw4Wl08pHAemLAw==",
    files: ["llama-tokenizer.js"],
  },
  sha256: {
    "tokenizer.json": "072ab882d6c7192a42f78790945d16c064691321a73251a4b18f6a380f0fbe39",
    "tokenizer_config.json": "32f66c2bab499baaa8341819ad9a13342f957501ce1e989bcb90853a01336cc0",
    "added_tokens.json": "f8e5a880c6c563a126d9efacb654e105fc4b66f21e5a540f04436e9487a955fb",
    "special_tokens_map.json": "810adc6e6c6ef2f56c285ef930d243358a3a9f05e36a01c5a10bafc6fac4609b",
  },
  make: ([script]) => {
    const encoded = /const llama_vocab_base64 = "([^"]+)"/.exec(script)[1];
    const pieces = Buffer.from(encoded, "base64").toString("utf8").split("\n");
    const own = ownTokens.map((content, i) => addedToken(firstOwnId + i, content, { rstrip: i > 0 }));
    const tokens = [
      addedToken(0, "<unk>"),
      addedToken(1, "<s>"),
      addedToken(2, "</s>", { rstrip: true, special: false }),
      ...own,
    ];
    return {
      "tokenizer.json": withCrlf(
        tokenizerJson(
          {
            version: "1.0",
            truncation: null,
            padding: null,
            added_tokens: tokens,
            normalizer: {
              type: "Sequence",
              normalizers: [
                { type: "Prepend", prepend: "▁" },
                { type: "Replace", pattern: { String: " " }, content: "▁" },
              ],
            },
            pre_tokenizer: null,
            post_processor: {
              type: "TemplateProcessing",
              single: [{ Sequence: { id: "A", type_id: 0 } }],
              pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
              special_tokens: {},
            },
            decoder: {
              type: "Sequence",
              decoders: [
                { type: "Replace", pattern: { String: "▁" }, content: " " },
                { type: "ByteFallback" },
                { type: "Fuse" },
                { type: "Strip", content: " ", start: 1, stop: 0 },
              ],
            },
            model: {
              type: "BPE",
              dropout: null,
              unk_token: "<unk>",
              continuing_subword_prefix: null,
              end_of_word_suffix: null,
              fuse_unk: true,
              byte_fallback: true,
              vocab: {},
              merges: mergesOf(pieces),
            },
          },
          pieces.map((piece, id) => [piece, id]),
        ),
      ),
      "tokenizer_config.json": withCrlf(
        smallJson({
          add_bos_token: false,
          add_eos_token: false,
          added_tokens_decoder: addedTokensDecoder(tokens),
          bos_token: "<s>",
          chat_template:
            "{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}",
          clean_up_tokenization_spaces: false,
          eos_token: end,
          legacy: false,
          model_max_length: 4096,
          pad_token: end,
          padding_side: "left",
          sp_model_kwargs: {},
          tokenizer_class: "LlamaTokenizer",
          unk_token: "<unk>",
          use_default_system_prompt: false,
        }),
      ),
      "added_tokens.json": withCrlf(
        smallJson(Object.fromEntries(own.map(({ content, id }) => [content, id]))),
      ),
      "special_tokens_map.json": withCrlf(
        smallJson({
          bos_token: specialToken("<s>"),
          eos_token: specialToken(end),
          pad_token: specialToken(end),
          unk_token: specialToken("<unk>"),
        }),
      ),
    };
  },
};

/** Every way to split a piece into two pieces, in the order of the pieces; those of "▁" alone come last. */
function mergesOf(pieces) {
  const ids = new Map(pieces.map((piece, id) => [piece, id]));
  const firstMergedId = 259;
  const isSpace = (piece) => /^▁+$/.test(piece);
  const merged = pieces.slice(firstMergedId);
  const ordered = [...merged.filter((piece) => !isSpace(piece)), ...merged.filter(isSpace)];
  return ordered.flatMap((piece) => {
    const chars = Array.from(piece);
    return chars
      .map((_, at) => [chars.slice(0, at).join(""), chars.slice(at).join("")])
      .filter(([left, right]) => ids.has(left) && ids.has(right))
      .toSorted((a, b) => ids.get(a[0]) - ids.get(b[0]) || ids.get(a[1]) - ids.get(b[1]))
      .map(([left, right]) => `${left} ${right}`);
  });
}
