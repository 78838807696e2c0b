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

  test("takes hundreds of thousands of letters without a break", () => {
    expect(tokenizer.encode("abcbc".repeat(60_000))).toHaveLength(179_999);
    expect(tokenizer.encode("中".repeat(60_000))).toHaveLength(180_001);
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

  test.each([5, null, true, [], [{ name: "default", template: "x" }]])(
    "refuses a chat template of %j, as native does",
    (template) => {
      expect(() => withConfig({ chat_template: template })).toThrow(
        expect.objectContaining({
          code: "invalid-bundle",
          message: expect.stringContaining(
            "In tokenizer_config.json, chat_template must be a string; found ",
          ),
        }),
      );
    },
  );

  test("takes the template of chat_template.json where no other file has one", () => {
    const original: object = JSON.parse(smallTokenizerFiles["tokenizer_config.json"]);
    const files = {
      "tokenizer.json": smallTokenizerFiles["tokenizer.json"],
      "tokenizer_config.json": JSON.stringify({ ...original, chat_template: undefined }),
      "chat_template.json": '{"chat_template": "json"}',
    };
    expect([
      Tokenizer.fromFiles(files).applyChatTemplate([]),
      Tokenizer.fromFiles({ ...files, "chat_template.jinja": "jinja" }).applyChatTemplate([]),
    ]).toEqual(["json", "jinja"]);
  });

  test("takes shapes that native takes, though it makes nothing of them", () => {
    const shapes = [{ added_tokens: {} }, { added_tokens: null }, { pre_tokenizer: 5 }, { decoder: null }];
    expect(shapes.map((shape) => withTokenizer(shape)().encode("a").length > 0)).toEqual(
      shapes.map(() => true),
    );
  });

  test("names a class that it does not know as native does", () => {
    expect(() => withConfig({ tokenizer_class: "BertTokenizer" })).toThrow(
      "Unsupported tokenizer class: BertTokenizer",
    );
  });

  test("says which part of a regular expression it does not know", () => {
    const pattern = { Regex: String.raw`\p{N}{1,3}|\w+|\s+(?!\S)|\s+` };
    expect(withTokenizer({ pre_tokenizer: { type: "Split", pattern } })).toThrow(
      expect.objectContaining({
        code: "unsupported",
        message: String.raw`tokenizer.json splits text by a regular expression of which this part is not known: \w+`,
      }),
    );
  });

  test("reads a vocabulary of bytes", () => {
    const vocab = { a: 0, Ġ: 1, Ċ: 2, b: 3, Ġa: 4, Ã: 5, "©": 6, "Ã©": 7 };
    const model = { vocab, merges: ["Ġ a", "Ã ©"] };
    const added_tokens = [{ id: 8, content: "<|end|>", special: true, rstrip: true }];
    const bytes = withTokenizer({ decoder: { type: "ByteLevel" }, model, added_tokens })();
    const known = [...bytes.encode(" aé\nb<|end|>\n a")];
    expect([known, [...bytes.encode("c")]]).toEqual([[4, 7, 2, 3, 8, 0], [-1]]);
    expect([bytes.decode(known), bytes.tokenText(4), bytes.tokenText(5)]).toEqual([
      " aé\nba",
      " a",
      "<0xC3>",
    ]);
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
    ["a model of null", { model: null }, "found a model of type unknown"],
    [
      "a merge that is no text",
      { model: { vocab: { a: 0 }, merges: [5] } },
      "Cannot know how to parse line: 5",
    ],
    [
      "an added token that is no object",
      { added_tokens: [5] },
      "In tokenizer.json, added_tokens[0] must be an object; found 5.",
    ],
    [
      "an added token whose flag is no flag",
      { added_tokens: [{ content: "x", rstrip: "yes" }] },
      'In tokenizer.json, added_tokens[0].rstrip must be true or false; found "yes".',
    ],
    [
      "a step of the decoder that is no object",
      { decoder: { decoders: [null] } },
      "In tokenizer.json, decoder.decoders[0] must be an object; found null.",
    ],
  ])("refuses %s", (_, fields, message) => {
    expect(withTokenizer(fields)).toThrow(
      expect.objectContaining({ code: "invalid-bundle", message: expect.stringContaining(message) }),
    );
  });
});
