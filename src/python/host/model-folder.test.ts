import { expect, test } from "vitest";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { readModelFolder } from "./model-folder.ts";

function fileOf(path: string, text: string): BundleFile {
  return { path, sizeBytes: text.length, source: { kind: "blob", blob: new Blob([text]) } };
}

test("has the bytes of texts, and of weights and of what is too large their names alone", async () => {
  const large = { ...fileOf("notes.txt", "x"), sizeBytes: 2 ** 30 };
  const bundle: ModelBundle = {
    id: "id",
    name: "a model",
    origin: { kind: "folder", folderName: "a" },
    isDemo: false,
    description: "",
    files: [
      fileOf("config.json", "{}"),
      fileOf("onnx/model.onnx", "weights"),
      fileOf("onnx/model.onnx.data", "weights"),
      fileOf("model.safetensors", "weights"),
      large,
    ],
  };
  expect(await readModelFolder(bundle, new AbortController().signal)).toEqual([
    { path: "config.json", bytes: new TextEncoder().encode("{}") },
    { path: "onnx/model.onnx", bytes: null },
    { path: "onnx/model.onnx.data", bytes: null },
    { path: "model.safetensors", bytes: null },
    { path: "notes.txt", bytes: null },
  ]);
});
