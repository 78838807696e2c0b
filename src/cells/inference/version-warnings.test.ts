import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { versionWarnings } from "./version-warnings.ts";

test("a wrapper for onnxruntime-genai 0.2 is told how its tokenizer differs", () => {
  expect(versionWarnings(defaultWrapper("pyfunc", "mid-2024")).map((warning) => english(warning))).toEqual([
    "This wrapper is written for onnxruntime-genai 0.2, whose tokenizer begins a prompt with the token <s> and keeps line breaks after marks such as <|end|>. The page answers as onnxruntime-genai 0.18.0 does, so the model can answer differently there.",
  ]);
});

test.each([
  ["pyfunc", "mid-2025"],
  ["pyfunc", "current"],
  ["transformers", "mid-2024"],
] as const)("nothing is told for option %s of %s", (option, profile) => {
  expect(versionWarnings(defaultWrapper(option, profile))).toEqual([]);
});
