import { expect, test } from "vitest";
import { formatPrompt } from "./format-prompt.ts";

test("a template takes the prompt as Python's format does", () => {
  expect(formatPrompt('Be {{kind}}. {prompt}\n"A": ', "{prompt} $& }")).toBe(
    'Be {kind}. {prompt} $& }\n"A": ',
  );
});

test.each(["no field", "{prompt} {prompt}", "{other} {prompt}", "{prompt!r}", "{ {prompt}", "{prompt} }"])(
  "%s is refused",
  (template) => {
    expect(() => formatPrompt(template, "x")).toThrow(expect.objectContaining({ code: "invalid-wrapper" }));
  },
);
