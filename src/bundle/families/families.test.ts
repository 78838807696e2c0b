import { expect, test } from "vitest";
import { families, familyReference, weightsDtype } from "./families.ts";

test("each family has a folder for CPU, and weights elsewhere at a commit or at none", () => {
  for (const { name, onnx, weights } of families) {
    expect([name, onnx.repository, weights.repository]).toEqual([
      expect.stringMatching(/^Phi-/),
      expect.stringMatching(/^microsoft\/.*-onnx$/),
      onnx.repository.replace(/-onnx$/, ""),
    ]);
    expect(onnx.variant).toMatch(/^cpu_and_mobile\/.*-acc-level-4$/);
    expect(weights.commit ?? "0".repeat(40)).toMatch(/^[0-9a-f]{40}$/);
  }
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
});

test("a downloaded folder's repository leads to the weights and their own type", () => {
  const reference = familyReference("microsoft/Phi-3-mini-4k-instruct-onnx");
  expect(reference).toEqual({
    repository: "microsoft/Phi-3-mini-4k-instruct",
    commit: "0a67737cc96d2554230f90338b163bc6380a2a85",
  });
  expect(weightsDtype(reference!.repository)).toBe("bfloat16");
  expect([familyReference("me/mine"), familyReference(undefined), weightsDtype("me/mine")]).toEqual([
    null,
    null,
    undefined,
  ]);
});
