import { expect, test } from "vitest";
import { readChatRequest } from "./chat-request.ts";

const messages = [{ role: "user", content: "Hi" }];

/** As it comes from a client that no compiler has checked. */
const read = (request: object) => readChatRequest({ messages, ...request });

test("a request is read in the generate() API's terms; null stands for nothing", () => {
  expect(read({ temperature: 0.5, top_p: 0.9, seed: 7, max_tokens: 3, stop: ["a", "b"] })).toEqual({
    messages,
    searchOptions: { temperature: 0.5, top_p: 0.9, do_sample: true, random_seed: 7 },
    maxTokens: 3,
    stops: ["a", "b"],
  });
  expect(read({ temperature: 0, stop: "a" })).toMatchObject({
    searchOptions: { do_sample: false },
    stops: ["a"],
  });
  const nothing = { temperature: null, top_p: null, seed: null, stop: null, max_tokens: null, n: null };
  expect(read(nothing)).toEqual({ messages, searchOptions: {}, maxTokens: null, stops: [] });
});

test.each([
  [{ temperature: "0.7" }, 'temperature is "0.7"; give a number.'],
  [{ temperature: -1 }, "temperature is -1; give 0 or a number above."],
  [{ temperature: { valueOf: 1 } }, 'temperature is {"valueOf":1}; give a number.'],
  [{ top_p: Number.NaN }, "top_p is NaN; give a number."],
  [{ seed: [1] }, "seed is [1]; give a number."],
  [{ stop: ["a", 5] }, 'stop is ["a",5]; give a text or a list of texts.'],
  [{ stop: { a: 1 } }, 'stop is {"a":1}; give a text or a list of texts.'],
  [{ max_tokens: { toString: 1 } }, 'max_tokens is {"toString":1}; give a whole number above 0.'],
  [{ n: { valueOf: 1 } }, 'n is {"valueOf":1}; this engine gives one answer.'],
  [{ stop: [1, "x".repeat(200)] }, `stop is [1,"${"x".repeat(96)}…; give a text or a list of texts.`],
])("%j is refused, not passed over", (request, message) => {
  expect(() => read(request)).toThrow(expect.objectContaining({ message }) as Error);
});

test("what clients send to ask for nothing is passed over, and refused by name where it asks for something", () => {
  const neutral = { frequency_penalty: 0, presence_penalty: 0, logprobs: false, store: false, user: "me" };
  expect(read({ ...neutral, response_format: { type: "text" } })).toEqual(read({}));
  for (const [name, value] of [
    ["frequency_penalty", 0.5],
    ["logprobs", true],
    ["response_format", { type: "json_object" }],
    ["constructor", 0],
  ] as const)
    expect(() => read({ [name]: value })).toThrow(`This engine has no ${name}.`);
});

test("a content in parts is its texts; a part of another type is refused", () => {
  const parts = [
    { type: "text", text: "H" },
    { type: "text", text: "i" },
  ];
  expect(read({ messages: [{ role: "user", content: parts }] }).messages).toEqual(messages);
  for (const content of [[], [{ type: "image_url", image_url: { url: "x" } }], [...parts, null], {}])
    expect(() => read({ messages: [{ role: "user", content }] })).toThrow("Message 0 needs a role");
});
