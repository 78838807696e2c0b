import { describe, expect, it } from "vitest";
import { defaultInferenceInput, defaultWrapper } from "#wrapper/defaults.ts";
import { parseInferenceInput } from "./parse-inference-input.ts";

const chat = (text: string) => () => parseInferenceInput(text, defaultWrapper("transformers"));
const prompt = (text: string) => () => parseInferenceInput(text, defaultWrapper("pyfunc"));

describe("parseInferenceInput", () => {
  it("reads what the templates ask", () => {
    expect([
      chat(defaultInferenceInput("transformers"))(),
      prompt(defaultInferenceInput("pyfunc"))(),
    ]).toEqual([
      {
        option: "transformers",
        request: { messages: [{ role: "user", content: "What is the capital of Spain?" }] },
      },
      {
        option: "pyfunc",
        request: {
          prompt:
            "<|system|>You are a stand-up comedian.<|end|><|user|>Tell me a joke about atom<|end|><|assistant|>",
        },
      },
    ]);
  });

  it.each([
    ["", "The input is empty."],
    ["[1]", "The input should be a JSON object"],
    ['{"messages": "hi"}', '"messages" should be a list; found the text "hi".'],
    ['{"messages": []}', '"messages" should hold at least one message'],
    ['{"messages": [{"content": "hi"}]}', '"messages[0]" should have "role"; it is missing.'],
    ['{"messages": [{"role": "user"}]}', '"messages[0]" should have "content" with a text'],
    ['{"messages": [{"role": "user", "content": 3}]}', '"messages[0].content" should be a text; found 3.'],
    ['{"prompt": "hi"}', 'The signature requires "messages"'],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "max_tokens": 1.5}',
      '"max_tokens" should be a whole number; found 1.5.',
    ],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "temprature": 1}',
      'The signature has no "temprature"',
    ],
  ])("refuses %s for a chat", (text, message) => {
    expect(chat(text)).toThrow(message);
  });

  it.each([
    ['{"prompt": 3}', '"prompt" should be a text; found 3.'],
    ['{"promt": "hi"}', 'The signature requires "prompt" (string); found "promt".'],
    ['{\n  "prompt": "hi",\n}', "The input is not valid JSON (line 3, column 1)"],
  ])("refuses %s for a prompt", (text, message) => {
    expect(prompt(text)).toThrow(message);
  });
});
