import { afterAll, describe, expect, test } from "vitest";
import { messageOf } from "#base/errors.ts";
import { Generator } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";
import {
  type GenerationCaseJson,
  loadFixtureModel,
  readCases,
  withOverlay,
} from "./testing/native-fixtures.ts";

type StepJson =
  | readonly ["generate", number]
  | readonly ["append", readonly number[]]
  | readonly ["rewind", number];

interface GenerateCaseJson extends GenerationCaseJson {
  readonly script?: readonly StepJson[];
  readonly sequence: readonly number[];
  readonly turns?: readonly (readonly number[])[];
  readonly done: boolean;
}

interface BeamCaseJson extends GenerationCaseJson {
  readonly nextTokens: readonly (readonly number[])[];
  readonly sequences: readonly (readonly number[])[];
}

type CallJson =
  | readonly ["append_tokens", readonly number[]]
  | readonly ["generate_next_token"]
  | readonly ["get_logits"]
  | readonly ["get_next_tokens"]
  | readonly ["get_sequence", number]
  | readonly ["is_done"]
  | readonly ["rewind_to", number]
  /** High for this token, zero for all others. */
  | readonly ["set_logits", number]
  | readonly ["token_count"];

interface RowLogitsJson {
  readonly tokenId: number;
  readonly logit: number;
}

type ResultJson =
  | null
  | number
  | boolean
  | readonly number[]
  | readonly RowLogitsJson[]
  | { readonly error: string };

interface CallsCaseJson extends GenerationCaseJson {
  readonly calls: readonly CallJson[];
  readonly results: readonly ResultJson[];
}

interface BatchTextsJson {
  readonly texts: readonly string[];
  readonly ids: readonly number[];
  readonly decoded: readonly string[];
}

interface SamplingCaseJson extends GenerationCaseJson {
  /** f32 [vocab] */
  readonly logits: readonly number[];
  readonly tokens: readonly number[];
}

/** Numbers that JSON does not have. */
type NumberJson = number | { readonly $number: "NaN" | "Infinity" };

interface ErrorCaseJson {
  readonly name: string;
  readonly overlay?: object;
  readonly searchOptions: Readonly<Record<string, NumberJson | boolean>>;
  readonly promptIds?: readonly number[];
  readonly script?: readonly CallJson[];
  readonly at: string;
  readonly error: string;
}

const model = await loadFixtureModel("tiny-fp32");
const generateCases = await readCases<GenerateCaseJson>("generate.json");
const optionCases = await readCases<GenerateCaseJson>("options.json");
const beamCases = await readCases<BeamCaseJson>("beams.json");
const batchCases = await readCases<BeamCaseJson>("batches.json");
const callsCases = await readCases<CallsCaseJson>("calls.json");
const batchTexts = await readCases<BatchTextsJson>("batch-texts.json");
const samplingCases = await readCases<SamplingCaseJson>("sampling.json");
const errorCases = await readCases<ErrorCaseJson>("errors.json");

afterAll(() => model.decoder.dispose());

function createGenerator({ overlay, searchOptions = {} }: GenerationCaseJson): Promise<Generator> {
  const config = withOverlay(model.config, overlay);
  const params = new GeneratorParams(config);
  params.setSearchOptions(searchOptions);
  return Generator.create({ config, decoder: model.decoder }, params);
}

async function generate(generator: Generator, maxCount = Infinity): Promise<void> {
  for (let count = 0; count < maxCount && !generator.isDone(); count++) await generator.generateNextToken();
}

async function runStep(generator: Generator, step: StepJson): Promise<void> {
  switch (step[0]) {
    case "generate":
      return generate(generator, step[1]);
    case "append":
      return generator.appendTokens(step[1]);
    case "rewind":
      return generator.rewindTo(step[1]);
  }
}

describe("the generate() API gives the tokens that onnxruntime-genai 0.18 gives", () => {
  test.each([...generateCases, ...optionCases])("$name", async (fixture) => {
    const generator = await createGenerator(fixture);
    await generator.appendTokens(fixture.promptIds ?? []);
    const turns: number[][] = [];
    for (const step of fixture.script ?? []) {
      await runStep(generator, step);
      turns.push([...generator.getSequence(0)]);
    }
    if (fixture.script === undefined) await generate(generator);
    expect({ sequence: [...generator.getSequence(0)], turns, done: generator.isDone() }).toEqual({
      sequence: fixture.sequence,
      turns: fixture.turns ?? [],
      done: fixture.done,
    });
  });
});

