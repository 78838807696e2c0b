/** Edits of the document: pure functions Notebook -> Notebook. An edit that changes nothing returns the same object. */
import type { Cell, CellId, Notebook } from "./cell.ts";

/** `after` null: at the top. */
export function addCell(notebook: Notebook, cell: Cell, after: CellId | null): Notebook {
  const at = after === null ? 0 : indexOf(notebook, after) + 1;
  return withCells(notebook, notebook.cells.toSpliced(at, 0, cell));
}

export function updateCell(notebook: Notebook, cell: Cell): Notebook {
  const at = indexOf(notebook, cell.id);
  if (at < 0 || notebook.cells[at] === cell) return notebook;
  return withCells(notebook, notebook.cells.with(at, cell));
}

/** Moves a cell to where it stands at `index` afterwards; beyond an end it stops there. */
export function moveCellTo(notebook: Notebook, id: CellId, index: number): Notebook {
  const from = indexOf(notebook, id);
  const cell = notebook.cells[from];
  const to = Math.max(0, Math.min(index, notebook.cells.length - 1));
  if (!cell || from === to) return notebook;
  return withCells(notebook, notebook.cells.toSpliced(from, 1).toSpliced(to, 0, cell));
}

export function moveCell(notebook: Notebook, id: CellId, direction: "up" | "down"): Notebook {
  return moveCellTo(notebook, id, indexOf(notebook, id) + (direction === "up" ? -1 : 1));
}

export function duplicateCell(notebook: Notebook, id: CellId, newId: CellId): Notebook {
  const cell = notebook.cells[indexOf(notebook, id)];
  return cell ? addCell(notebook, { ...cell, id: newId }, id) : notebook;
}

export function deleteCell(notebook: Notebook, id: CellId): Notebook {
  const at = indexOf(notebook, id);
  return at < 0 ? notebook : withCells(notebook, notebook.cells.toSpliced(at, 1));
}

function indexOf(notebook: Notebook, id: CellId): number {
  return notebook.cells.findIndex((cell) => cell.id === id);
}

function withCells(notebook: Notebook, cells: readonly Cell[]): Notebook {
  return { ...notebook, cells };
}
