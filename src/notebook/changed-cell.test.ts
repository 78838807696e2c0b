import { expect, it } from "vitest";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { changedCell } from "./changed-cell.ts";
import { deleteCells, insertCells, updateCell } from "./edits.ts";
import { dropCells } from "./move-cells.ts";
import { withFolded } from "./sections.ts";

const cell = (id: string, source = id): Cell => ({ id, type: "markdown", source });
const abcd: Notebook = { id: "n", title: "N", cells: ["a", "b", "c", "d"].map((id) => cell(id)) };

it("goes to what came, or was edited", () => {
  const grown = insertCells(abcd, [cell("x"), cell("y")], "b");
  expect([changedCell(abcd, grown, "a"), changedCell(abcd, grown, "y")]).toEqual(["x", "y"]);
  expect(changedCell(abcd, updateCell(abcd, cell("c", "other")), "a")).toBe("c");
});

it("goes to what stands in the place of what went, or to the last", () => {
  expect(changedCell(abcd, deleteCells(abcd, ["b", "c"]), "b")).toBe("d");
  expect(changedCell(abcd, deleteCells(abcd, ["d"]), "a")).toBe("c");
  expect(changedCell(abcd, deleteCells(abcd, ["a", "b", "c", "d"]), "a")).toBeNull();
});

it("goes to the heading that hides what stands in that place", () => {
  const folded = withFolded({ ...abcd, cells: [cell("h", "# H"), cell("x"), cell("y")] }, "h", true);
  expect(changedCell(folded, deleteCells(folded, ["x"]), "x")).toBe("h");
});

it("goes to what moved, unless the selected cell moved with it", () => {
  const down = dropCells(abcd, ["a"], 3);
  const up = dropCells(abcd, ["d"], 1);
  expect([changedCell(abcd, down, "d"), changedCell(abcd, up, "a")]).toEqual(["a", "d"]);
  expect(changedCell(abcd, down, "b")).toBe("b");
});

it("stays where no cell changed", () => {
  expect(changedCell(abcd, { ...abcd, title: "Other" }, "b")).toBe("b");
});
