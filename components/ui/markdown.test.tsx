import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LONGEST_SOURCE } from "#notebook/shown-start.ts";
import { Markdown } from "./markdown.tsx";

test("of a text of five megabytes the beginning is drawn, with the count of all", () => {
  const html = renderToStaticMarkup(<Markdown source={"word ".repeat(1_000_000)} />);
  expect(html.length).toBeLessThan(LONGEST_SOURCE + 1000);
  expect(html).toContain("The first 200,000 of 5,000,000 characters. The file keeps all of them.");
});
