import { expect, test } from "vitest";
import { colouredLine, languageOf } from "./coloured-line.ts";

test("a line is cut where its tokens begin, each with the colour of its kind", () => {
  const tokens = [
    { offset: 0, type: "keyword.python" },
    { offset: 6, type: "white.python" },
    { offset: 7, type: "string.escape.python" },
    { offset: 11, type: "delimiter" },
  ];
  expect(colouredLine('return "ab")', tokens)).toEqual([
    { text: "return", kind: "keyword" },
    { text: " ", kind: null },
    { text: '"ab"', kind: "string" },
    { text: ")", kind: null },
  ]);
  expect(colouredLine("", [])).toEqual([]);
});

test.each([
  ["phi3-mlflow-model/MLmodel", "yaml"],
  ["conda.yaml", "yaml"],
  ["code/phi3_model.py", "python"],
  ["model/tokenizer_config.json", "json"],
  ["docker/Dockerfile", "dockerfile"],
  ["samples/ask.R", "r"],
  ["LICENSE", null],
  ["weights.onnx", null],
])("the language of %s is %s", (path, language) => {
  expect(languageOf(path)).toBe(language);
});
