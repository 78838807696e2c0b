import { describe, expect, test } from "vitest";
import { addressableBytes, checkMemoryFit, fittingTokens } from "#genai/memory-fit.ts";
import type { ElementType } from "#onnx/element-type.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";
import type { DecoderGraph, Linear } from "./decoder-graph.ts";
import { planMemory } from "./memory-plan.ts";

/** A tensor of a file that no test has. */
function tensor(elementType: ElementType, dims: readonly number[], bytes: number): OnnxTensor {
  return {
    elementType,
    dims,
    data: { kind: "external", location: "model.onnx.data", offset: 0, length: bytes },
  };
}

const floats = (...dims: number[]): OnnxTensor =>
  tensor("float32", dims, 4 * dims.reduce((product, dim) => product * dim, 1));

function linear(rows: number, columns: number): Linear {
  const blocks = columns / 32;
  return {
    bits: 4,
    rows,
    columns,
    blockSize: 32,
    weights: tensor("uint8", [rows, blocks, 16], rows * blocks * 16),
    scales: floats(rows, blocks),
    zeroPoints: null,
    bias: null,
  };
}

/** Phi-3-mini-4k-instruct as the builder exports it, of `layerCount` layers. */
function phi3Mini(layerCount: number): DecoderGraph {
  const [hidden, mlp, vocabulary] = [3072, 8192, 32064];
  const layer = {
    attentionNorm: floats(hidden),
    projections: { packed: linear(3 * hidden, hidden) },
    window: null,
    attentionOutput: linear(hidden, hidden),
    mlpNorm: floats(hidden),
    gate: linear(mlp, hidden),
    up: linear(mlp, hidden),
    down: linear(hidden, mlp),
  };
  return {
    hiddenSize: hidden,
    vocabSize: vocabulary,
    heads: 32,
    keyValueHeads: 32,
    headSize: 96,
    attentionScale: 1 / Math.sqrt(96),
    epsilon: 1e-5,
    embedding: { kind: "table", table: floats(vocabulary, hidden) },
    rotary: { width: 48, short: { cosines: floats(4096, 48), sines: floats(4096, 48) }, long: null },
    layers: Array.from({ length: layerCount }, () => layer),
    finalNorm: floats(hidden),
    head: linear(vocabulary, hidden),
  };
}

const context = { contextLength: 4096, runtime: "the int4 kernel" };

describe("Phi-3-mini-4k-instruct on the int4 kernel", () => {
  const needs = planMemory(phi3Mini(32), 2, 1);

  test("fits with its whole context of 4096 tokens, in 16 bits a value", () => {
    expect(needs.weightsBytes).toBe(2_347_074_816);
    expect(needs.narrowCacheBytes?.(4096)).toBe(1_644_756_992);
    expect(needs.weightsBytes + needs.narrowCacheBytes!(4096)).toBeLessThan(addressableBytes);
    expect(fittingTokens(needs, 4096)).toBe(4096);
    expect(() => checkMemoryFit(needs, 4096, context)).not.toThrow();
  });

  test("fits with 2400 tokens in the 32 bits of native", () => {
    const wide = { weightsBytes: needs.weightsBytes, cacheBytes: needs.cacheBytes };
    expect(fittingTokens(wide, 4096)).toBeGreaterThan(2400);
    expect(() => checkMemoryFit(wide, 2400, context)).not.toThrow();
  });

  test("does not fit with the whole context in 32 bits, and the message says what does", () => {
    const wide = { weightsBytes: needs.weightsBytes, cacheBytes: needs.cacheBytes };
    const fitting = fittingTokens(wide, 4096);
    expect(fitting).toBeLessThan(2500);
    expect(() => checkMemoryFit(wide, 4096, context)).toThrow(
      expect.objectContaining({
        code: "out-of-memory",
        message: `A context of 4096 tokens takes 3.22 GB on the int4 kernel, beside weights of 2.35 GB; WebAssembly has 4.29 GB in all. Nothing was loaded. A context of up to ${fitting} tokens fits: set max_length to ${fitting} or less.`,
        details: { neededBytes: wide.weightsBytes + wide.cacheBytes(4096), fittingTokens: fitting },
      }),
    );
  });
});

test("a model of twice the layers fits with no context, and the message says so", () => {
  const needs = planMemory(phi3Mini(64), 2, 1);
  expect(fittingTokens(needs, 4096)).toBe(0);
  expect(() => checkMemoryFit(needs, 10, context)).toThrow(
    "The model's weights take 4.61 GB on the int4 kernel, and WebAssembly has 4.29 GB in all. Nothing was loaded. Choose a smaller model, or one of fewer bits.",
  );
});

test("a longer model is offered the context that fits", () => {
  const needs = planMemory(phi3Mini(40), 2, 1);
  const fitting = fittingTokens(needs, 4096);
  expect(fitting).toBeGreaterThan(2000);
  expect(fitting).toBeLessThan(4096);
  expect(() => checkMemoryFit(needs, fitting, context)).not.toThrow();
  expect(() => checkMemoryFit(needs, fitting + 1, context)).toThrow(`set max_length to ${fitting} or less`);
});
