import { expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { message } from "./message.ts";

const cause = new AppError("network", message`${"a.onnx"} could not be read.`);
const error = new AppError("storage", message`Nothing is kept.`, { details: { path: "a.onnx" }, cause });

test("an error says its message in English, and keeps what that is translated from", () => {
  expect(error.toJson()).toEqual({
    code: "storage",
    message: "Nothing is kept.",
    wording: { template: "Nothing is kept.", values: [] },
    details: { path: "a.onnx" },
    cause: { template: "{0} could not be read.", values: ["a.onnx"] },
  });
});

test("it crosses a worker's edge whole, and may cross a second one", () => {
  expect(AppError.fromJson(structuredClone(error.toJson())).toJson()).toEqual(error.toJson());
});

test("words that are not the page's own have no wording of their own", () => {
  const json = { code: "invalid-config", message: "JSON Error: {0}", details: {}, cause: "at 1:1" } as const;
  expect(AppError.fromJson(json).toJson()).toEqual(json);
});

test("what JavaScript itself throws is said in the page's words, and stands in the details as it is", () => {
  const deep = AppError.from(new RangeError("Maximum call stack size exceeded"));
  expect(deep.message).toBe(
    "This is nested too deeply to be read. It may be damaged or hostile. Use another one.",
  );
  expect(deep.toJson().cause).toBe("RangeError: Maximum call stack size exceeded");
  const firefoxs = Object.assign(new Error("too much recursion"), { name: "InternalError" });
  expect(AppError.from(firefoxs).message).toBe(deep.message);
  expect(AppError.from(new RangeError("Invalid string length")).message).toContain("not enough memory");
  expect(AppError.from(new TypeError("x is not a function")).message).toBe(
    "Something went wrong. Try again, or with another file. If it fails again, report it with these words: TypeError: x is not a function",
  );
  expect(AppError.from(new Error("Words of a library")).message).toBe("Words of a library");
});
