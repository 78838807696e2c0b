import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { questionOf, runSettings } from "./run-settings.ts";

const bundle: ModelBundle = {
  id: "phi3",
  name: "Phi-3",
  origin: { kind: "embedded" },
  isDemo: false,
  description: "",
  files: [],
};
const now = new Date("2026-11-30T12:00:00Z");

test("settings are the wrapper's, then what the input says, then the seed", () => {
  const input = '{"messages": [{"role": "user", "content": "Hi"}], "temperature": 0.5, "stop": ["END"]}';
  expect(runSettings({ input, seed: 7 }, bundle, defaultWrapper("transformers"), now)).toEqual({
    model: "Phi-3",
    askedAt: "2026-11-30T12:00:00.000Z",
    options: [
      ["max_length", "300"],
      ["temperature", "0.5"],
      ["stop", '["END"]'],
      ["seed", "7"],
    ],
  });
});

test("option 2 has the wrapper's search options, and no seed of its own", () => {
  const wrapper = defaultWrapper("pyfunc");
  if (wrapper.option !== "pyfunc") throw new Error("Not option 2.");
  const { options } = runSettings({ input: '{"prompt": "Hi"}', seed: 7 }, bundle, wrapper, now);
  expect(Object.fromEntries(options)).toEqual(
    Object.fromEntries(
      Object.entries(wrapper.searchOptions).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
  );
});

test("what was asked is the last message of a person, or the prompt", () => {
  const chat = {
    messages: [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello" },
    ],
  };
  expect(questionOf(JSON.stringify(chat))).toBe("Hi");
  expect(questionOf('{"prompt": "<|user|>Hi"}')).toBe("<|user|>Hi");
  expect(questionOf("{")).toBeNull();
});
