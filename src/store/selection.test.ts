import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import type { Cell } from "#cells/cell.ts";
import { isTextual } from "#notebook/edits.ts";
import { hiddenCells } from "#notebook/sections.ts";
import { createAppStore } from "./app-store.ts";
import { selectedCells } from "./selection-actions.ts";
import { fakePorts } from "./testing/fake-ports.ts";

/** A store whose document is text cells of one letter each. */
async function storeOf(letters: string) {
  const { getState } = createAppStore(fakePorts());
  await getState().start();
  await getState().newDocument("empty", "Letters");
  for (const cell of getState().notebook?.cells ?? []) getState().deleteCell(cell.id);
  let last: string | null = null;
  for (const letter of letters) {
    last = getState().addCell("markdown", { after: last });
    getState().updateCell({ id: last, type: "markdown", source: letter });
  }
  const cells = () => getState().notebook?.cells ?? [];
  const sourceOf = (cell: Cell) => (isTextual(cell) ? cell.source : "");
  return {
    getState,
    texts: () => cells().map(sourceOf).join(""),
    selection: () => selectedCells(getState()).map(sourceOf).join(""),
    select: (letter: string) =>
      getState().select(cells().find((cell) => sourceOf(cell) === letter)?.id ?? null),
  };
}

it("grows the selection from where it began, and takes cells out of it again", async () => {
  const { getState, selection, select } = await storeOf("abcd");
  select("b");
  const seen = ([1, 1, -1, -1, -1, -1] as const).map((step) => {
    getState().extendSelection(step);
    return selection();
  });
  expect(seen).toEqual(["bc", "bcd", "bc", "b", "ab", "ab"]);
  getState().collapseSelection();
  expect(selection()).toBe("a");
  getState().selectAll();
  expect(selection()).toBe("abcd");
});

it("cuts cells and pastes them below or above, each in one step of undo", async () => {
  const { getState, texts, selection, select } = await storeOf("abcd");
  select("a");
  getState().extendSelection(1);
  getState().cutCells();
  expect([texts(), selection()]).toEqual(["cd", "c"]);
  getState().pasteCells("below");
  expect([texts(), selection()]).toEqual(["cabd", "b"]);
  select("c");
  getState().pasteCells("above");
  expect(texts()).toBe("abcabd");
  for (let step = 0; step < 3; step++) getState().undo();
  expect(texts()).toBe("abcd");
});

it("pastes into another document what was copied in this one, with ids of its own", async () => {
  const { getState, texts, select } = await storeOf("ab");
  select("b");
  const copied = getState().selected;
  getState().copyCells();
  await getState().newDocument("empty", "Another");
  getState().pasteCells("below");
  expect(texts()).toBe("b");
  expect(getState().notebook?.cells.at(-1)?.id).not.toBe(copied);
});

it("deletes the selected cells, and selects what follows them", async () => {
  const { getState, texts, selection, select } = await storeOf("abcd");
  select("b");
  getState().extendSelection(1);
  expect(getState().deleteSelected()).toHaveLength(2);
  expect([texts(), selection()]).toEqual(["ad", "d"]);
});

it("goes past what a folded section hides, and deletes it along with what stands on both its sides", async () => {
  const { getState, texts, selection, select } = await storeOf("a#bc#d");
  const heads = getState().notebook?.cells.filter((cell) => isTextual(cell) && cell.source === "#") ?? [];
  for (const [at, cell] of heads.entries()) {
    getState().updateCell({ ...cell, source: `# ${at}` } as Cell);
  }
  select("c");
  getState().foldSection(getState().selected ?? "", true);
  expect(selection()).toBe("# 0");
  getState().selectNext(1);
  expect(selection()).toBe("# 1");
  getState().selectNext(-1);
  expect(selection()).toBe("# 0");
  getState().extendSelection(1);
  expect(selection()).toBe("# 0bc# 1");
  getState().deleteSelected();
  expect(texts()).toBe("ad");
});

it("opens a folded section for a cell that is selected in it, as no step of undo", async () => {
  const { getState, texts, select } = await storeOf("abc");
  const [heading, , c] = getState().notebook?.cells ?? [];
  getState().updateCell({ ...heading, source: "# a" } as Cell);
  getState().foldSection(heading?.id ?? "", true);
  const folded = () => hiddenCells(getState().notebook!).size > 0;
  expect(folded()).toBe(true);
  getState().select(c?.id ?? null);
  expect(folded()).toBe(false);
  select("# a");
  getState().foldSection(heading?.id ?? "", true);
  getState().addCell("markdown", { after: heading?.id ?? null });
  expect(folded()).toBe(false);
  getState().undo();
  expect(texts()).toBe("# abc");
});

it("copies, cuts and deletes with a folded heading what it hides", async () => {
  const { getState, texts, select } = await storeOf("a#b");
  const heading = getState().notebook?.cells[1];
  getState().updateCell({ ...heading, source: "# c" } as Cell);
  getState().foldSection(heading?.id ?? "", true);
  select("# c");
  getState().copyCells();
  getState().pasteCells("below");
  expect(texts()).toBe("a# cb# cb");
  getState().cutCells();
  expect(texts()).toBe("a# cb");
  getState().deleteCell(heading?.id ?? "");
  expect(texts()).toBe("a");
  getState().undo();
  expect(texts()).toBe("a# cb");
});

it("selects the cell that an undo or a redo changes, in whatever is selected then", async () => {
  const { getState, selection, select } = await storeOf("abc");
  select("b");
  getState().deleteSelected();
  select("a");
  getState().undo();
  expect(selection()).toBe("b");
  select("a");
  getState().redo();
  expect(selection()).toBe("c");
});

it("folds a section again by an undo while a cell in it is selected", async () => {
  const { getState, selection, select } = await storeOf("#bc");
  const heading = getState().notebook?.cells[0];
  getState().updateCell({ ...heading, source: "# a" } as Cell);
  getState().foldSection(heading?.id ?? "", true);
  getState().foldSection(heading?.id ?? "", false);
  select("b");
  getState().undo();
  expect([selection(), hiddenCells(getState().notebook!).size]).toEqual(["# a", 2]);
});

it("merges a cell alone with the one below, and says when there is none", async () => {
  const { getState, texts, select } = await storeOf("abc");
  select("b");
  expect(getState().mergeSelected()).toBe(true);
  expect(texts()).toBe("ab\n\nc");
  select("b\n\nc");
  expect(getState().mergeSelected()).toBe(false);
});
