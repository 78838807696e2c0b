import { expect, it } from "vitest";
import { isCollapsed, withCollapsed } from "./collapse.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";

const metadata = { tags: ["keep"], jupyter: { source_hidden: true, other: 1 } };
const notebook: Notebook = {
  id: "n",
  title: "N",
  cells: [
    { id: "s", type: "signature" },
    { id: "p", type: "code", kind: "python", source: "1", jupyter: { executionCount: 3, metadata } },
    { id: "t", type: "markdown", source: "Text", jupyter: { metadata } },
  ],
};
const collapsed = ({ cells }: Notebook): string[] => cells.filter(isCollapsed).map(({ id }) => id);

it("takes a cell for collapsed where Jupyter hides all of it", () => {
  expect(collapsed(notebook)).toEqual(["t"]);
});

it("collapses cells as JupyterLab writes it, and keeps what else stands there", () => {
  const all = withCollapsed(notebook, ["s", "p", "t"], true);
  expect(collapsed(all)).toEqual(["s", "p", "t"]);
  const hidden = { source_hidden: true, outputs_hidden: true };
  expect(all.cells.map((cell): Cell["jupyter"] => cell.jupyter)).toEqual([
    { metadata: { jupyter: hidden } },
    { executionCount: 3, metadata: { tags: ["keep"], jupyter: { ...hidden, other: 1 } } },
    { metadata },
  ]);
  expect(withCollapsed(all, ["s", "p"], false).cells.map((cell) => cell.jupyter?.metadata)).toEqual([
    {},
    { tags: ["keep"], jupyter: { other: 1 } },
    metadata,
  ]);
});

it("returns the same notebook where nothing changes", () => {
  expect(withCollapsed(notebook, ["t"], true)).toBe(notebook);
  expect(withCollapsed(notebook, ["s"], false)).toBe(notebook);
});
