import { expect, test } from "vitest";
import type { CellState } from "#kernel/cell-state.ts";
import type { MarkdownCell } from "#cells/markdown/markdown-cell.ts";
import { changedCells } from "./cell-changes.ts";

const text = (id: string, source = ""): MarkdownCell => ({ id, type: "markdown", source });
const queued: CellState = { status: "queued", output: null };

function seen(cells: readonly MarkdownCell[], rest: Partial<Parameters<typeof changedCells>[0]> = {}) {
  const notebook = { id: "n", title: "", cells };
  return {
    notebook,
    cellStates: new Map<string, CellState>(),
    selected: "a",
    anchor: null,
    editing: null,
    ...rest,
  };
}

const [a, b, c] = [text("a"), text("b"), text("c")] as const;
const before = seen([a, b, c]);

test("typing changes the cell that is typed in", () => {
  expect(changedCells(before, seen([a, text("b", "x"), c]))).toEqual(new Set(["b"]));
});

test("a run changes the cells whose state is another", () => {
  const running = seen([a, b, c], { cellStates: new Map([["c", queued]]) });
  expect(changedCells(before, running)).toEqual(new Set(["c"]));
  expect(changedCells(running, before)).toEqual(new Set(["c"]));
});

test("going to another cell changes both", () => {
  expect(changedCells(before, { ...before, selected: "b", editing: "b" })).toEqual(new Set(["a", "b"]));
});

test("any cell may be changed when cells come, go or move, or several are selected", () => {
  const others = [seen([a, b]), seen([b, a, c]), { ...before, anchor: "c" }, { ...before, selected: null }];
  expect(others.map((other) => [changedCells(before, other), changedCells(other, before)])).toEqual(
    others.map(() => [null, null]),
  );
});

test("what no cell shows changes none", () => {
  expect(changedCells(before, { ...before })).toEqual(new Set());
});
