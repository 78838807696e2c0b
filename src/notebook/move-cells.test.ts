import { expect, it } from "vitest";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { dropCells, moveCells } from "./move-cells.ts";
import { hiddenCells, withFolded } from "./sections.ts";

const cell = (id: string, source = id): Cell => ({ id, type: "markdown", source });
const abc: Notebook = { id: "n", title: "N", cells: ["a", "b", "c"].map((id) => cell(id)) };
/** A cell and two sections, the first one folded: "x", "H" over "1" and "2", "J" over "3". */
const folded = withFolded(
  {
    ...abc,
    cells: [cell("x"), cell("H", "# H"), cell("1"), cell("2"), cell("J", "# J"), cell("3")],
  },
  "H",
  true,
);
const ids = (notebook: Notebook) => notebook.cells.map(({ id }) => id).join("");

it("moves a cell or neighbours together by one place, and stops at the ends", () => {
  expect([
    ids(moveCells(abc, ["a"], "down")),
    ids(moveCells(abc, ["c"], "up")),
    ids(moveCells(abc, ["a", "b"], "down")),
    ids(moveCells(abc, ["b", "c"], "up")),
  ]).toEqual(["bac", "acb", "cab", "bca"]);
  expect([
    moveCells(abc, ["a", "b"], "up"),
    moveCells(abc, ["c"], "down"),
    moveCells(abc, ["unknown"], "down"),
  ]).toEqual([abc, abc, abc]);
});

it("takes along what a folded section hides", () => {
  expect([
    ids(moveCells(folded, ["H"], "up")),
    ids(moveCells(folded, ["H"], "down")),
    ids(dropCells(folded, ["H"], 6)),
    ids(dropCells(folded, ["H"], 0)),
  ]).toEqual(["H12xJ3", "xJH123", "xJ3H12", "H12xJ3"]);
});

it("passes a folded section as a whole", () => {
  expect([
    ids(moveCells(folded, ["x"], "down")),
    ids(moveCells(folded, ["J"], "up")),
    ids(dropCells(folded, ["x"], 2)),
    ids(dropCells(folded, ["3"], 2)),
  ]).toEqual(["H12xJ3", "xJH123", "H12xJ3", "xH123J"]);
});

it("opens a section that would hide a cell that was in sight", () => {
  const hidden = (notebook: Notebook) => [...hiddenCells(notebook)].join("");
  expect(hidden(folded)).toBe("12");
  expect(hidden(dropCells(folded, ["H"], 6))).toBe("12");
  expect(hidden(moveCells(folded, ["J"], "up"))).toBe("");
  expect(hidden(moveCells(folded, ["H"], "up"))).toBe("");
});

it("leaves the notebook as it is where a cell is dropped onto its own place", () => {
  for (const at of [1, 2, 3, 4]) expect(dropCells(folded, ["H"], at)).toBe(folded);
});
