import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { english, message } from "#base/message.ts";
import { howPythonEnded } from "./how-python-ended.ts";

test.each([
  [new RangeError("Maximum call stack size exceeded"), "Functions called one another more deeply"],
  [new Error("too much recursion"), "Functions called one another more deeply"],
  [new Error("memory access out of bounds"), "Python itself failed."],
  [new Error("unreachable executed"), "Python itself failed."],
  [new Error("Pyodide already fatally failed and can no longer be used."), "Python itself failed."],
])("an engine's words are not shown: %s", (thrown, told) => {
  expect(english(howPythonEnded(AppError.from(thrown)))).toContain(told);
});

test("the page's own words are", () => {
  const error = new AppError(
    "worker-died",
    message`The browser ended the worker, as it does when memory is short.`,
  );
  expect(howPythonEnded(error)).toBe(error.wording);
});
