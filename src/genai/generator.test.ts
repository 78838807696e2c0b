import { describe, expect, test } from "vitest";
import { parseGenaiConfig } from "./config.ts";
import { Generator } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";
import { ScriptedDecoder } from "./testing/scripted-decoder.ts";

const eos = 9;
const pad = 8;

const configOf = (model: object = {}): ReturnType<typeof parseGenaiConfig> =>
  parseGenaiConfig(
    JSON.stringify({
      model: {
        type: "phi3",
        context_length: 20,
        vocab_size: 10,
        eos_token_id: eos,
        pad_token_id: pad,
        ...model,
      },
    }),
  );

async function generatorOf(
  tokens: readonly number[],
  searchOptions: Record<string, number | boolean> = {},
  model: object = {},
): Promise<{ generator: Generator; decoder: ScriptedDecoder }> {
  const decoder = new ScriptedDecoder(10, tokens);
  const config = configOf(model);
  const params = new GeneratorParams(config);
  params.setSearchOptions(searchOptions);
  return { decoder, generator: await Generator.create({ config, decoder }, params) };
}

async function generate(generator: Generator): Promise<number[]> {
  while (!generator.isDone()) await generator.generateNextToken();
  return [...generator.getSequence(0)];
}

describe("Generator", () => {
  test("runs the prompt at once and then one token a step", async () => {
    const { generator, decoder } = await generatorOf([4, 5, eos]);
    await generator.appendTokens([1, 2, 3]);
    expect(await generate(generator)).toEqual([1, 2, 3, 4, 5]);
    expect(decoder.runs).toEqual([
      { length: 0, tokenIds: [1, 2, 3] },
      { length: 3, tokenIds: [4] },
      { length: 4, tokenIds: [5] },
    ]);
  });

  test("shows the end-of-stream token as the next one, but keeps it out of the sequence", async () => {
    const { generator } = await generatorOf([4, eos]);
    await generator.appendTokens([1]);
    await generate(generator);
    expect({
      sequence: [...generator.getSequence(0)],
      next: [...generator.getNextTokens()],
      count: generator.tokenCount(),
    }).toEqual({ sequence: [1, 4], next: [eos], count: 2 });
  });

  test("gives pads after the end of the stream", async () => {
    const { generator } = await generatorOf([eos, 4]);
    await generator.appendTokens([1]);
    await generate(generator);
    await generator.generateNextToken();
    expect([...generator.getNextTokens()]).toEqual([pad]);
    expect([...generator.getSequence(0)]).toEqual([1]);
  });

  test("stops at max_length, which counts the prompt", async () => {
    const { generator } = await generatorOf([4, 5, 6, 7], { max_length: 5 });
    await generator.appendTokens([1, 2]);
    expect(await generate(generator)).toEqual([1, 2, 4, 5, 6]);
    await expect(generator.generateNextToken()).rejects.toMatchObject({
      code: "invalid-argument",
      message: "GenerateNextToken called with sequence length already at max_length (5)",
    });
  });

  test("runs a long prompt in pieces of chunk_size", async () => {
    const { generator, decoder } = await generatorOf([4], { chunk_size: 2 });
    await generator.appendTokens([1, 2, 3, 1, 2]);
    expect(decoder.runs.map(({ tokenIds }) => tokenIds)).toEqual([[1, 2], [3, 1], [2]]);
  });

  test("reads the logits after the last token that is no pad, and has the pads in the cache all the same", async () => {
    const { generator, decoder } = await generatorOf([4, 5, 6]);
    await generator.appendTokens([1, pad, 2, pad, pad]);
    await generator.generateNextToken();
    await generator.generateNextToken();
    expect([...generator.getSequence(0)]).toEqual([1, pad, 2, pad, pad, 4, 6]);
    expect(decoder.runs).toEqual([
      { length: 0, tokenIds: [1, pad, 2] },
      { length: 3, tokenIds: [pad, pad] },
      { length: 5, tokenIds: [4] },
    ]);
  });

  test("runs a prompt of pads alone as it is", async () => {
    const { generator, decoder } = await generatorOf([4]);
    await generator.appendTokens([pad, pad]);
    expect(decoder.runs).toEqual([{ length: 0, tokenIds: [pad, pad] }]);
  });

  test("does not take an end-of-stream token before min_length", async () => {
    const { generator } = await generatorOf([eos, eos, eos, eos], { min_length: 3 });
    await generator.appendTokens([1]);
    expect(await generate(generator)).toEqual([1, 0, 0]);
  });

  test("leaves a token that was generated but never run out of the cache when more are appended, as native does", async () => {
    const { generator, decoder } = await generatorOf([4, 5, 6]);
    await generator.appendTokens([1]);
    await generator.generateNextToken();
    await generator.appendTokens([2, 3]);
    expect(decoder.runs).toEqual([
      { length: 0, tokenIds: [1] },
      { length: 2, tokenIds: [2, 3] },
    ]);
  });

  test("runs it when the logits are asked for first", async () => {
    const { generator, decoder } = await generatorOf([4, 5, 6]);
    await generator.appendTokens([1]);
    await generator.generateNextToken();
    await generator.getLogits();
    await generator.appendTokens([2, 3]);
    expect(decoder.runs.map(({ length }) => length)).toEqual([0, 1, 2]);
  });

  test("brings back the token behind the kept ones after a rewind, as native does", async () => {
    const { generator, decoder } = await generatorOf([4, 5, 6, 7, eos]);
    await generator.appendTokens([1, 2, 3]);
    await generator.generateNextToken();
    generator.rewindTo(2);
    expect([...generator.getSequence(0)]).toEqual([1, 2]);
    await generator.generateNextToken();
    expect([...generator.getSequence(0)]).toEqual([1, 2, 3, 5]);
    expect(decoder.runs.at(-1)).toEqual({ length: 2, tokenIds: [3] });
  });

  test("keeps what the last run gave until the next one, as native does", async () => {
    const { generator } = await generatorOf([4, 5, eos]);
    const lastRun = () =>
      generator.lastRun && [
        generator.lastRun.tokens,
        generator.lastRun.logits.indexOf(Math.max(...generator.lastRun.logits)),
      ];
    const found = [lastRun()];
    await generator.appendTokens([1, 2, 3]);
    found.push(lastRun());
    await generator.generateNextToken();
    found.push(lastRun());
    await generator.getLogits();
    found.push(lastRun());
    generator.rewindTo(2);
    found.push(lastRun());
    expect(found).toEqual([undefined, [3, 4], [3, 4], [1, 5], [1, 5]]);
  });

  test("chooses from logits that the caller sets", async () => {
    const { generator } = await generatorOf([4]);
    await generator.appendTokens([1]);
    generator.setLogits(Float32Array.of(0, 0, 0, 0, 0, 0, 0, 5, 0, 0));
    await generator.generateNextToken();
    expect([...generator.getSequence(0)]).toEqual([1, 7]);
  });

  test("computes the whole cache anew where Phi-3's long rope factors begin", async () => {
    const { generator, decoder } = await generatorOf([], { max_length: 4099 }, { context_length: 8192 });
    await generator.appendTokens(new Int32Array(4096).fill(1));
    await generate(generator);
    expect(decoder.runs.map(({ length, tokenIds }) => [length, tokenIds.length])).toEqual([
      [0, 4096],
      [0, 4097],
      [4097, 1],
    ]);
  });

  test("frees the cache", async () => {
    const { generator, decoder } = await generatorOf([]);
    expect(decoder.openSessionCount).toBe(1);
    await generator.dispose();
    expect(decoder.openSessionCount).toBe(0);
  });

  test.each([
    [{ max_length: 0 }, {}, "search max_length is 0"],
    [{ max_length: 21 }, {}, "max_length (21) cannot be greater than model context_length (20)"],
    [{ batch_size: 0 }, {}, "batch_size (0) must be in [1, 32]"],
    [{ num_beams: 33 }, {}, "num_beams (33) must be in [1, 32]"],
    [{ num_return_sequences: 2 }, {}, "num_return_sequences (2) must be in [1, 1]"],
    [{}, { eos_token_id: 10 }, "eos_token_id (10) must be in range [0, 10) (vocab_size)"],
    [{}, { vocab_size: 0 }, "vocab_size must be 1 or greater, is 0"],
    [{ do_sample: true, top_p: 1.5 }, {}, "top_p must be between 0.0 and 1.0"],
    [{ do_sample: true, top_k: -1 }, {}, "top_k must be 0 or greater"],
    [{ do_sample: true, top_k: 11 }, {}, "top_k (11) must be less than or equal to vocab_size (10)"],
    [{ do_sample: true, num_beams: 2 }, {}, "TopK and TopP cannot be used with a beam search"],
  ] as const)("refuses %j with %j as native does", async (searchOptions, model, message) => {
    await expect(generatorOf([], searchOptions, model)).rejects.toMatchObject({
      code: "invalid-argument",
      message,
    });
  });

  test("asks for as many tokens for each prompt of a batch", async () => {
    const { generator } = await generatorOf([4], { batch_size: 2, max_length: 10 });
    await expect(generator.appendTokens([1, 2, 3])).rejects.toThrow(
      "Expected as many tokens for each of the 2 prompts of the batch (pad the shorter ones); found 3 in all.",
    );
    await generator.appendTokens([1, 2, 3, 3]);
    expect(generator.tokenCount()).toBe(2);
    expect(() => generator.getSequence(2)).toThrow("Expected the index of a sequence, below 2; found 2.");
  });

  test("does with beams what native does: one prompt, and no rewind", async () => {
    const { generator } = await generatorOf([4, 4, 5, 5], { num_beams: 2, max_length: 10 });
    await generator.appendTokens([1, 2]);
    await generator.generateNextToken();
    expect((await generator.getLogits()).length).toBe(20);
    expect(() => generator.rewindTo(1)).toThrow("RewindToLength is not supported with beam search");
    await expect(generator.appendTokens([3])).rejects.toMatchObject({ code: "unsupported" });
    expect(() => generator.getSequence(1)).toThrow("Expected the index of a sequence, below 1; found 1.");
  });

  test("refuses beams that all end at the first step but one, where native reads memory that it never wrote", async () => {
    const { generator } = await generatorOf(
      [eos],
      { num_beams: 2, max_length: 10 },
      { eos_token_id: [1, 2, 3, eos] },
    );
    await generator.appendTokens([1, 2]);
    await expect(generator.generateNextToken()).rejects.toMatchObject({
      code: "unsupported",
      message:
        "Too many of the likeliest tokens end the text at the first step for it to go on in 2 beams, and native reads uninitialized memory then. Set min_length above the prompt's length, or lower num_beams.",
    });
  });

  test("refuses logits of beams without a prompt", async () => {
    const { generator } = await generatorOf([4], { num_beams: 2, max_length: 10 });
    await expect(generator.getLogits()).rejects.toThrow(
      "GetLogits called with no prior state. Please call AppendTokens, SetLogits, or SetInputs before calling GetLogits.",
    );
  });

  test("refuses misuse with native's messages", async () => {
    const { generator } = await generatorOf([4], { max_length: 10 });
    await expect(generator.generateNextToken()).rejects.toThrow(
      "GenerateNextToken called with no prior state. Please call AppendTokens, SetLogits, or SetInputs before calling GenerateNextToken.",
    );
    await expect(generator.appendTokens([])).rejects.toThrow("input_ids is empty");
    await generator.appendTokens([1, 2]);
    await expect(generator.appendTokens(new Int32Array(9))).rejects.toThrow(
      "input_ids size (9) + current sequence length (2) exceeds max length (10)",
    );
    expect(() => generator.rewindTo(3)).toThrow(
      "Cannot rewind to a length greater than the current sequence length",
    );
    expect(() => generator.rewindTo(-1)).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    expect(() => generator.setLogits(new Float32Array(3))).toThrow(
      "Generator::SetLogits passed an array of size 3 but should be size 10",
    );
    expect(() => generator.getSequence(1)).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    await generator.generateNextToken();
    expect(() => generator.setLogits(new Float32Array(10))).toThrow(
      "logits are not computed yet. Please call GenerateNextToken or AppendTokens before calling SetLogits.",
    );
  });
});
