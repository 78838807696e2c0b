import { expect, test } from "vitest";
import { parsePythonJson } from "./python-json.ts";
import { readJson } from "#scoring-server/read-json.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";

const LONGEST = "1".repeat(4300);
const TOO_LONG = "1".repeat(4301);

test.each([
  ["a server's request", readJson],
  ["an input", readPythonJson],
  ["a notebook", parsePythonJson],
])("%s has ints of as many digits as Python reads, and floats of any", (_, read) => {
  const reasonOf = (json: string): string | null => {
    try {
      read(json);
      return null;
    } catch (thrown) {
      return String(thrown);
    }
  };
  const refused =
    "SyntaxError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits";
  expect(
    [
      `[-${LONGEST}]`,
      `[${TOO_LONG}.5]`,
      `[0.${TOO_LONG}]`,
      `[${TOO_LONG}e5]`,
      `[1e-${TOO_LONG}]`,
      `["${TOO_LONG}"]`,
      `["\\"${TOO_LONG}"]`,
    ].map(reasonOf),
  ).toEqual(Array.from({ length: 7 }, () => null));
  expect([`[${TOO_LONG}]`, `{"a\\"": -${TOO_LONG}}`, TOO_LONG].map(reasonOf)).toEqual([
    refused,
    refused,
    refused,
  ]);
});
