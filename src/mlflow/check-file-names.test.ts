import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { checkFileNames, MAX_PATH } from "./check-file-names.ts";

function fault(...paths: string[]): string | null {
  try {
    checkFileNames(paths);
    return null;
  } catch (thrown) {
    return AppError.from(thrown).message;
  }
}

test.each([
  ["m/nul.txt", "nul is a device name in Windows"],
  ["m/COM1", "COM1 is a device name in Windows"],
  ["m/aux.tar.gz", "aux is a device name in Windows"],
  ["m/lpt\u00b9.json", "lpt\u00b9 is a device name in Windows"],
  ["m/con .md", "con  is a device name in Windows"],
  ["m/a?b", '"a?b" contains one of < > : " | ? *'],
  ["m/12:30.log", '"12:30.log" contains one of'],
  ["m/folder./x", '"folder." ends in a dot or a space'],
  ["m/name ", '"name " ends in a dot or a space'],
  [`m/${"long/".repeat(50)}x`, "it is 253 characters long"],
])("%j is refused: %s", (path, expected) => {
  expect(fault(path)).toContain(expected);
});

test("names that differ in letter case alone are refused", () => {
  expect(fault("m/Model.onnx", "m/model.onnx")).toContain("would overwrite each other");
});

test("a model's own names pass, with every letter", () => {
  expect(
    fault(
      "m/MLmodel",
      "m/artifacts/größe 東京.bin",
      "m/console.txt",
      "m/.hidden",
      "m/com10",
      "x".repeat(MAX_PATH),
    ),
  ).toBe(null);
});
