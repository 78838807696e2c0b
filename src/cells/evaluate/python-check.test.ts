import { expect, test } from "vitest";
import { pythonCheck } from "./python-check.ts";

test.each([
  ['row["expected"] in answer', 'python = lambda answer, row: (\nrow["expected"] in answer\n)\n'],
  ["len(answer) < 9  # short\n", "python = lambda answer, row: (\nlen(answer) < 9  # short\n)\n"],
  [
    "import re\n\ndef short(answer, row):\n    return len(answer) < 9",
    "import re\n\ndef short(answer, row):\n    return len(answer) < 9\n\n\npython = short\n",
  ],
  ["def python(answer, row):\n    return True\n", "def python(answer, row):\n    return True\n"],
])("%j is written as a function", (code, python) => {
  expect(pythonCheck("python", code)).toBe(python);
});

test.each([
  ["answer in (", "is not valid Python: line 1"],
  ["x = 1", "should be one expression"],
  ["answer; row", "should be one expression"],
])("%j is refused, with the reason", (code, reason) => {
  expect(() => pythonCheck("python", code)).toThrow(reason);
});
