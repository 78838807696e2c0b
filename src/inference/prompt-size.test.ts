import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { createPromptMeasure } from "./prompt-size.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT));

interface Case {
  readonly request?: { readonly messages: unknown };
  readonly promptIds?: readonly number[];
  readonly prompt?: string;
  readonly promptTokens?: number;
}

const cases = (path: string) =>
  (JSON.parse(read(`tools/peers/fixtures/${path}`).toString()) as { cases: readonly Case[] }).cases;

function demoBundle(): ModelBundle {
  const small = [
    "config.json",
    "generation_config.json",
    "genai_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
  ];
  return {
    id: "phi3-demo",
    name: "Phi-3 demo",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "",
    files: small.map((path) => {
      const blob = new Blob([read(`public/models/phi3-demo/${path}`)]);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
    }),
  };
}

const chat = (...contents: readonly string[]) =>
  JSON.stringify({ messages: contents.map((content) => ({ role: "user", content })) });

test("option 1: as many tokens as transformers makes of the messages", async () => {
  const measure = createPromptMeasure();
  const asked = cases("pipeline/chat.json").filter(
    ({ request, promptIds }) => request?.messages !== undefined && promptIds !== undefined,
  );
  expect(asked.length).toBeGreaterThan(5);
  for (const { request, promptIds } of asked) {
    const input = JSON.stringify({ messages: request?.messages });
    const { promptTokens } = await measure(demoBundle(), defaultWrapper("transformers"), input);
    // Longer ones are cut there, by the wrapper's max_length.
    expect(Math.min(promptTokens, 300)).toBe(promptIds?.length);
  }
});

test("option 1: a template that only transformers renders is counted too", async () => {
  const demo = demoBundle();
  const config = JSON.parse(read("public/models/phi3-demo/tokenizer_config.json").toString()) as object;
  const template = "{% generation %}{{ messages[0]['content'] }}{% endgeneration %}";
  const blob = new Blob([JSON.stringify({ ...config, chat_template: template })]);
  const files = demo.files.map((file) =>
    file.path === "tokenizer_config.json"
      ? { ...file, sizeBytes: blob.size, source: { kind: "blob", blob } as const }
      : file,
  );
  const measure = createPromptMeasure();
  const size = await measure({ ...demo, id: "other", files }, defaultWrapper("transformers"), chat("Spain"));
  expect(size.promptTokens).toBe(1);
});

test("option 2: as many tokens as onnxruntime-genai makes of the prompt", async () => {
  const measure = createPromptMeasure();
  const asked = cases("genai/demo-runs.json");
  expect(asked.length).toBeGreaterThan(5);
  for (const { prompt, promptTokens } of asked) {
    const size = await measure(demoBundle(), defaultWrapper("pyfunc"), JSON.stringify({ prompt }));
    expect(size.promptTokens).toBe(promptTokens);
  }
});

test("what is left for the answer: of max_length, of max_tokens, and never more than the context holds", async () => {
  const measure = createPromptMeasure();
  const bundle = demoBundle();
  const spain = "What is the capital of Spain?";
  const wrapper = defaultWrapper("transformers");
  const { maxLength } = wrapper.option === "transformers" ? wrapper.modelConfig : { maxLength: 0 };
  expect(await measure(bundle, wrapper, chat(spain))).toEqual({
    promptTokens: 10,
    answerTokens: maxLength - 10,
    contextTokens: 1024,
  });
  const withMost = JSON.stringify({ messages: [{ role: "user", content: spain }], max_tokens: 7 });
  expect((await measure(bundle, wrapper, withMost)).answerTokens).toBe(7);
  const wide = JSON.stringify({ messages: [{ role: "user", content: spain }], max_tokens: 5000 });
  expect((await measure(bundle, wrapper, wide)).answerTokens).toBe(1014);
  const pyfunc = defaultWrapper("pyfunc");
  if (pyfunc.option !== "pyfunc") throw new Error("Not option 2.");
  const short = { ...pyfunc, searchOptions: { max_length: 12 } };
  const prompt = JSON.stringify({ prompt: `<|user|>${spain}<|end|><|assistant|>` });
  expect(await measure(bundle, short, prompt)).toEqual({
    promptTokens: 10,
    answerTokens: 2,
    contextTokens: 1024,
  });
  const none = { ...pyfunc, searchOptions: { max_length: 9 } };
  expect((await measure(bundle, none, prompt)).answerTokens).toBe(0);
});

test("a model's tokenizer is read once while its inputs are typed", async () => {
  const measure = createPromptMeasure();
  await measure(demoBundle(), defaultWrapper("transformers"), chat("Hi"));
  const gone: ModelBundle = { ...demoBundle(), files: [] };
  expect(await measure(gone, defaultWrapper("transformers"), chat("Hello"))).toMatchObject({
    contextTokens: 1024,
  });
  await expect(
    measure({ ...gone, id: "other" }, defaultWrapper("transformers"), chat("Hi")),
  ).rejects.toMatchObject({
    code: "invalid-bundle",
  });
});

test("JSON that is being typed has no size", async () => {
  const measure = createPromptMeasure();
  await expect(measure(demoBundle(), defaultWrapper("transformers"), '{"messages": [')).rejects.toMatchObject(
    {
      code: "invalid-input",
    },
  );
});