describe.each([
  ["beam search", beamCases],
  ["a batch of prompts", batchCases],
])("%s gives what onnxruntime-genai 0.18 gives", (_, cases) => {
  test.each(cases)("$name", async ({ nextTokens, sequences, ...fixture }) => {
    const generator = await createGenerator(fixture);
    await generator.appendTokens(fixture.promptIds ?? []);
    const chosen: number[][] = [];
    while (!generator.isDone()) {
      await generator.generateNextToken();
      chosen.push([...generator.getNextTokens()]);
    }
    const returned = sequences.map((_, index) => [...generator.getSequence(index)]);
    expect({ nextTokens: chosen, sequences: returned }).toEqual({ nextTokens, sequences });
  });
});

describe("calls in an unusual order give what onnxruntime-genai 0.18 gives", () => {
  test.each(callsCases)("$name", async ({ calls, results, ...fixture }) => {
    const generator = await createGenerator(fixture);
    const given: ResultJson[] = [];
    for (const call of calls) {
      try {
        given.push(await resultOf(generator, call));
      } catch (error) {
        given.push({ error: messageOf(error) });
      }
    }
    expect(given).toEqual(results.map(expected));
  });
});

async function resultOf(generator: Generator, call: CallJson): Promise<ResultJson> {
  switch (call[0]) {
    case "append_tokens":
      await generator.appendTokens(call[1]);
      return null;
    case "generate_next_token":
      await generator.generateNextToken();
      return null;
    case "get_logits":
      return likeliestOfEachRow(await generator.getLogits());
    case "get_next_tokens":
      return [...generator.getNextTokens()];
    case "get_sequence":
      return [...generator.getSequence(call[1])];
    case "is_done":
      return generator.isDone();
    case "rewind_to":
      generator.rewindTo(call[1]);
      return null;
    case "set_logits":
      generator.setLogits(new Float32Array(model.decoder.vocabSize).fill(1, call[1], call[1] + 1));
      return null;
    case "token_count":
      return generator.tokenCount();
  }
}

function likeliestOfEachRow(logits: Float32Array): RowLogitsJson[] {
  const { vocabSize } = model.decoder;
  return Array.from({ length: logits.length / vocabSize }, (_, row) => {
    const rowLogits = logits.subarray(row * vocabSize, (row + 1) * vocabSize);
    const logit = Math.max(...rowLogits);
    return { tokenId: rowLogits.indexOf(logit), logit };
  });
}

function expected(result: ResultJson): unknown {
  if (!Array.isArray(result)) return result;
  return result.map((item: number | RowLogitsJson) => (typeof item === "number" ? item : closeTo(item)));
}

/** Another build of the runtime adds in a different order. */
function closeTo({ tokenId, logit }: RowLogitsJson): unknown {
  return { tokenId, logit: expect.closeTo(logit, 3) };
}

test.each(batchTexts)("encode_batch and decode_batch of $texts", ({ texts, ids, decoded }) => {
  const encoded = model.tokenizer.encodeBatch(texts, model.config.model.padTokenId);
  expect([...encoded]).toEqual(ids);
  expect(model.tokenizer.decodeBatch(encoded, texts.length)).toEqual(decoded);
});

describe("the sampler draws what onnxruntime-genai 0.18 draws", () => {
  test.each(samplingCases)("$name", async ({ logits, tokens, ...fixture }) => {
    const generator = await createGenerator(fixture);
    await generator.appendTokens(fixture.promptIds ?? []);
    const drawn: number[] = [];
    while (drawn.length < tokens.length) {
      // There must be logits to replace.
      await generator.getLogits();
      generator.setLogits(Float32Array.from(logits));
      await generator.generateNextToken();
      drawn.push(generator.getSequence(0).at(-1)!);
    }
    expect(drawn).toEqual(tokens);
  });
});

describe("the generate() API refuses with the words of onnxruntime-genai 0.18", () => {
  test.each(errorCases)("$name", async ({ at, error, ...fixture }) => {
    expect(await refusalOf(fixture)).toEqual({ at, error });
  });
});

async function refusalOf(
  fixture: Omit<ErrorCaseJson, "at" | "error">,
): Promise<{ at: string; error: string } | null> {
  let at = "config";
  try {
    const config = withOverlay(model.config, fixture.overlay);
    at = "set_search_options";
    const params = new GeneratorParams(config);
    params.setSearchOptions(
      Object.fromEntries(
        Object.entries(fixture.searchOptions).map(([name, value]) => [name, numberOf(value)]),
      ),
    );
    at = "create";
    const generator = await Generator.create({ config, decoder: model.decoder }, params);
    at = "append_tokens";
    if (fixture.promptIds !== undefined) await generator.appendTokens(fixture.promptIds);
    for (const call of fixture.script ?? []) {
      at = call[0];
      await resultOf(generator, call);
    }
    return null;
  } catch (error) {
    return { at, error: messageOf(error) };
  }
}

/** Python's `None` and strings are passed on unchanged, to be refused. */
function numberOf(value: NumberJson | boolean): number | boolean {
  return typeof value === "object" && value !== null ? Number(value.$number) : value;
}
