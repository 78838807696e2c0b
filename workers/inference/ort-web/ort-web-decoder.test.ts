import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { DecoderSession } from "#genai/decoder-session.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import {
  fixturePath,
  type GenerationCaseJson,
  loadFixtureModel,
  readCases,
  withOverlay,
} from "#genai/testing/native-fixtures.ts";
import { startNodeOrt } from "../testing/node-ort.ts";
import { OrtWebDecoder } from "./ort-web-decoder.ts";

interface GenerateCaseJson extends GenerationCaseJson {
  readonly script?: unknown;
  readonly sequence: readonly number[];
}

const runtime = await startNodeOrt();
const peer = await loadFixtureModel("tiny-fp32");
const model = await readFile(fixturePath("tiny-fp32/model.onnx"));
const cases = (await readCases<GenerateCaseJson>("generate.json")).filter(
  ({ script }) => script === undefined,
);

const namesInUse = new Set(["input_ids", "attention_mask", "past_key_values.1.key"]);

function load(
  sharesKvCache: boolean,
  config: GenaiConfig["model"] = peer.config.model,
): Promise<OrtWebDecoder> {
  const files = { model, externalData: [], sharesKvCache, hasBranches: false, namesInUse };
  return OrtWebDecoder.load(runtime, files, config);
}

const shared = await load(true);
const growing = await load(false);

afterAll(async () => {
  await Promise.all([shared.dispose(), growing.dispose(), peer.decoder.dispose()]);
});

/** WebAssembly adds floats in another order than native code. */
const tolerance = 2e-4;

function largestDifference(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  return expected.reduce((max, value, index) => Math.max(max, Math.abs(value - found[index]!)), 0);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return AppError.from(error).code;
  }
  return "none";
}

const kinds = [
  ["one buffer as past and present", shared],
  ["tensors that grow", growing],
] as const;

describe.each(kinds)("with %s", (_, decoder) => {
  /** The same calls to this decoder and to native onnxruntime. */
  async function withBoth(
    capacity: number,
    use: (sessions: readonly [DecoderSession, DecoderSession]) => Promise<void>,
  ): Promise<void> {
    const sessions = [await decoder.openSession(capacity), await peer.decoder.openSession(capacity)] as const;
    await use(sessions);
    await sessions[0].dispose();
  }

  test("the logits are those of native onnxruntime, for a prompt and then token by token", async () => {
    await withBoth(12, async ([found, expected]) => {
      for (const ids of [[40, 41, 42, 43, 44], [45], [46], [47, 48, 49]]) {
        const logits = (await found.append(Int32Array.from(ids))).slice();
        expect(largestDifference(logits, await expected.append(Int32Array.from(ids)))).toBeLessThan(
          tolerance,
        );
        expect(found.length).toBe(expected.length);
      }
    });
  });

  test("tokens can be taken back and replaced", async () => {
    await withBoth(12, async ([found, expected]) => {
      for (const session of [found, expected]) {
        await session.append(Int32Array.from([40, 41, 42, 43]));
        session.setLength(2);
      }
      const ids = Int32Array.from([50]);
      expect(largestDifference(await found.append(ids), await expected.append(ids))).toBeLessThan(tolerance);
      for (const session of [found, expected]) session.setLength(0);
      expect(largestDifference(await found.append(ids), await expected.append(ids))).toBeLessThan(tolerance);
    });
  });

  test("positions that are skipped count as cached zeros", async () => {
    await withBoth(12, async ([found, expected]) => {
      for (const session of [found, expected]) {
        await session.append(Int32Array.from([40, 41]));
        session.setLength(4);
      }
      const ids = Int32Array.from([50]);
      expect(largestDifference(await found.append(ids), await expected.append(ids))).toBeLessThan(tolerance);
    });
  });

  test("a cache goes on as the one that it was copied from", async () => {
    const [first, second] = [await decoder.openSession(12), await decoder.openSession(10)];
    await first.append(Int32Array.from([40, 41, 42, 43]));
    await second.append(Int32Array.from([50]));
    await second.copyFrom(first, 3);
    const copied = (await second.append(Int32Array.from([44]))).slice();
    first.setLength(3);
    expect(copied).toEqual(await first.append(Int32Array.from([44])));
    await first.dispose();
    await second.dispose();
  });

  test("the caller may write to the logits", async () => {
    const session = await decoder.openSession(8);
    const first = await session.append(Int32Array.from([40]));
    const copy = first.slice();
    first.fill(0);
    session.setLength(0);
    expect(largestDifference(await session.append(Int32Array.from([40])), copy)).toBeLessThan(tolerance);
    await session.dispose();
  });

  test("more tokens than the capacity are refused, and nothing is changed", async () => {
    const session = await decoder.openSession(4);
    await session.append(Int32Array.from([40, 41]));
    expect(await codeOf(session.append(Int32Array.from([42, 43, 44])))).toBe("invalid-argument");
    expect(await codeOf(session.append(new Int32Array()))).toBe("invalid-argument");
    expect(() => session.setLength(5)).toThrow("holds 4 tokens");
    expect(session.length).toBe(2);
    await session.dispose();
    await session.dispose();
    expect(await codeOf(session.append(Int32Array.from([42])))).toBe("invalid-argument");
  });

  test.each(cases)("generates as onnxruntime-genai does: $name", async (fixture) => {
    const config = withOverlay(peer.config, fixture.overlay);
    const params = new GeneratorParams(config);
    params.setSearchOptions(fixture.searchOptions ?? {});
    const generator = await Generator.create({ config, decoder }, params);
    await generator.appendTokens(fixture.promptIds ?? []);
    while (!generator.isDone()) await generator.generateNextToken();
    expect([...generator.getSequence(0)]).toEqual(fixture.sequence);
    await generator.dispose();
  });
});

