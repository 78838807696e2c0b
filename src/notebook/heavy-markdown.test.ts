import { gfmFromMarkdown } from "mdast-util-gfm";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfm } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import { isHeavyMarkdown } from "./heavy-markdown.ts";

test.each([
  ["lists in lists", "- ".repeat(5000) + "a"],
  ["numbers in numbers", "1) ".repeat(5000) + "a"],
  ["quotes in quotes", ">".repeat(5000) + "a"],
  ["quotes and lists", "> - ".repeat(50) + "a"],
  ["empty quotes in quotes", "> ".repeat(60)],
  ["a nested line after others", `# Title\n\ntext\n${"> ".repeat(60)}a`],
  ["links that do not end", "[a](".repeat(20_000)],
  ["a wide table", `${"|a".repeat(20_000)}\n${"|-".repeat(20_000)}`],
  ["a long text", "word ".repeat(100_000)],
  ["many lines", "a\n".repeat(11_000)],
  ["many underlined headings", "a\n=\n".repeat(600)],
  ["many lists in lists", `${"- ".repeat(49)}a\n`.repeat(200)],
  ["emphasis that does not end", "_a*b ".repeat(4000)],
  ["code that does not end", Array.from({ length: 200 }, (_, i) => "`".repeat(i + 1)).join(" ")],
  [
    "a long paragraph of code that does not end",
    `${Array.from({ length: 9 }, (_, i) => "`".repeat(i + 1)).join(" ")} ${"a ".repeat(45_000)}`,
  ],
])("%s are shown as they are written", (_, source) => {
  expect(isHeavyMarkdown(source)).toBe(true);
});

test.each([
  ["a heading and a list", "# Title\n\n- a\n  - b\n    - c\n\n> quote\n> > again"],
  ["a ruler", "- ".repeat(60)],
  ["a ruler of stars", "* * * ".repeat(60)],
  ["a line of dashes", "-".repeat(500)],
  ["many links", "[a](b) ".repeat(3000)],
  ["much code", "Call `a()` or ``b`c``. ".repeat(3000)],
  ["many list items", "- a\n".repeat(4000)],
  ["a long table", `|a|b|\n|-|-|\n${"|1|2|\n".repeat(5000)}`],
])("%s are drawn", (_, source) => {
  expect(isHeavyMarkdown(source)).toBe(false);
});

test.each([
  ["lists", "- ".repeat(49) + "a"],
  ["lists in lists", `${"- ".repeat(49)}a\n`.repeat(100)],
  ["quotes", "> ".repeat(49) + "a"],
  ["links that do not end", "[a](".repeat(4000)],
  ["references", `${"[a][b]".repeat(1999)}\n\n[b]: x\n`],
  ["a wide table", `${"|a".repeat(6000)}\n${"|-".repeat(6000)}\n${"|b".repeat(6000)}`],
  ["emphasis that does not end", "_a*b ".repeat(2500)],
  ["code that does not end", Array.from({ length: 110 }, (_, i) => "`".repeat(i + 1)).join(" ")],
  ["underlined headings", "a\n=\n".repeat(500)],
])("%s just within the limits are read", (_, source) => {
  expect(isHeavyMarkdown(source)).toBe(false);
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  expect(tree.children.length).toBeGreaterThan(0);
});
