import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { english } from "#base/message.ts";
import { planMemory } from "#int4/memory-plan.ts";
import { recogniseDecoder } from "#int4/recognise-decoder.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { loadInt4Decoder, startFailingHelper } from "./testing/node-kernel.ts";

/** tools/peers/fixtures/int4/README.md tells the fields. */
interface RunJson {
  readonly model: string;
  readonly promptIds: readonly number[];
  readonly sequence: readonly number[];
  readonly firstLogits: readonly number[];
  readonly lastLogits: readonly number[];
  readonly minTop2Margin: number;
}

const { resolve } = createRequire(import.meta.url);
const { cases }: { cases: readonly RunJson[] } = JSON.parse(
  await readFile(resolve("#fixtures/int4/runs.json"), "utf8"),
);
const modelNames = [...new Set(cases.map(({ model }) => model))];
const onnxPath = (model: string): string => `tools/peers/fixtures/int4/${model}/model.onnx`;

/**
 * Native adds a block's products in another order on each kind of processor. Where that makes an activation of these random
 * models round the other way, logits move by tenths (of some ±10); in most runs none does, and they agree to 0.0001.
 */
const logitTolerance = 0.25;
/**
 * Keys and values of 16 bits are off by 1 / 65534 of a row's largest: more activations of these models round the other way. The
 * longer a block, the more values share its scale, and move with it.
 */
const narrowLogitTolerance = 1.3;

function likeliest(logits: Float32Array): number {
  return logits.reduce((best, logit, id) => (logit > logits[best]! ? id : best), 0);
}

function furthest(a: ArrayLike<number>, b: readonly number[]): number {
  return Math.max(...b.map((value, index) => Math.abs(value - a[index]!)));
}

const longRope = new Set(["grouped-long-rope", "awq-float-head", "phi4-mini-like"]);

type TokensJson = Pick<RunJson, "promptIds" | "sequence">;

/** By how much the runs' tokens are less likely than the likeliest, where they are. */
async function tokensBehind(
  model: string,
  valueBytes: 4 | 2,
  runs: readonly TokensJson[],
): Promise<readonly number[]> {
  const decoder = await loadInt4Decoder(onnxPath(model), [valueBytes]);
  const found: number[] = [];
  for (const { promptIds, sequence } of runs) {
    const session = await decoder.openSession(sequence.length);
    let logits = await session.append(Int32Array.from(promptIds));
    for (const tokenId of sequence.slice(promptIds.length)) {
      const behind = logits[likeliest(logits)]! - logits[tokenId]!;
      if (behind > 0) found.push(behind);
      logits = await session.append(Int32Array.of(tokenId));
    }
    await session.dispose();
  }
  await decoder.dispose();
  return found;
}

test("onnxruntime-genai 0.3's own tokens, of mid-2024, are the likeliest too; its sums round otherwise more often", async () => {
  const { cases: runs }: { cases: readonly TokensJson[] } = JSON.parse(
    await readFile(resolve("#fixtures/int4/builder-0.3-runs.json"), "utf8"),
  );
  const behind = await tokensBehind("builder-0.3", 4, runs);
  expect(Math.max(0, ...behind)).toBeLessThan(logitTolerance);
  // Of 140.
  expect(behind.length).toBeLessThanOrEqual(7);
});

const caches = modelNames.flatMap((model) =>
  ([4, 2] as const).map((valueBytes) => ({ model, valueBytes, bits: 8 * valueBytes })),
);

