import { expect, test } from "vitest";
import { replaceSection } from "./marked-section.ts";

test("what stands between the markers is replaced, and nothing else", () => {
  const text = "# Title\n\n<!-- bench -->\n\nold\n\n<!-- /bench -->\n\nThe rest.\n";
  const expected = "# Title\n\n<!-- bench -->\n\nnew\n\n<!-- /bench -->\n\nThe rest.\n";
  expect(replaceSection(text, "bench", "new")).toBe(expected);
  expect(replaceSection(expected, "bench", "new")).toBe(expected);
});

test("content is taken as it is, with dollar signs and all", () => {
  expect(replaceSection("<!-- a --><!-- /a -->", "a", "$& $1")).toBe("<!-- a -->\n\n$& $1\n\n<!-- /a -->");
});

test.each([
  "no markers",
  "<!-- a --> without an end",
  "<!-- /a --> first <!-- a -->",
  "<!-- a --><!-- /a --><!-- a --><!-- /a -->",
])("a text without one place to write to is refused: %s", (text) => {
  expect(() => replaceSection(text, "a", "")).toThrow("Expected <!-- a --> and then <!-- /a -->, each once.");
});
