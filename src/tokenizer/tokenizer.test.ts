import { describe, expect, test } from "vitest";
import { endId, smallTokenizerFiles, smallVocab, userId } from "#genai/testing/small-tokenizer.ts";
import { Tokenizer } from "./tokenizer.ts";

const tokenizer = Tokenizer.fromFiles(smallTokenizerFiles);
const ids = (...pieces: readonly string[]): number[] => pieces.map((piece) => smallVocab[piece]!);

function withConfig(config: object): Tokenizer {
  const original: object = JSON.parse(smallTokenizerFiles["tokenizer_config.json"]);
  return Tokenizer.fromFiles({
    ...smallTokenizerFiles,
    "tokenizer_config.json": JSON.stringify({ ...original, ...config }),
  });
}

function withTokenizer(fields: object): () => Tokenizer {
  const original: object = JSON.parse(smallTokenizerFiles["tokenizer.json"]);
  return () =>
    Tokenizer.fromFiles({
      ...smallTokenizerFiles,
      "tokenizer.json": JSON.stringify({ ...original, ...fields }),
    });
}

describe("Tokenizer", () => {
  test("merges a word and falls back to bytes", () => {
    expect([...tokenizer.encode("abcé中")]).toEqual(ids("▁abc", "é", "<0xE4>", "<0xB8>", "<0xAD>"));
  });

  test("takes each \\r out of a merge that is written as a string, and leaves it in a list, as native does", () => {
    const vocab = { "▁": 0, a: 1, "\r": 2, b: 3, "a\r": 4, ab: 5 };
    const encodeWith = (merge: unknown) => {
      const model = { type: "BPE", vocab, merges: [merge] };
      // Text that starts with a space is not split before it is merged.
      return [...withTokenizer({ model, added_tokens: [] })().encode(" a\rb")];
    };
    expect([["a", "\r"], "a \r", ["a", "\rb"], "a \rb"].map(encodeWith)).toEqual([
      [0, 0, 4, 3],
      [0, 0, 1, 2, 3],
      [0, 0, 1, 2, 3],
      [0, 0, 1, 2, 3],
    ]);
    expect([...withTokenizer({ model: { vocab, merges: ["a \rb"] } })().encode(" ab")]).toEqual([0, 0, 5]);
  });

  test("takes special tokens in the text as such, with the white space that follows them", () => {
    expect([...tokenizer.encode("<|user|>\n a<|end|>")]).toEqual([userId, ...ids("▁a"), endId]);
  });

  test("reads no further than a NUL, as native does", () => {
    expect([...tokenizer.encode("a\0bc")]).toEqual(ids("▁a"));
  });

  test("gives no tokens for no text", () => {
    expect([...tokenizer.encode("")]).toEqual([]);
    expect(tokenizer.decode([])).toBe("");
  });

  test("replaces half of a surrogate pair, which UTF-8 cannot hold", () => {
    expect([...tokenizer.encode("a\ud83d")]).toEqual([...tokenizer.encode("a\ufffd")]);
  });

  test("keeps the leading space of decoded text, but not after a special token", () => {
    expect(tokenizer.decode(ids("▁abc", "▁a"))).toBe(" abc a");
    expect(tokenizer.decode([userId, ...ids("▁abc", "▁a"), endId])).toBe("abc a");
  });

  test("cuts decoded text at the first invalid byte", () => {
    expect(tokenizer.decode(ids("a", "<0xE4>", "b"))).toBe("a\ufffd");
  });

  test("leaves invalid bytes out of a stream", () => {
    const stream = tokenizer.createStream();
    expect(ids("a", "<0xFF>", "b").map((id) => stream.decode(id))).toEqual(["a", "", ""]);
  });

  test("finds the id of a token, of an added token that the text starts with, and of none", () => {
    expect(["▁abc", "<|user|>", "<|user|>abc", "nothing"].map((token) => tokenizer.toTokenId(token))).toEqual(
      [smallVocab["▁abc"], userId, userId, -1],
    );
  });

  test("renders the chat template", () => {
    const messages = [{ role: "user", content: "abc" }];
    expect(tokenizer.applyChatTemplate(messages)).toBe("<|user|>\nabc<|end|>\n<|assistant|>\n");
    expect(tokenizer.applyChatTemplate(messages, { addGenerationPrompt: false })).toBe(
      "<|user|>\nabc<|end|>\n",
    );
  });

  test("says that there is no chat template, or what is wrong with it", () => {
    expect(() => withConfig({ chat_template: "" }).applyChatTemplate([])).toThrow(
      expect.objectContaining({ code: "invalid-config" }),
    );
    expect(() => tokenizer.applyChatTemplate([], { template: "{% for %}" })).toThrow(
      expect.objectContaining({ code: "invalid-input" }),
    );
  });

  test("takes 20000 letters without a space in less than two seconds", () => {
    const startMs = performance.now();
    tokenizer.encode("abcbc".repeat(4000));
    expect(performance.now() - startMs).toBeLessThan(2000);
  });

  test("reads added tokens that only tokenizer_config.json has", () => {
    const extended = withConfig({ added_tokens_decoder: { "300": { content: "<|extra|>", special: true } } });
    expect([...extended.encode("<|extra|>")]).toEqual([300]);
  });

  test.each([
    ["no JSON", { "tokenizer.json": "{" }, "invalid-bundle"],
    ["a JSON list", { "tokenizer.json": "[]" }, "invalid-bundle"],
    ["no model", { "tokenizer.json": "{}" }, "invalid-bundle"],
    ["a damaged config", { "tokenizer_config.json": "nonsense" }, "invalid-bundle"],
    ["an unknown class", { "tokenizer_config.json": '{"tokenizer_class": "BertTokenizer"}' }, "unsupported"],
  ])("refuses %s", (_, files, code) => {
    expect(() => Tokenizer.fromFiles({ ...smallTokenizerFiles, ...files })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("names a class that it does not know as native does", () => {
    expect(() => withConfig({ tokenizer_class: "BertTokenizer" })).toThrow(
      "Unsupported tokenizer class: BertTokenizer",
    );
  });

  test.each([
    ["a byte-level decoder", { decoder: { type: "ByteLevel" } }],
    ["its own regular expression", { pre_tokenizer: { type: "Split", pattern: { Regex: "\\w+" } } }],
  ])("says that a tokenizer with %s does not run here", (_, fields) => {
    expect(withTokenizer(fields)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });

  test.each([
    [
      "a merge of one piece",
      { model: { vocab: { a: 0 }, merges: ["a"] } },
      "Cannot know how to parse line: a",
    ],
    [
      "ids that are no numbers",
      { model: { vocab: { a: "0" }, merges: [] } },
      "model.vocab of tokenizer.json",
    ],
    ["a Unigram model", { model: { type: "Unigram", vocab: [["a", 0]] } }, "found a model of type Unigram"],
  ])("refuses %s", (_, fields, message) => {
    expect(withTokenizer(fields)).toThrow(
      expect.objectContaining({ code: "invalid-bundle", message: expect.stringContaining(message) }),
    );
  });
});
