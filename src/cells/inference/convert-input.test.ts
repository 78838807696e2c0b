import { expect, test } from "vitest";
import { convertInput } from "./convert-input.ts";

const CHAT = [
  { role: "system", content: "Be short." },
  { role: "user", content: "What is the capital of Spain?" },
  { role: "assistant", content: "Madrid." },
  { role: "user", content: "And of France?" },
];
const PROMPT =
  "<|system|>\nBe short.<|end|>\n<|user|>\nWhat is the capital of Spain?<|end|>\n<|assistant|>\nMadrid.<|end|>\n<|user|>\nAnd of France?<|end|>\n<|assistant|>\n";

test("messages become a prompt, and a prompt messages", async () => {
  const input = JSON.stringify({ messages: CHAT, temperature: 0.5 });
  const prompt = await convertInput(input, "prompt", null);
  expect(JSON.parse(prompt)).toEqual({ prompt: PROMPT });
  expect(JSON.parse(await convertInput(prompt, "messages", null))).toEqual({ messages: CHAT });
});

test("the model's own template writes and reads where it can", async () => {
  const template = {
    write: async () => "[INST]",
    read: (prompt: string) => (prompt === "[INST]" ? CHAT : null),
  };
  const prompt = await convertInput(JSON.stringify({ messages: CHAT }), "prompt", template);
  expect(JSON.parse(prompt)).toEqual({ prompt: "[INST]" });
  expect(JSON.parse(await convertInput(prompt, "messages", template))).toEqual({ messages: CHAT });
  const refusing = { ...template, write: () => Promise.reject(new Error("no system messages")) };
  expect(JSON.parse(await convertInput(JSON.stringify({ messages: CHAT }), "prompt", refusing))).toEqual({
    prompt: PROMPT,
  });
});

test("a prompt without marks is one message; what is no input stays as it is", async () => {
  expect(JSON.parse(await convertInput('{"prompt": "Hi"}', "messages", null))).toEqual({
    messages: [{ role: "user", content: "Hi" }],
  });
  for (const input of ["{", '{"other": 1}', '{"prompt": "Hi"}']) {
    expect(await convertInput(input, "prompt", null)).toBe(input);
  }
});

test("a prompt of many turns that ends without the mark of an answer is one message", async () => {
  const prompt = "<|user|>\nHi<|end|>\n".repeat(60);
  const messages = [{ role: "user", content: prompt }];
  expect(await convertInput(JSON.stringify({ prompt }), "messages", null)).toBe(
    JSON.stringify({ messages }, null, 2),
  );
});
