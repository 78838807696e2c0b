import { readFile } from "node:fs/promises";
import { Tokenizer as LibraryTokenizer } from "@huggingface/tokenizers";
import { describe, expect, test } from "vitest";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { TokenizerFiles } from "#tokenizer/tokenizer-json.ts";
import { splitNames, tokenizerThatSplits } from "./split-patterns.mjs";
import { hashOfResult, textsOf } from "./tokenizer-results.mjs";
import { realTokenizerFiles, type TokenizerFamily, tokenizerFamilies } from "./tokenizers.mjs";

interface FixtureJson {
  readonly families: Readonly<Record<string, string>>;
  readonly splits: Readonly<Record<string, string>>;
  readonly byLibrary: Readonly<Record<string, string>>;
}

const fixture = JSON.parse(
  await readFile(new URL("../peers/fixtures/genai/real-tokenizers.json", import.meta.url), "utf8"),
) as FixtureJson;

/** A vocabulary may have to be downloaded first. */
const timeout = 300_000;

async function filesOf(family: TokenizerFamily): Promise<TokenizerFiles> {
  const files = await realTokenizerFiles(family);
  return {
    "tokenizer.json": files.get("tokenizer.json")!.toString("utf8"),
    "tokenizer_config.json": files.get("tokenizer_config.json")!.toString("utf8"),
  };
}

/** Texts that become other tokens, or another text or stream of those, than natively. */
function differingTexts(files: TokenizerFiles, hashes: string): readonly string[] {
  const tokenizer = Tokenizer.fromFiles(files);
  const native = hashes.split(" ");
  const texts = textsOf(files["tokenizer.json"]);
  expect([texts.length >= 4000, native.length]).toEqual([true, texts.length]);
  return texts.filter((text, i) => {
    const ids = [...tokenizer.encode(text)];
    const stream = tokenizer.createStream();
    const result = { ids, decoded: tokenizer.decode(ids), stream: ids.map((id) => stream.decode(id)) };
    return hashOfResult(result) !== native[i];
  });
}

describe("what og.Tokenizer 0.18 gives for 4,200 texts and streams is given", () => {
  test.each(tokenizerFamilies)("by the real tokenizer of %s", { timeout }, async (family) => {
    expect(differingTexts(await filesOf(family), fixture.families[family]!)).toEqual([]);
  });

  test.each(splitNames)("by one that splits text as that of %s", { timeout }, async (name) => {
    const qwen = await filesOf("qwen2.5");
    const files = tokenizerThatSplits(name, qwen["tokenizer.json"], qwen["tokenizer_config.json"]);
    expect(differingTexts(files, fixture.splits[name]!)).toEqual([]);
  });
});

/** What @huggingface/tokenizers does otherwise than the Rust library: docs/huggingface-tokenizers.md. */
const knownDifference = /[\ufeff\u0085]|[^\0-\uffff]|[\u08d0]/u;

test.each(tokenizerFamilies)(
  "option 1's library gives the tokens of %s that Python's gives, but for known differences",
  { timeout },
  async (family) => {
    const files = await filesOf(family);
    const parsed = (name: "tokenizer.json" | "tokenizer_config.json") => JSON.parse(files[name]) as object;
    const tokenizer = new LibraryTokenizer(parsed("tokenizer.json"), parsed("tokenizer_config.json"));
    const hashes = fixture.byLibrary[family]!.split(" ");
    const texts = textsOf(files["tokenizer.json"]).map((text) => text.toWellFormed());
    const differing = texts.filter((text, i) => {
      const { ids } = tokenizer.encode(text, { add_special_tokens: false });
      const options = { skip_special_tokens: true, clean_up_tokenization_spaces: false };
      const decoded = ids.length === 0 ? "" : tokenizer.decode(ids, options);
      return hashOfResult({ ids, decoded, stream: [] }) !== hashes[i];
    });
    expect(differing.filter((text) => !knownDifference.test(text))).toEqual([]);
    expect(differing.length).toBeLessThanOrEqual(41);
  },
);
