import { expect, test } from "vitest";
import { pythonRepr } from "./python-repr.ts";

// Made by CPython 3: `repr(json.loads(text))` of each text.
const FROM_CPYTHON: readonly (readonly [string, string])[] = [
  ['"plain"', "'plain'"],
  ['"it\'s"', '"it\'s"'],
  ['"say \\"hi\\""', "'say \"hi\"'"],
  ['"it\'s \\"both\\""', "'it\\'s \"both\"'"],
  ['"line\\nbreak\\tand \\\\"', "'line\\nbreak\\tand \\\\'"],
  ['"Z\\u00fcrich \\u2014 \\u6771\\u4eac \\ud83d\\ude00"', "'Z\u00fcrich \u2014 \u6771\u4eac \ud83d\ude00'"],
  ['"\\u00a0\\u200b\\u0007\\u2028\\u007f"', "'\\xa0\\u200b\\x07\\u2028\\x7f'"],
  ["true", "True"],
  ["false", "False"],
  ["null", "None"],
  ["3", "3"],
  ["0.5", "0.5"],
  ["-2", "-2"],
  ['{"a": [1, {"b": "c"}], "it\'s": []}', "{'a': [1, {'b': 'c'}], \"it's\": []}"],
];

test.each(FROM_CPYTHON)("%s is written as CPython writes it", (json, repr) => {
  expect(pythonRepr(JSON.parse(json))).toBe(repr);
});
