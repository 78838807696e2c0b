import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { DownloadOrigin } from "#bundle/download/plan.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { demoQuestionOf, sharedModel } from "./shared-model.ts";

const embeddedUrl = "https://page.example/models/phi3-demo/";

function bundle(id: string, sizes: Readonly<Record<string, number>>): ModelBundle {
  const files = Object.entries(sizes).map(([path, sizeBytes]) => ({
    path,
    sizeBytes,
    source: { kind: "blob", blob: new Blob() } as const,
  }));
  return { id, name: id, origin: { kind: "embedded" }, isDemo: false, description: "", files };
}

const addressFrom = (origin: DownloadOrigin) =>
  sharedModel(bundle("mine", {}), [{ bundleId: "mine", origin }], embeddedUrl).address?.href ?? null;

const hub = {
  kind: "hub",
  hubUrl: "https://huggingface.co",
  repository: "microsoft/Phi-3",
  commit: "0123abcd",
  variant: "cpu/int4 rtn",
} as const;

test("a model has the address that it was downloaded from; one from this computer has none", () => {
  expect(sharedModel(bundle(embeddedBundleId, {}), [], embeddedUrl).address?.href).toBe(embeddedUrl);
  expect(addressFrom(hub)).toBe("https://huggingface.co/microsoft/Phi-3/tree/0123abcd/cpu/int4%20rtn");
  expect(addressFrom({ ...hub, hubUrl: "https://mirror.example" })).toBe(null);
  expect(addressFrom({ kind: "manifest", url: "https://files.example/bundle.json" })).toBe(
    "https://files.example/bundle.json",
  );
  expect(addressFrom({ kind: "file", fileName: "a.zip", sha256: "" })).toBe(null);
  expect(sharedModel(bundle("folder", {}), [], embeddedUrl).address).toBe(null);
});

test("readers download what a demo reads, and a demo runs one model of option 2", () => {
  const { sizeBytes, runs } = sharedModel(
    bundle("mine", {
      "genai_config.json": 1,
      "model.safetensors": 1000,
      "README.md": 100,
      "onnx/m.onnx": 10,
    }),
    [],
    embeddedUrl,
  );
  expect({ sizeBytes, runs }).toEqual({ sizeBytes: 11, runs: true });
  expect(sharedModel(bundle("mine", { "config.json": 1 }), [], embeddedUrl).runs).toBe(false);
  const two = bundle("mine", { "a/genai_config.json": 1, "b/genai_config.json": 1 });
  expect(sharedModel(two, [], embeddedUrl).runs).toBe(false);
});

test("a demo begins with the last question of a chat", () => {
  const chat = [
    { role: "user", content: "One?" },
    { role: "assistant", content: "1" },
    { role: "user", content: "Two?" },
  ];
  expect(demoQuestionOf(JSON.stringify({ messages: chat }))).toBe("Two?");
  const prompt = "<|user|>\nOne?<|end|>\n<|assistant|>\n1<|end|>\n<|user|>Two?<|end|><|assistant|>";
  expect(demoQuestionOf(JSON.stringify({ prompt }))).toBe("Two?");
  expect(["", "{", "null", '{"messages": [null]}', '{"prompt": "x"}'].map(demoQuestionOf)).toEqual([
    "",
    "",
    "",
    "",
    "",
  ]);
});

test("a prompt of spaces alone, from anyone's notebook, is looked through at once", () => {
  expect(demoQuestionOf(JSON.stringify({ prompt: `<|user|>${" ".repeat(100_000)}` }))).toBe("");
  expect(demoQuestionOf(JSON.stringify({ prompt: "<|user|>".repeat(20_000) }))).toBe("");
});
