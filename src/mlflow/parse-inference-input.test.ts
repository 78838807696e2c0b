import { describe, expect, it } from "vitest";
import { defaultWrapper, firstInput } from "#wrapper/defaults.ts";
import { parseInferenceInput } from "./parse-inference-input.ts";

const chat = (text: string) => () => parseInferenceInput(text, defaultWrapper("transformers"));
const prompt = (text: string) => () => parseInferenceInput(text, defaultWrapper("pyfunc"));

describe("parseInferenceInput", () => {
  it("reads what the templates ask", () => {
    expect([chat(firstInput("messages"))(), prompt(firstInput("prompt"))()]).toEqual([
      {
        option: "transformers",
        request: { messages: [{ role: "user", content: "What is the capital of Spain?" }] },
        warnings: [],
      },
      {
        option: "pyfunc",
        request: {
          prompt:
            "<|system|>You are a stand-up comedian.<|end|><|user|>Tell me a joke about atom<|end|><|assistant|>",
        },
        warnings: [],
      },
    ]);
  });

  it("takes what MLflow takes: a list of one request, nulls of optional fields, a whole number for a float", () => {
    const text =
      '[{"messages": [{"role": "user", "content": "Hi", "name": null}], "temperature": 1, "stop": null}]';
    expect(chat(text)()).toEqual({
      option: "transformers",
      request: { messages: [{ role: "user", content: "Hi", name: null }], temperature: 1 },
      warnings: [],
    });
    expect(prompt('[{"prompt": "first"}, {"prompt": "second"}]')()).toEqual({
      option: "pyfunc",
      request: { prompt: "first" },
      warnings: [],
    });
  });

  it("drops what the signature lacks, with MLflow's warning", () => {
    expect(chat('{"messages": [{"role": "user", "content": "Hi"}], "temprature": 1}')()).toEqual({
      option: "transformers",
      request: { messages: [{ role: "user", content: "Hi" }] },
      warnings: [
        "Found extra inputs in the model input that are not defined in the model signature: `['temprature']`. " +
          "These inputs will be ignored.",
      ],
    });
  });

  it.each([
    ["", "The input is empty."],
    ["[1]", "Model is missing inputs ['messages']. Note that there were extra inputs: [0]."],
    ['{"messages": "hi"}', "Expected data to be list or numpy array, got str."],
    ['{"messages": []}', '"messages" should have at least one message'],
    ['{"messages": [{"content": "hi"}]}', "Missing required properties: {'role'}."],
    ['{"messages": [{"role": "user"}]}', '"messages[0]" should have "content" with a text'],
    [
      '{"messages": [{"role": "user", "content": 3}]}',
      "Failed to enforce schema for key `content`. Expected type string, received type int.",
    ],
    [
      '{"prompt": "hi"}',
      "Model is missing inputs ['messages']. Note that there were extra inputs: ['prompt'].",
    ],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "max_tokens": 1.5}',
      "Incompatible input types for column max_tokens. Can not safely convert float64 to int64.",
    ],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "max_tokens": 5.0}',
      "Incompatible input types for column max_tokens. Can not safely convert float64 to int64.",
    ],
    [
      '[{"messages": [{"role": "user", "content": "a"}]}, {"messages": [{"role": "user", "content": "b"}]}]',
      "This page answers one chat at a time, and this input has 2",
    ],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "temperature": -1}',
      'Can not safely convert int64 to float64. "temperature" takes a number above 0 with its decimal point, such as 0.7 or 2.0, or is left out.',
    ],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "max_tokens": "five"}',
      'Can not safely convert str to int64. "max_tokens" takes a whole number from 1, such as 300, or is left out.',
    ],
    [
      '{"messages": [{"role": "user", "content": "hi"}], "stop": "a"}',
      'got str. "stop" takes a list of texts, such as ["END"], or is left out.',
    ],
    ['{"messages": "hi"}', 'got str. It should look like {"messages": ['],
  ])("refuses %s for a chat", (text, message) => {
    expect(chat(text)).toThrow(message);
  });

  it.each([
    ['{"prompt": 3}', "MLflow's predict refuses this input: Incompatible input types for column prompt."],
    ['{"promt": "hi"}', "Model is missing inputs ['prompt']. Note that there were extra inputs: ['promt']."],
    ['{\n  "prompt": "hi",\n}', "The input is not valid JSON (line 3, column 1)"],
  ])("refuses %s for a prompt", (text, message) => {
    expect(prompt(text)).toThrow(message);
  });
});
