import { openAsBlob } from "node:fs";
import { expect, test } from "vitest";
import { judgeDecoder } from "#int4/kernel-verdict.ts";
import { planMemory } from "#int4/memory-plan.ts";
import { recogniseDecoder } from "#int4/recognise-decoder.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { fullSize } from "./full-size.ts";

const fixture = new URL("../peers/fixtures/int4/int8-head/model.onnx", import.meta.url);

test("a small decoder's true size has eight times the width and the heads, and as many layers as asked for", async () => {
  const recognition = recogniseDecoder(await readOnnxModel(await openAsBlob(fixture)));
  if ("reason" in recognition) throw new Error("The kernel knows it.");
  const { graph } = recognition;
  const full = fullSize(graph, 32);
  const { hiddenSize, heads, keyValueHeads, headSize, vocabSize } = full;
  expect({ hiddenSize, heads, keyValueHeads, headSize, vocabSize, layers: full.layers.length }).toEqual({
    hiddenSize: graph.hiddenSize * 8,
    heads: graph.heads * 8,
    keyValueHeads: graph.keyValueHeads * 8,
    headSize: graph.headSize,
    vocabSize: graph.vocabSize,
    layers: 32,
  });
  const [small, large] = [graph, full].map((each) => planMemory(each, 1, 1).cacheBytes(1000));
  const scratch = (each: typeof graph) => planMemory({ ...each, layers: each.layers.slice(0, 1) }, 1, 1);
  // Without what a thread needs for itself, a layer's keys and values are eight times as many.
  const ofALayer = (each: typeof graph, all: number) =>
    (all - scratch(each).cacheBytes(1000)) / (each.layers.length - 1);
  expect(ofALayer(full, large ?? 0)).toBe(8 * ofALayer(graph, small ?? 0));
  const step = (each: typeof graph) => judgeDecoder(each, 256, { threads: 1, activationBytes: 1 }).stepBytes;
  const head = (each: typeof graph) => step({ ...each, layers: [] });
  expect(head(full)).toBe(8 * head(graph));
  expect((step(full) - head(full)) / 32).toBe((64 * (step(graph) - head(graph))) / graph.layers.length);
});
