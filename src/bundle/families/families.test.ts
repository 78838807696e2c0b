import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Family, PublicModel } from "./family.ts";
import { families, publicModelOf, publicModels, weightsDtype, weightsReference } from "./families.ts";

const commit = "1".repeat(40);

test("each family has a file of its own", () => {
  const helpers = ["families.ts", "family.ts", "graph-files.ts", "shared-files.ts", "source-models.ts"];
  const files = readdirSync(import.meta.dirname).filter((file) => !file.endsWith(".test.ts"));
  expect(files.length - helpers.length).toBe(families.length);
  const names: Record<Family["kind"], string[]> = { model: [], layout: [] };
  for (const { kind, name } of families) names[kind].push(name);
  expect(names).toEqual({
    model: ["Phi-3 mini 4k", "Phi-3 mini 128k", "Phi-3.5 mini", "Phi-4 mini", "Phi-3 medium 4k"],
    layout: ["onnxruntime-genai", "transformers.js", "safetensors"],
  });
});

test("each public model has a folder for CPU, and weights elsewhere at a commit", () => {
  for (const { name, onnx, weights } of publicModels) {
    expect([name, onnx.repository.replace(/-onnx(-cpu)?$/, "")]).toEqual([name, weights.repository]);
    expect(onnx.variant).toMatch(/^(cpu_and_mobile\/)?cpu-int4-.*-acc-level-4$/);
    expect(weights.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(onnx.commit ?? commit).toMatch(/^[0-9a-f]{40}$/);
  }
});

test("where the files of a folder are known, they are all of it", () => {
  for (const { onnx } of publicModels) {
    if (onnx.files === undefined) continue;
    expect(onnx.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(onnx.sizeBytes);
    for (const { sha256 } of onnx.files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(publicModels.map(({ onnx }) => onnx.files?.length ?? 0)).toContain(9);
});

test("a downloaded folder's repository leads to the weights and their own type", () => {
  const hub = { repository: "microsoft/Phi-3-mini-4k-instruct-onnx", commit };
  const reference = weightsReference(hub);
  expect(reference).toEqual({
    repository: "microsoft/Phi-3-mini-4k-instruct",
    commit: "0a67737cc96d2554230f90338b163bc6380a2a85",
  });
  expect(weightsDtype(reference!.repository)).toBe("bfloat16");
  expect(weightsReference({ repository: "me/mine", commit })).toBeNull();
  expect(weightsReference(undefined)).toBeNull();
  expect(weightsDtype("me/mine")).toBeUndefined();
});

test("a repository that has weights is referred to itself, at the commit that was looked up", () => {
  const own = { repository: "microsoft/Phi-3-mini-4k-instruct", commit };
  expect(weightsReference(own)).toEqual(own);
  expect(weightsReference({ repository: "me/mine", commit, holdsWeights: true })).toEqual({
    repository: "me/mine",
    commit,
  });
});

test("a new public model is one object more", () => {
  const phi9: PublicModel = {
    kind: "model",
    name: "Phi-9 mini",
    onnx: { repository: "them/Phi-9-onnx", variant: "cpu", commit: null, sizeBytes: 9 },
    weights: { repository: "them/Phi-9", commit, dtype: "float32" },
    license: "MIT",
    runsHere: true,
    tokenizer: "byte-level BPE",
    contextLength: 9,
    features: [],
  };
  const models = [...publicModels, phi9];
  expect(publicModelOf("them/Phi-9-onnx", models)).toBe(phi9);
  expect(publicModelOf("them/Phi-9", models)).toBe(phi9);
  expect(weightsReference({ repository: "them/Phi-9-onnx", commit: "0".repeat(40) }, models)).toEqual({
    repository: "them/Phi-9",
    commit,
  });
  expect(weightsDtype("them/Phi-9", models)).toBe("float32");
});
