/**
 * Tokenizers that differ in how they split text, over the first tokens of Qwen's vocabulary: every pattern that native knows, as
 * models use them.
 */
const words = String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`;
const spaces = String.raw`\s*[\r\n]+|\s+(?!\S)|\s+`;
const asciiSymbols = String.raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_` + "`" + String.raw`{|}~][A-Za-z]+`;

const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false };
const split = (regex) => ({ type: "Split", pattern: { Regex: regex }, behavior: "Isolated", invert: false });
const sequence = (...regexes) => ({ type: "Sequence", pretokenizers: [...regexes.map(split), byteLevel] });

const preTokenizers = {
  "GPT-2": { ...byteLevel, use_regex: true },
  "GPT-2 by a pattern": split(
    String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  ),
  "Mistral Nemo": sequence(String.raw`${words}|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|${spaces}`),
  "Qwen 3.5": sequence(
    String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|${spaces}`,
  ),
  DeepSeek: sequence(
    String.raw`\p{N}{1,3}`,
    "[一-龥぀-ゟ゠-ヿ]+",
    String.raw`${asciiSymbols}|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|${spaces}`,
  ),
  "CLIP's patterns": sequence(String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`),
};

export const splitNames = Object.keys(preTokenizers);

const vocabularySize = 20_000;

/** The tokenizer's files for one of `splitNames`, made of those of "qwen2.5". */
export function tokenizerThatSplits(name, tokenizerJson, configJson) {
  const tokenizer = JSON.parse(tokenizerJson);
  const entries = Object.entries(tokenizer.model.vocab).filter(([, id]) => id < vocabularySize);
  const vocab = Object.fromEntries(entries);
  const merges = tokenizer.model.merges.filter((merge) => Object.hasOwn(vocab, merge.replace(" ", "")));
  const model = { ...tokenizer.model, vocab, merges };
  return {
    "tokenizer.json": JSON.stringify({ ...tokenizer, model, pre_tokenizer: preTokenizers[name] }),
    "tokenizer_config.json": configJson,
  };
}
