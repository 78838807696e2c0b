import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import { requireTokenizerForStop } from "./hub-source.ts";

const wrapper = defaultWrapper("transformers") as TransformersWrapper;
const demo: ModelBundle = {
  id: "phi3-demo",
  name: "Demo",
  origin: { kind: "embedded" },
  isDemo: true,
  description: "",
  files: [],
};
const reference = { repository: "microsoft/Phi-3-mini-4k-instruct", commit: "0".repeat(40) };

test("stop is refused where MLflow could not load the tokenizer by the source's name", () => {
  expect(() => requireTokenizerForStop({ stop: ["\n"] }, wrapper, demo)).toThrow(
    'MLflow would load the tokenizer of "phi3-demo" from the Hugging Face hub, and that is not a repository there.',
  );
});

test.each<[string, { stop?: string[] | null }, TransformersWrapper, ModelBundle]>([
  ["no stop", {}, wrapper, demo],
  ["a stop of null", { stop: null }, wrapper, demo],
  ["an empty stop", { stop: [] }, wrapper, demo],
  ["a wrapper that names the repository", { stop: ["x"] }, { ...wrapper, reference }, demo],
  [
    "a model from the hub",
    { stop: ["x"] },
    wrapper,
    { ...demo, origin: { kind: "download", host: "huggingface.co", hub: reference } },
  ],
  [
    "an opened model whose source is a repository",
    { stop: ["x"] },
    wrapper,
    { ...demo, sourceModelName: "microsoft/Phi-3-mini-4k-instruct" },
  ],
])("%s is taken", (_name, request, of, bundle) => {
  expect(() => requireTokenizerForStop(request, of, bundle)).not.toThrow();
});
