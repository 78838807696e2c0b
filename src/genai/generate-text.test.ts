import { describe, expect, test } from "vitest";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import { parseGenaiConfig } from "./config.ts";
import { generateText, type TextModel } from "./generate-text.ts";
import { ScriptedDecoder } from "./testing/scripted-decoder.ts";
import { endId, smallTokenizerFiles, smallVocab } from "./testing/small-tokenizer.ts";

const vocabSize = endId + 2;

function modelThatAnswers(...tokens: readonly number[]): TextModel & { readonly decoder: ScriptedDecoder } {
  return {
    config: parseGenaiConfig(
      JSON.stringify({
        model: { type: "phi3", context_length: 40, vocab_size: vocabSize, eos_token_id: endId },
      }),
    ),
    tokenizer: Tokenizer.fromFiles(smallTokenizerFiles),
    decoder: new ScriptedDecoder(vocabSize, tokens),
  };
}

const id = (piece: string): number => smallVocab[piece]!;

describe("generateText", () => {
  test("gives the decoded answer without the prompt, its leading space kept, as the wrapper's Python does", async () => {
    const model = modelThatAnswers(id("▁abc"), id("▁"), id("bc"), endId);
    const result = await generateText(model, { prompt: "<|user|>abc<|end|>", searchOptions: {} });
    expect(result).toEqual({
      text: " abc bc",
      tokenIds: [id("▁abc"), id("▁"), id("bc")],
      probabilities: null,
      promptTokenCount: 3,
      maxLength: 40,
      isStopped: false,
      timeToFirstTokenMs: expect.any(Number),
      totalMs: expect.any(Number),
    });
    expect(model.decoder.runs[0]?.tokenIds).toEqual([...model.tokenizer.encode("<|user|>abc<|end|>")]);
  });

  test("refuses a batch, since there is one prompt", async () => {
    const asked = generateText(modelThatAnswers(endId), { prompt: "a", searchOptions: { batch_size: 2 } });
    await expect(asked).rejects.toMatchObject({
      code: "unsupported",
      message: "batch_size is 2, but the wrapper hands over one prompt at a time. Set it to 1.",
    });
  });

  test("streams the text token by token, empty until a character is whole", async () => {
    const model = modelThatAnswers(
      id("▁a"),
      id("<0xF0>"),
      id("<0x9F>"),
      id("<0x98>"),
      id("<0x80>"),
      id("é"),
      endId,
    );
    const deltas: { text: string; tokenCount: number }[] = [];
    const { text } = await generateText(
      model,
      { prompt: "a", searchOptions: {} },
      { onTextDelta: (delta) => deltas.push(delta) },
    );
    expect(deltas).toEqual([
      { text: " a", tokenCount: 1 },
      { text: "", tokenCount: 2 },
      { text: "", tokenCount: 3 },
      { text: "", tokenCount: 4 },
      { text: "😀", tokenCount: 5 },
      { text: "é", tokenCount: 6 },
    ]);
    expect(text).toBe(" a😀é");
  });

  test("keeps what was generated when it is stopped, and frees the cache", async () => {
    const model = modelThatAnswers(...Array.from({ length: 30 }, () => id("bc")));
    const controller = new AbortController();
    const result = await generateText(
      model,
      { prompt: "a", searchOptions: { max_length: 30 } },
      {
        signal: controller.signal,
        onTextDelta: ({ tokenCount }) => {
          if (tokenCount === 3) controller.abort();
        },
      },
    );
    expect(result).toMatchObject({ text: "bcbcbc", isStopped: true });
    expect(model.decoder.openSessionCount).toBe(0);
  });

  test("sees a stop that comes as an event between two tokens", async () => {
    const model = modelThatAnswers(...Array.from({ length: 30 }, () => id("bc")));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 0);
    const { isStopped } = await generateText(
      model,
      { prompt: "a", searchOptions: {} },
      { signal: controller.signal },
    );
    expect(isStopped).toBe(true);
  });

  test("gives an empty answer when it is stopped before the first token", async () => {
    const model = modelThatAnswers(id("bc"));
    const result = await generateText(
      model,
      { prompt: "a", searchOptions: {} },
      { signal: AbortSignal.abort() },
    );
    expect(result).toMatchObject({ text: "", tokenIds: [], isStopped: true, timeToFirstTokenMs: 0 });
    expect(model.decoder.runs).toEqual([]);
  });

  test("says how long a prompt is that leaves no room for an answer", async () => {
    const model = modelThatAnswers();
    const prompt = " abc".repeat(20);
    await expect(generateText(model, { prompt, searchOptions: { max_length: 20 } })).rejects.toMatchObject({
      code: "prompt-too-long",
      message:
        "The prompt has 21 tokens, but max_length is 20, which counts the prompt and the answer together. Shorten the prompt, or raise max_length (up to 40, the model's context).",
      details: { promptTokenCount: 21, maxLength: 20, contextLength: 40 },
    });
    expect(model.decoder.runs).toEqual([]);
  });

  test("says so where max_length is the model's whole context", async () => {
    const prompt = " abc".repeat(60);
    await expect(generateText(modelThatAnswers(), { prompt, searchOptions: {} })).rejects.toThrow(
      "The prompt has 61 tokens, but max_length is 40, which counts the prompt and the answer together. That is the model's whole context: shorten the prompt.",
    );
  });

  test("refuses an empty prompt", async () => {
    await expect(generateText(modelThatAnswers(), { prompt: "", searchOptions: {} })).rejects.toMatchObject({
      code: "invalid-input",
    });
  });

  test.each([
    [{ max_length: 41 }, "max_length (41) cannot be greater than model context_length (40)"],
    [{ max_length: 0 }, "search max_length is 0"],
    [{ foo: 1 }, ' Unknown value "foo"'],
  ])("refuses the search options %j with native's message", async (searchOptions, message) => {
    const request = { prompt: " abc".repeat(60), searchOptions: searchOptions as Record<string, number> };
    await expect(generateText(modelThatAnswers(), request)).rejects.toMatchObject({
      code: "invalid-argument",
      message,
    });
  });
});
