import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LONGEST_SOURCE } from "#notebook/shown-start.ts";
import LongSource from "./long-source.tsx";

test("of code of ten megabytes the beginning is drawn, and the way to all of it", () => {
  const html = renderToStaticMarkup(
    <LongSource source={"x".repeat(10_000_000)} label="Code" onEdit={() => undefined} />,
  );
  expect(html.length).toBeLessThan(LONGEST_SOURCE + 1000);
  expect(html).toContain("The first 200,000 of 10,000,000 characters. The file keeps all of them.");
  expect(html).toContain(">Edit all of it</button>");
});
