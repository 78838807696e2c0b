import { expect, test } from "vitest";
import { JsonPart } from "./json-shape.ts";

test.each([
  String.raw`{"a": "\ud83d"}`,
  String.raw`{"a": "\ude00"}`,
  String.raw`{"\\\uD83Dx": 1}`,
  String.raw`{"a": "\ude00\ud83d"}`,
])("%s is refused, as native's reader does", (text) => {
  expect(() => JsonPart.of("tokenizer.json", text)).toThrow(
    "tokenizer.json is not valid JSON: half of a surrogate pair stands in a string.",
  );
});

test.each(['{"a": 1e999}', '{"a": [-1E+400]}', `{"a": ${"9".repeat(400)}}`])("%s is refused", (text) => {
  expect(() => JsonPart.of("tokenizer.json", text)).toThrow("it has a number that is too large.");
});

test.each([
  ['{"a": "1e999"}', "1e999"],
  [String.raw`{"a": "\ud83d\ude00"}`, "😀"],
  [String.raw`{"a": "\\ud83d"}`, String.raw`\ud83d`],
  ['{"a": "😀"}', "😀"],
])("%s is read", (text, value) => {
  expect(JsonPart.of("tokenizer.json", text).get("a")?.string()).toBe(value);
});
