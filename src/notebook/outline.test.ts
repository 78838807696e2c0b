import { expect, it } from "vitest";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { outlineOf } from "./outline.ts";

const text = (id: string, source: string): Cell => ({ id, type: "markdown", source });
const notebookOf = (...cells: readonly Cell[]): Notebook => ({ id: "n", title: "N", cells });

it("lists headings by their text and level, and cells below the heading above them", () => {
  const outline = outlineOf(
    notebookOf(
      { id: "s", type: "signature" },
      text("a", "# *Phi-3* for `MLflow`\n\nSome text.\n\nUnderlined\n---\n"),
      { id: "m", type: "model", bundleId: "phi3-demo" },
      text("b", "No heading here.\n\n```\n# a comment\n```\n"),
      text("c", "#\n\n### Third"),
      { id: "p", type: "code", kind: "python", source: "# no heading" },
    ),
  );
  expect(outline).toEqual([
    { id: "s", cellId: "s", type: "signature", place: 1, level: 1, title: null },
    { id: "a 0", cellId: "a", type: "markdown", place: 2, level: 1, title: "Phi-3 for MLflow" },
    { id: "a 1", cellId: "a", type: "markdown", place: 2, level: 2, title: "Underlined" },
    { id: "m", cellId: "m", type: "model", place: 3, level: 3, title: null },
    { id: "c 0", cellId: "c", type: "markdown", place: 5, level: 3, title: "Third" },
    { id: "p", cellId: "p", type: "code", place: 6, level: 4, title: null },
  ]);
});

it("a text that would freeze the page has no headings", () => {
  expect(outlineOf(notebookOf(text("a", `# Title\n\n${"- ".repeat(5000)}a`)))).toEqual([]);
});
