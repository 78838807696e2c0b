import { expect, test } from "vitest";
import { parseMessages, parsePrompt, withMember } from "./typed-input.ts";

test("messages are shown when each has a role and a content", () => {
  const root = { messages: [{ role: "user", content: "Hi", name: "Ann" }], max_tokens: 5 };
  expect(parseMessages(JSON.stringify(root))).toEqual({ kind: "shown", value: root.messages, root });
});

test("a change of one member keeps the others, and doubles their decimal point", () => {
  const typed = parsePrompt('{"prompt": "a", "temperature": 2.0, "top_p": 0.5, "top_k": 3, "max_tokens": 5}');
  expect(typed).toMatchObject({ kind: "shown", value: "a" });
  const root = typed.kind === "shown" ? typed.root : {};
  const rest = '"top_p": 0.5,\n  "top_k": 3,\n  "max_tokens": 5\n}';
  expect(withMember(root, "prompt", "b")).toBe(`{\n  "prompt": "b",\n  "temperature": 2.0,\n  ${rest}`);
  expect(withMember(root, "temperature", 1)).toBe(`{\n  "prompt": "a",\n  "temperature": 1.0,\n  ${rest}`);
  expect(withMember(root, "temperature", undefined)).toBe(`{\n  "prompt": "a",\n  ${rest}`);
  expect(withMember({}, "prompt", '"\\u0000point 2"')).toBe('{\n  "prompt": "\\"\\\\u0000point 2\\""\n}');
});

test.each(["[]", "null", "{}", '{"messages": "Hi"}', '{"messages": [{"role": "user"}]}'])(
  "JSON without a list of messages, such as %s, is left to the JSON view",
  (input) => {
    expect(parseMessages(input)).toEqual({ kind: "other" });
  },
);

test("an input with NaN, as a logged model's example can have it, is left to the JSON view", () => {
  expect(parsePrompt('{"prompt": "a", "x": NaN, "y": -Infinity}')).toEqual({ kind: "other" });
});

test("malformed JSON says why", () => {
  expect(parsePrompt('{"prompt": ')).toEqual({
    kind: "malformed",
    reason: expect.stringContaining("JSON") as string,
  });
});
