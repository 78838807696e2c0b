import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AnsiText } from "./ansi-text.tsx";

const MARKS = "\u0301".repeat(100);

test.each([
  ["a colour", "\u001B[0m"],
  ["a letter that is gone in the end", "x\b"],
])("marks on one letter are not more than a page can draw, where %s stands between them", (_, between) => {
  const text = `a${(MARKS + between).repeat(300)}`;
  expect(renderToStaticMarkup(<AnsiText text={text} />).replace(/^a\u0301+/, "")).toMatch(/^\uFFFDx?$/);
});
