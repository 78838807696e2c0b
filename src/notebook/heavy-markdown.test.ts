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
  ["much emphasis", "*a* ".repeat(40_000)],
  ["emphasis by underscores", "__a__ ".repeat(4000)],
  ["a long list", "- a\n".repeat(40_000)],
])("%s are shown as they are written", (_, source) => {
  expect(isHeavyMarkdown(source)).toBe(true);
});

test.each([
  ["a heading and a list", "# Title\n\n- a\n  - b\n    - c\n\n> quote\n> > again"],
  ["a ruler", "- ".repeat(60)],
  ["a ruler of stars", "* * * ".repeat(60)],
  ["a line of dashes", "-".repeat(500)],
  ["many links", "[a](b) ".repeat(3000)],
  ["a long table", `|a|b|\n|-|-|\n${"|1|2|\n".repeat(5000)}`],
])("%s are drawn", (_, source) => {
  expect(isHeavyMarkdown(source)).toBe(false);
});

test.each([
  ["lists", "- ".repeat(49) + "a"],
  ["quotes", "> ".repeat(49) + "a"],
  ["links that do not end", "[a](".repeat(4000)],
  ["references", `${"[a][b]".repeat(1999)}\n\n[b]: x\n`],
  ["a wide table", `${"|a".repeat(6000)}\n${"|-".repeat(6000)}\n${"|b".repeat(6000)}`],
  ["emphasis that does not end", "*a ".repeat(10_000)],
  ["emphasis", "*a* ".repeat(5000)],
  ["items", "- a\n".repeat(10_000)],
  ["code that does not end", Array.from({ length: 600 }, (_, i) => "`".repeat(i + 1)).join(" ")],
])("%s just within the limits are read", (_, source) => {
  expect(isHeavyMarkdown(source)).toBe(false);
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  expect(tree.children.length).toBeGreaterThan(0);
});
