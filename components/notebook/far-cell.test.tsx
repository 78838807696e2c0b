import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Cell } from "#cells/cell.ts";
import { FarCell, farHeight } from "./far-cell.tsx";

const text = (source: string): Cell => ({ id: "a", type: "markdown", source });

test("a text far from the window keeps its heading and its words", () => {
  expect(renderToStaticMarkup(<FarCell cell={text("## A title\n\nTwo <b>words</b>.")} />)).toBe(
    '<div role="heading" aria-level="2">A title</div><p class="far-text">\n\nTwo &lt;b&gt;words&lt;/b&gt;.</p>',
  );
  expect(renderToStaticMarkup(<FarCell cell={text("No heading")} />)).toBe(
    '<p class="far-text">No heading</p>',
  );
});

test("a comment in code is no heading", () => {
  const code: Cell = { id: "a", type: "code", kind: "python", source: "# One\nprint(1)" };
  expect(renderToStaticMarkup(<FarCell cell={code} />)).toBe('<p class="far-text"># One\nprint(1)</p>');
});

test("its height grows with its lines, the wrapped ones too", () => {
  expect(farHeight(text("one"))).toBe(84);
  expect(farHeight(text("one\ntwo\n\n"))).toBe(108);
  expect(farHeight(text("x".repeat(200)))).toBe(132);
});

test("of a long text the beginning stands for it", () => {
  expect(renderToStaticMarkup(<FarCell cell={text("x".repeat(5_000_000))} />).length).toBeLessThan(21_000);
});
