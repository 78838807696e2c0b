import { expect, test } from "vitest";
import { headingsOf } from "./headings.ts";

const titlesOf = (source: string) =>
  headingsOf({ id: "text", type: "markdown", source }).map(({ depth, title }) => `${depth} ${title}`);

test("a text has the headings that Markdown sees in it", () => {
  expect(titlesOf("## One *title*\n\n- a list\n- **of two**\n")).toEqual(["2 One title"]);
  expect(titlesOf("Words.\n\n# First\n\n### Second ###")).toEqual(["1 First", "3 Second"]);
  expect(titlesOf("A title\non two lines\n===\n\nOther\n-")).toEqual(["1 A title\non two lines", "2 Other"]);
  expect(titlesOf("# One\r\n\r\nwords\r\n\r\n  ## Two\r\n")).toEqual(["1 One", "2 Two"]);
});

test("a mark in code, in a list or without its space makes no heading", () => {
  expect(titlesOf("```python\n# a comment\n```")).toEqual([]);
  expect(titlesOf("#hash")).toEqual([]);
  expect(titlesOf("- # in a list")).toEqual([]);
  expect(titlesOf("Words\n\n---\n\nmore")).toEqual([]);
  expect(titlesOf("# Title\n\n```python\n# a comment\n```")).toEqual(["1 Title"]);
});

test("a title may be a link that is defined below it", () => {
  expect(titlesOf("# See [the *guide*][1]\n\n[1]: https://example.com")).toEqual(["1 See the guide"]);
});
