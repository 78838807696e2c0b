import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { checkPath, checkPaths } from "./check-path.ts";

function faultOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    if (error instanceof AppError && error.code === "unsafe-path") return error.message;
    throw error;
  }
  return "none";
}

test.each(["config.json", "onnx/model_q4.onnx", "a/b/c.d", "..config", "Über/模型.onnx", "a b/c-d_e.f"])(
  "%j is safe",
  (path) => {
    expect(checkPath(path)).toBe(path);
  },
);

test.each([
  ["", "it is empty"],
  ["/etc/passwd", "it is absolute"],
  ["../secret", 'it holds ".."'],
  ["a/../../b", 'it holds ".."'],
  ["a/..", 'it holds ".."'],
  ["./a", 'it holds "."'],
  ["a//b", "it holds an empty folder name"],
  ["a/", "it holds an empty folder name"],
  ["..\\secret", "it holds a backslash"],
  ["C:secret", "it names a drive"],
  ["c:/secret", "it names a drive"],
  ["a\0b", "it holds a control character"],
  ["a\nb", "it holds a control character"],
  ["evil\u202Etxt.py", "it holds a character that turns its line around"],
  ["a\u2028b", "it holds a character that turns its line around"],
  ["a/".repeat(64) + "a", "it is more than 64 folders deep"],
  ["a\ud800", "it holds half a character"],
  ["a".repeat(1025), "it is longer than 1024 characters"],
])("%j is refused", (path, fault) => {
  expect(faultOf(() => checkPath(path))).toContain(fault);
});

test("a listing may not name a file twice, whatever the case or the form of its letters", () => {
  expect(faultOf(() => checkPaths(["a/b.json", "c.json"]))).toBe("none");
  expect(faultOf(() => checkPaths(["a/b.json", "a/b.json"]))).toContain("overwrite");
  expect(faultOf(() => checkPaths(["Config.json", "config.JSON"]))).toContain("overwrite");
  expect(faultOf(() => checkPaths(["\u00e9.json", "e\u0301.json"]))).toContain("overwrite");
});

test("a name may not be both a file and a folder", () => {
  expect(faultOf(() => checkPaths(["onnx/model.onnx", "onnx"]))).toContain("needs a folder of the same name");
  expect(faultOf(() => checkPaths(["onnx", "onnx-2/model.onnx"]))).toBe("none");
});
