import { expect, test } from "vitest";
import { parseGenaiConfig, type ModelConfig } from "./config.ts";
import { graphPath, tokenizerPath } from "./model-path.ts";

function modelOf(fields: { readonly tokenizer_dir?: string; readonly filename?: string }): ModelConfig {
  const { filename = "model.onnx", ...model } = fields;
  return parseGenaiConfig(
    JSON.stringify({ model: { type: "phi3", context_length: 8, ...model, decoder: { filename } } }),
  ).model;
}

// Each folder was tried with onnxruntime-genai 0.18: it reads the tokenizer from there.
test.each([
  [undefined, "tokenizer.json"],
  ["", "tokenizer.json"],
  [".", "tokenizer.json"],
  ["tok", "tok/tokenizer.json"],
  ["./tok", "tok/tokenizer.json"],
  ["tok/", "tok/tokenizer.json"],
  ["/tok", "tok/tokenizer.json"],
  ["a/b", "a/b/tokenizer.json"],
  ["../tok", "../tok/tokenizer.json"],
])("with tokenizer_dir %j, the tokenizer is %s", (folder, path) => {
  const model = modelOf(folder === undefined ? {} : { tokenizer_dir: folder });
  expect(tokenizerPath(model, "tokenizer.json")).toBe(path);
});

test.each([
  ["model.onnx", "model.onnx"],
  ["./model.onnx", "model.onnx"],
  ["onnx//model.onnx", "onnx/model.onnx"],
])("with the filename %j, the graph is %s", (filename, path) => {
  expect(graphPath(modelOf({ filename }))).toBe(path);
});
