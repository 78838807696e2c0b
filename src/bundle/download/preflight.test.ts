import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createPlan } from "./plan.ts";
import { modelNeeds, preflight } from "./preflight.ts";
import { FileServer, serverUrl } from "./testing/file-server.ts";

const gib = 2 ** 30;
/** Phi-3-mini: 32 layers of 32 heads of 96, float32. */
const phi3 = { weightBytes: 2.72e9, contextLength: 4096, cacheBytesPerToken: 786_432 };
const machine = { freeStorageBytes: 10e9, memoryBytes: 8 * gib, threads: 4 };

function memoryOf(...given: Parameters<typeof preflight>) {
  return preflight(...given).find(({ subject }) => subject === "memory");
}

describe("the check before a download", () => {
  it("says what the graph told, with the numbers of loading, and asks no sizes", () => {
    // Phi-4 mini: its float embedding is as large as its weights, and stored elsewhere.
    const report = {
      contextLength: 131_072,
      runtime: {
        kind: "int4",
        fittingTokens: 12_000,
        wideTokens: 6300,
        weightBytes: 2.4e9,
        outsideBytes: 2.46e9,
        stepBytes: 2e9,
      },
    } as const;
    const sizes = { weightBytes: 4.9e9, contextLength: 131_072, cacheBytesPerToken: 262_144 };
    expect(memoryOf(4.9e9, sizes, report, machine)).toEqual({
      subject: "memory",
      level: "caution",
      basis: "graph",
      weightBytes: 2.4e9,
      outsideBytes: 2.46e9,
      contextLength: 131_072,
      fittingTokens: 12_000,
      wideTokens: 6300,
      limit: "wasm",
      limitBytes: 65535 * 65536,
    });
    expect(memoryOf(4.9e9, sizes, report, { ...machine, memoryBytes: 4 * gib })).toMatchObject({
      level: "bad",
      limit: "machine",
      limitBytes: 4 * gib,
    });
  });

  it("is content where the whole context fits with keys and values of 16 bits", () => {
    const runtime = {
      kind: "int4",
      fittingTokens: 4096,
      wideTokens: 1998,
      weightBytes: 2.5e9,
      outsideBytes: 394e6,
      stepBytes: 2e9,
    } as const;
    expect(memoryOf(2.72e9, phi3, { contextLength: 4096, runtime }, machine)).toMatchObject({
      level: "good",
      fittingTokens: 4096,
      wideTokens: 1998,
    });
  });

  it.each([
    ["a graph that was not read", null],
    ["onnxruntime-web", { contextLength: 4096, runtime: { kind: "onnxruntime-web", reason: "x" } }],
  ] as const)("estimates by sizes for %s", (_, report) => {
    expect(preflight(2.72e9, phi3, report, machine)).toEqual([
      { subject: "storage", level: "good", neededBytes: 2.72e9, freeBytes: 10e9 },
      {
        subject: "memory",
        level: "caution",
        basis: "sizes",
        weightBytes: 2.72e9,
        outsideBytes: 0,
        contextLength: 4096,
        fittingTokens: 2002,
        wideTokens: null,
        limit: "wasm",
        limitBytes: 65535 * 65536,
      },
      { subject: "threads", level: "good", threads: 4 },
    ]);
  });

  it("warns of a full storage, a small machine and a single thread", () => {
    const small = { freeStorageBytes: 1e9, memoryBytes: 2 * gib, threads: 1 };
    const findings = preflight(2.72e9, phi3, null, small);
    expect(findings.map(({ subject, level }) => [subject, level])).toEqual([
      ["storage", "bad"],
      ["memory", "bad"],
      ["threads", "caution"],
    ]);
  });

  it("is content with a small model, and cautious where the browser tells nothing", () => {
    const small = { weightBytes: 4e6, contextLength: 1024, cacheBytesPerToken: 2048 };
    const findings = preflight(4e6, small, null, { freeStorageBytes: null, memoryBytes: null, threads: 1 });
    expect(findings.map(({ level }) => level)).toEqual(["caution", "good", "good"]);
  });
});

describe("what a model needs", () => {
  it("is read from genai_config.json", async () => {
    const path = "tools/peers/fixtures/genai/tiny-fp32/genai_config.json";
    const genaiConfig = JSON.parse(await readFile(path, "utf8"));
    const {
      num_hidden_layers: layers,
      num_key_value_heads: heads,
      head_size: headSize,
    } = genaiConfig.model.decoder;
    expect(await needsOf("genai_config.json", genaiConfig)).toEqual({
      weightBytes: 700,
      contextLength: genaiConfig.model.context_length,
      cacheBytesPerToken: 2 * layers * heads * headSize * 4,
    });
  });

  it("is read from transformers' config.json", async () => {
    const config = {
      max_position_embeddings: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      hidden_size: 3072,
    };
    expect(await needsOf("config.json", config)).toEqual({
      weightBytes: 700,
      contextLength: 4096,
      cacheBytesPerToken: 786_432,
    });
  });

  it("is unknown where a config is not understood", async () => {
    const unknown = { weightBytes: 700, contextLength: null, cacheBytesPerToken: null };
    expect(await needsOf("config.json", [])).toEqual(unknown);
    expect(await needsOf("genai_config.json", { model: 7 })).toEqual(unknown);
  });
});

async function needsOf(path: string, config: unknown) {
  const server = new FileServer();
  server.files.set(path, new TextEncoder().encode(JSON.stringify(config)));
  const sizes = { [path]: 5, "model.onnx": 100, "model.onnx.data": 600, "tokenizer.json": 50 };
  const plan = await createPlan({
    name: "test",
    origin: { kind: "manifest", url: serverUrl },
    files: Object.entries(sizes).map(([path, sizeBytes]) => ({
      path,
      sizeBytes,
      url: `${serverUrl}/${path}`,
      digest: null,
      pieceBytes: 65_536,
      pieceSha256: null,
    })),
  });
  return modelNeeds(plan, { fetch: server.fetch, signal: new AbortController().signal });
}
