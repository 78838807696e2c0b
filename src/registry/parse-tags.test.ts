import { expect, test } from "vitest";
import { parseTags } from "./parse-tags.ts";

test("reads one tag a line, with colons in its value", () => {
  expect(parseTags("stage: test\n\n link : http://a:1 \nempty:")).toEqual({
    stage: "test",
    link: "http://a:1",
    empty: "",
  });
});

test("names the line that has no key", () => {
  expect(() => parseTags("stage: test\njust a word")).toThrow(
    'Line 2 of the tags should be a key and a value, such as "stage: test"; found "just a word".',
  );
});

test("a key may be the name of what every object has", () => {
  expect(Object.entries(parseTags("__proto__: a\nconstructor: b"))).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
  ]);
});
