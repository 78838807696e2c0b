import { expect, test } from "vitest";
import { parseMessages, parsePrompt, withMember } from "./parse-typed.ts";

test("messages are shown when each has a role and a content", () => {
  const root = { messages: [{ role: "user", content: "Hi", name: "Ann" }], max_tokens: 5 };
  expect(parseMessages(JSON.stringify(root))).toEqual({ kind: "shown", value: root.messages, root });
});

test("a change of one member keeps the others", () => {
  const typed = parsePrompt('{"prompt": "a", "temperature": 1}');
  expect(typed).toMatchObject({ kind: "shown", value: "a" });
  expect(typed.kind === "shown" && withMember(typed.root, "prompt", "b")).toBe(
    '{\n  "prompt": "b",\n  "temperature": 1\n}',
  );
});

test.each(["[]", "null", "{}", '{"messages": "Hi"}', '{"messages": [{"role": "user"}]}'])(
  "JSON without a list of messages, such as %s, is left to the JSON view",
  (input) => {
    expect(parseMessages(input)).toEqual({ kind: "other" });
  },
);

test("malformed JSON says why", () => {
  expect(parsePrompt('{"prompt": ')).toEqual({
    kind: "malformed",
    reason: expect.stringContaining("JSON") as string,
  });
});