describe.each(caches)("$model on the int4 kernel, keys and values of $bits bits", ({ model, valueBytes }) => {
  const runs = cases.filter((run) => run.model === model);
  const tolerance = valueBytes === 4 ? logitTolerance : narrowLogitTolerance;

  test("gives the logits that native gives after each prompt", async () => {
    const decoder = await loadInt4Decoder(onnxPath(model), [valueBytes]);
    for (const { promptIds, firstLogits } of runs) {
      const session = await decoder.openSession(promptIds.length);
      expect(furthest(await session.append(Int32Array.from(promptIds)), firstLogits)).toBeLessThan(tolerance);
      await session.dispose();
    }
    await decoder.dispose();
  });

  test("finds each of native's greedy tokens the likeliest, or as likely but for rounding", async () => {
    const behind = await tokensBehind(model, valueBytes, runs);
    expect(Math.max(0, ...behind)).toBeLessThan(tolerance);
    // Of some 140 tokens a model.
    expect(behind.length).toBeLessThanOrEqual(valueBytes === 4 ? 1 : 7);
  });

  test("goes on from any length of its cache, and runs a prompt in pieces to the same end", async () => {
    const decoder = await loadInt4Decoder(onnxPath(model), [valueBytes]);
    const promptIds = Int32Array.from(runs.at(-1)!.promptIds);
    const session = await decoder.openSession(promptIds.length);
    const whole = (await session.append(promptIds)).slice();
    session.setLength(40);
    const resumed = (await session.append(promptIds.subarray(40))).slice();
    session.setLength(0);
    await session.append(promptIds.subarray(0, 40));
    const inPieces = (await session.append(promptIds.subarray(40))).slice();
    expect(session.length).toBe(promptIds.length);
    expect(inPieces).toEqual(resumed);
    // Long rope's tables depend on the length at which a run ends, so there the first 40 keys differ between the two.
    const mayDiffer = longRope.has(model) ? Number.POSITIVE_INFINITY : 0;
    expect(furthest(whole, [...resumed])).toBeLessThanOrEqual(mayDiffer);
    await session.dispose();
    await decoder.dispose();
  });
});

test.each([4, 2] as const)(
  "a cache with values of %i bytes goes on as the one that it was copied from",
  async (valueBytes) => {
    const decoder = await loadInt4Decoder(onnxPath("grouped-long-rope"), [valueBytes]);
    const promptIds = Int32Array.from({ length: 20 }, (_, at) => 300 + at);
    const [first, second] = [await decoder.openSession(30, 2), await decoder.openSession(25, 2)];
    await first.append(promptIds);
    await second.append(promptIds.subarray(5, 9));
    await second.copyFrom(first, 18);
    expect(second.length).toBe(18);
    const copied = (await second.append(promptIds.subarray(18))).slice();
    first.setLength(18);
    expect(copied).toEqual(await first.append(promptIds.subarray(18)));
    await decoder.dispose();
  },
);

test("the kernel refuses what its cache has no room for, and tokens that the model does not have", async () => {
  const decoder = await loadInt4Decoder(onnxPath(modelNames[0]!));
  const session = await decoder.openSession(2);
  await expect(session.append(Int32Array.of(1, 2, 3))).rejects.toThrow(
    "The KV cache holds 2 tokens and was asked for 3 tokens after 0.",
  );
  await expect(session.append(Int32Array.of(512))).rejects.toThrow(
    "Token 512 is not in the model's vocabulary of 512: the tokenizer belongs to another model.",
  );
  await expect(decoder.openSession(100_000_000)).rejects.toThrow(
    /does not fit into WebAssembly's 4 GB .*; \d+ tokens do/,
  );
  await session.dispose();
  await decoder.dispose();
});

test("the plan of memory tells what the kernel then takes", async () => {
  for (const model of modelNames) {
    const recognition = recogniseDecoder(await readOnnxModel(await openAsBlob(onnxPath(model))));
    if ("reason" in recognition) throw new Error(english(recognition.reason));
    const needs = planMemory(recognition.graph, 1, 2);
    const decoder = await loadInt4Decoder(onnxPath(model));
    const capacity = 20_000;
    const session = await decoder.openSession(capacity);
    const planned = needs.weightsBytes + needs.cacheBytes(capacity);
    expect(decoder.memoryBytes).toBeGreaterThanOrEqual(planned);
    // Each tensor begins at a multiple of 64; there are the program, and room for loading; memory grows by 64 KiB.
    expect(decoder.memoryBytes).toBeLessThan(planned + 200_000);
    await session.dispose();
    await decoder.dispose();
  }
});

test("what the threads do together traps, and does not wait for ever, when a helper thread fails", async () => {
  const demo = "public/models/phi3-demo/onnx/model_q4.onnx";
  const loading = loadInt4Decoder(demo, undefined, 3, startFailingHelper);
  await expect(loading).rejects.toThrow(WebAssembly.RuntimeError);
});
