import { openAsBlob } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { english } from "#base/message.ts";
import type { OnnxNode } from "#onnx/node.ts";
import { type OnnxModel, readOnnxModel } from "#onnx/onnx-model.ts";
import { recogniseDecoder } from "./recognise-decoder.ts";

const { resolve } = createRequire(import.meta.url);
const root = path.dirname(resolve("../../package.json"));

async function modelAt(place: string): Promise<OnnxModel> {
  return readOnnxModel(await openAsBlob(path.join(root, place)));
}

const fixture = (name: string): Promise<OnnxModel> => modelAt(`tools/peers/fixtures/int4/${name}/model.onnx`);

/** What there is to see at a glance. */
function outline(model: OnnxModel): unknown {
  const recognition = recogniseDecoder(model);
  if ("reason" in recognition) return { reason: english(recognition.reason) };
  const { layers, head, embedding, rotary, finalNorm: _, ...shape } = recognition.graph;
  return {
    ...shape,
    layers: layers.map(({ projections, gate }) => ({
      projections: "packed" in projections ? "packed" : "separate",
      mlp: gate.rows,
      zeroPoints: gate.zeroPoints !== null,
      bias: "packed" in projections && projections.packed.bias !== null,
    })),
    head: head.bits,
    embedding: embedding.kind,
    rotary: rotary && { width: rotary.width, above: rotary.long?.above ?? null },
  };
}

const layer = { projections: "packed", mlp: 96, zeroPoints: false, bias: false };
const shape = {
  hiddenSize: 64,
  vocabSize: 512,
  heads: 4,
  keyValueHeads: 4,
  headSize: 16,
  attentionScale: 0.25,
  epsilon: Math.fround(1e-5),
  layers: [layer, layer],
  head: 4,
  embedding: "table",
  rotary: { width: 8, above: null },
};

describe("recogniseDecoder", () => {
  test("reads the embedded demo model", async () => {
    const demo = { ...layer, mlp: 768 };
    expect(outline(await modelAt("public/models/phi3-demo/onnx/model_q4.onnx"))).toEqual({
      ...shape,
      hiddenSize: 256,
      vocabSize: 2048,
      headSize: 64,
      attentionScale: 0.125,
      layers: [demo, demo, demo, demo],
      rotary: { width: 32, above: null },
    });
  });

  test("reads grouped heads and long rope", async () => {
    expect(outline(await fixture("grouped-long-rope"))).toEqual({
      ...shape,
      keyValueHeads: 2,
      rotary: { width: 8, above: 32 },
    });
  });

  test("reads zero points and biases", async () => {
    const withBoth = { ...layer, zeroPoints: true, bias: true };
    expect(outline(await fixture("zero-points-bias"))).toEqual({
      ...shape,
      keyValueHeads: 2,
      epsilon: Math.fround(1e-6),
      layers: [withBoth, withBoth],
    });
  });

  test("reads an embedding that is the head's matrix", async () => {
    expect(outline(await fixture("shared-embedding"))).toEqual({ ...shape, embedding: "shared" });
  });

  test("reads a head of eight bits", async () => {
    expect(outline(await fixture("int8-head"))).toEqual({ ...shape, head: 8 });
  });

  test.each([
    ["block-16-int8-head", 16, 8],
    ["block-64-zero-points", 64, 4],
    ["block-128-shared-embedding", 128, 4],
    ["block-256-shared-int8", 256, 8],
    ["awq-float-head", 128, 32],
  ])("reads the blocks of %s", async (name, blockSize, headBits) => {
    const recognition = recogniseDecoder(await fixture(name));
    if ("reason" in recognition) throw new Error(english(recognition.reason));
    const { layers, head } = recognition.graph;
    expect([layers[0]?.down.blockSize, head.bits]).toEqual([blockSize, headBits]);
  });

  test("reads Phi-4-mini's form: three queries to a key, three quarters of a head that turn, an embedding of floats", async () => {
    expect(outline(await fixture("phi4-mini-like"))).toMatchObject({
      heads: 3,
      keyValueHeads: 1,
      headSize: 64,
      rotary: { width: 24, above: 32 },
      head: 4,
      embedding: "table",
    });
  });

  test("reads a window of attention", async () => {
    const recognition = recogniseDecoder(await fixture("local-window"));
    if ("reason" in recognition) throw new Error(english(recognition.reason));
    expect(recognition.graph.layers.map(({ window }) => window)).toEqual([24, 24]);
  });

  test("reads separate projections and heads that turn in part", async () => {
    const separate = { ...layer, projections: "separate" };
    expect(outline(await fixture("partial-rotary-separate"))).toEqual({
      ...shape,
      heads: 2,
      keyValueHeads: 2,
      headSize: 32,
      attentionScale: Math.fround(1 / Math.sqrt(32)),
      layers: [separate, separate],
    });
  });

  test("says why it does not know a model of floats", async () => {
    expect(outline(await modelAt("tools/peers/fixtures/genai/tiny-fp32/model.onnx"))).toEqual({
      reason: "a MatMul for a linear layer",
    });
  });

  test.each([
    ["accuracy_level", 0, "accuracy level 0; it computes as level 4 does"],
    ["block_size", 512, "weights in blocks of 512; it takes blocks of 16, 32, 64, 128, 256"],
    ["bits", 2, "weights of 2 bits"],
    ["softcap", 50, "attention with softcap 50"],
    ["rotary_interleaved", 1, "attention with rotary_interleaved 1"],
  ])("refuses a graph with %s %i, and says why", async (name, value, reason) => {
    const model = await fixture("int8-head");
    const nodes = model.nodes.map((node) =>
      node.attributes.has(name)
        ? { ...node, attributes: new Map([...node.attributes, [name, value]]) }
        : node,
    );
    expect(outline({ ...model, nodes })).toEqual({ reason });
  });

  test.each([0, 1, 2])(
    "refuses queries, keys and values of which number %i reads another input",
    async (at) => {
      const model = await fixture("partial-rotary-separate");
      const attention = model.nodes.find(({ operator }) => operator.endsWith("GroupQueryAttention"));
      const ownOutput = attention?.inputs[at];
      const linear = model.nodes.find(({ outputs }) => outputs[0] === ownOutput);
      const nodes = model.nodes.map((node) =>
        node === linear ? { ...node, inputs: ["elsewhere", ...node.inputs.slice(1)] } : node,
      );
      expect(outline({ ...model, nodes })).toEqual({
        reason: "queries, keys and values with different inputs",
      });
    },
  );

  test("refuses a graph that does more than it knows", async () => {
    const model = await fixture("int8-head");
    const extra: OnnxNode = {
      operator: "Tanh",
      inputs: ["logits"],
      outputs: ["more"],
      attributes: new Map(),
    };
    expect(outline({ ...model, nodes: [...model.nodes, extra] })).toEqual({
      reason: "1 further operations, such as Tanh",
    });
  });
});
