import { expect, it } from "vitest";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { hiddenCells, sectionAt, withCellInSight, withFolded } from "./sections.ts";

const text = (id: string, source: string): Cell => ({ id, type: "markdown", source });
const notebook: Notebook = {
  id: "n",
  title: "N",
  cells: [
    { id: "s", type: "signature" },
    text("h1", "# One"),
    text("h2", "### Small\n\n## Two, *the* higher\n\n## Two again"),
    text("t", "Text"),
    text("h3", "### Three"),
    { id: "s3", type: "signature" },
    text("h4", "## Four"),
    text("h5", "# Five"),
  ],
};
const ids = (id: string) => sectionAt(notebook, id)?.ids;

it("takes a section to the next heading of its level or a higher one", () => {
  expect(ids("h1")).toEqual(["h2", "t", "h3", "s3", "h4"]);
  expect(ids("h2")).toEqual(["t", "h3", "s3"]);
  expect(ids("h3")).toEqual(["s3"]);
  expect(sectionAt(notebook, "s3")).toEqual({ headingId: "h3", title: "Three", folded: false, ids: ["s3"] });
  expect(sectionAt(notebook, "h2")?.title).toBe("Two, the higher");
});

it("knows no section above all headings, and none that is empty", () => {
  expect(sectionAt(notebook, "s")).toBeNull();
  expect(sectionAt(notebook, "h5")).toBeNull();
  expect(sectionAt(notebook, "h4")?.headingId).toBe("h1");
});

it("folds a section as JupyterLab writes it, and keeps what else stands there", () => {
  const cells = notebook.cells.map((cell) =>
    cell.id === "h2" ? { ...cell, jupyter: { metadata: { tags: ["keep"] } } } : cell,
  );
  const folded = withFolded({ ...notebook, cells }, "h2", true);
  expect(folded.cells[2]?.jupyter).toEqual({
    metadata: { tags: ["keep"], "jp-MarkdownHeadingCollapsed": true },
  });
  expect([...hiddenCells(folded)]).toEqual(["t", "h3", "s3"]);
  expect(sectionAt(folded, "h2")?.folded).toBe(true);
  expect(withFolded(folded, "h2", false).cells[2]?.jupyter).toEqual({ metadata: { tags: ["keep"] } });
});

it("opens every section that hides a cell, and no other", () => {
  const folded = ["h1", "h2", "h3"].reduce((next, id) => withFolded(next, id, true), notebook);
  expect([...hiddenCells(withCellInSight(folded, "t"))]).toEqual(["s3"]);
  expect(hiddenCells(withCellInSight(folded, "s3")).size).toBe(0);
});

it("returns the same notebook where nothing changes", () => {
  expect(withFolded(notebook, "h1", false)).toBe(notebook);
  expect(withFolded(notebook, "none", true)).toBe(notebook);
  expect(withCellInSight(notebook, "t")).toBe(notebook);
});

it("is known of each of many headings, all of one level", () => {
  const cells = Array.from({ length: 20_000 }, (_, at) => text(`c${at}`, at % 2 === 0 ? `# ${at}` : "Text"));
  const long = { ...notebook, cells };
  expect(sectionAt(long, "c19998")?.ids).toEqual(["c19999"]);
  expect(sectionAt(long, "c0")).toEqual({ headingId: "c0", title: "0", folded: false, ids: ["c1"] });
});
