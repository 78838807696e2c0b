import { expect, test } from "vitest";
import { isRuntimeId, otherRuntime, RUNTIME_IDS } from "./runtimes.ts";

test("an answer is compared with that of the next runtime, and of the first after the last", () => {
  expect(RUNTIME_IDS.map((id) => [id, otherRuntime(id, RUNTIME_IDS)])).toEqual([
    ["onnxruntime-web", "int4"],
    ["int4", "onnxruntime-web"],
  ]);
  expect(otherRuntime("int4", [...RUNTIME_IDS, "webgpu"])).toBe("webgpu");
});

test.each(["constructor", "automatic", null])("%s is no runtime", (id) => {
  expect(isRuntimeId(id)).toBe(false);
});
