import { openAsBlob } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { judgeKernel, type KernelVerdict } from "./kernel-verdict.ts";

const { resolve } = createRequire(import.meta.url);
const machine = { threads: 2, activationBytes: 2 } as const;

async function verdictOn(place: string, contextLength: number): Promise<KernelVerdict> {
  const blob = await openAsBlob(resolve(`../../${place}`));
  return judgeKernel(await readOnnxModel(blob), contextLength, machine);
}

const demo = "public/models/phi3-demo/onnx/model_q4.onnx";

test("the embedded model runs with its whole context, in native's 32 bits", async () => {
  const verdict = await verdictOn(demo, 1024);
  expect(verdict).toMatchObject({ runs: true, fittingTokens: 1024, wideTokens: 1024 });
  // 2,048 tokens of 256 f16, beside matrices of five bits a weight.
  expect(verdict).toMatchObject({ outsideBytes: 1_048_576, stepBytes: 2_457_600 });
});

test("of a context that is too long, as much as fits is told: with 16 bits a value nearly twice as much as with 32", async () => {
  const verdict = await verdictOn(demo, 10_000_000);
  if (!verdict.runs) throw new Error(english(verdict.reason));
  const { wideTokens, fittingTokens, needs } = verdict;
  expect(fittingTokens / wideTokens).toBeCloseTo(1.9, 1);
  expect(needs.weightsBytes + needs.cacheBytes(wideTokens)).toBeLessThanOrEqual(65535 * 65536);
  expect(needs.weightsBytes + needs.cacheBytes(wideTokens + 1)).toBeGreaterThan(65535 * 65536);
});

test("a model of floats does not run, and the verdict says why", async () => {
  expect(await verdictOn("tools/peers/fixtures/genai/tiny-fp32/model.onnx", 512)).toEqual({
    runs: false,
    reason: expect.objectContaining({ template: "a {0} for a linear layer", values: ["MatMul"] }),
  });
});