test("many generations leave no memory behind", async () => {
  const run = async (): Promise<void> => {
    const session = await shared.openSession(500);
    await session.append(Int32Array.from([40, 41, 42]));
    await session.dispose();
  };
  await run();
  const before = runtime.module.HEAPU8.length;
  // Each has a KV cache of half a megabyte; the heap would have to grow.
  for (let count = 0; count < 200; count += 1) await run();
  expect(runtime.bytes(0, 0).buffer.byteLength).toBe(before);
});

test("a file that is no ONNX model is refused with ORT's reason", async () => {
  const files = {
    model: new TextEncoder().encode("no model"),
    externalData: [],
    sharesKvCache: true,
    hasBranches: false,
    namesInUse,
  };
  await expect(OrtWebDecoder.load(runtime, files, peer.config.model)).rejects.toMatchObject({
    code: "invalid-model",
    message: expect.stringContaining("ONNX Runtime could not load the model") as string,
  });
});

function config(change: (model: GenaiConfig["model"]) => void): GenaiConfig["model"] {
  const { model } = structuredClone(peer.config);
  change(model);
  return model;
}

test.each<[string, (decoder: GenaiConfig["model"]["decoder"]) => void]>([
  ["no layers", (decoder) => (decoder.numHiddenLayers = 0)],
  ["one layer", (decoder) => (decoder.numHiddenLayers = 1)],
  ["five layers", (decoder) => (decoder.numHiddenLayers = 5)],
  ["no key-value heads", (decoder) => (decoder.numKeyValueHeads = 0)],
  ["other key-value heads", (decoder) => (decoder.numKeyValueHeads = 1)],
])("a genai_config.json that tells %s runs, as natively: the graph has its own", async (_, change) => {
  const ids = Int32Array.from([40, 41, 42]);
  const decoder = await load(
    true,
    config((model) => change(model.decoder)),
  );
  const sessions = [await decoder.openSession(4), await shared.openSession(4)] as const;
  const [found, expected] = await Promise.all(sessions.map(async (each) => (await each.append(ids)).slice()));
  expect(found).toEqual(expected);
  for (const session of sessions) await session.dispose();
  await decoder.dispose();
});

test("a genai_config.json of another model is refused by name", async () => {
  const messages = await Promise.all(
    [
      config((model) => (model.decoder.inputs.inputIds = "tokens")),
      config((model) => (model.decoder.outputs.logits = "scores")),
      config((model) => (model.decoder.outputs.presentKeyNames = "now.%d")),
      config((model) => (model.decoder.inputs.pastKeyNames = "past.%d")),
      config((model) => (model.vocabSize = 99)),
    ].map((wrong) => load(true, wrong).then(String, (error: AppError) => `${error.code}: ${error.message}`)),
  );
  expect(messages).toEqual([
    expect.stringContaining('invalid-model: The ONNX file has no input "tokens"'),
    expect.stringContaining('invalid-model: The ONNX file has no output "scores"'),
    expect.stringContaining('invalid-model: The ONNX file has no output "now.0"'),
    expect.stringContaining('unsupported: The ONNX file has an input "past_key_values.1.key"'),
    expect.stringContaining("invalid-model: The ONNX file knows 512 tokens"),
  ]);
});

test("what asks for more memory than there is says so", async () => {
  expect(await codeOf(shared.openSession(2 ** 27))).toBe("out-of-memory");
  const session = await shared.openSession(4);
  expect((await session.append(Int32Array.from([40]))).length).toBe(shared.vocabSize);
  await session.dispose();
});
