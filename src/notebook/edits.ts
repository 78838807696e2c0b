/** Edits of the document: pure functions Notebook -> Notebook. An edit that changes nothing returns the same object. */
import type { Cell, TextualCell } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";
import { savedAttachments } from "./saved-attachments.ts";

/** A copy of the cell. */
export function copyOf(cell: Cell, id: CellId): Cell {
  const { jupyter } = cell;
  return { ...cell, id, ...(jupyter?.json !== undefined && { jupyter: { ...jupyter, isCopy: true } }) };
}

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

/** Inserts copies behind the cells, which must be neighbours. */
export function duplicateCells(notebook: Notebook, ids: readonly CellId[], newId: () => CellId): Notebook {
  const cells = cellsOf(notebook, ids);
  const copies = cells.map((cell) => copyOf(cell, newId()));
  return insertCells(notebook, copies, cells.at(-1)?.id ?? null);
}

/** Inserts cells below `after`, or at the top if that is null. */
export function insertCells(notebook: Notebook, cells: readonly Cell[], after: CellId | null): Notebook {
  const at = after === null ? 0 : indexOf(notebook, after) + 1;
  return cells.length === 0 ? notebook : withCells(notebook, notebook.cells.toSpliced(at, 0, ...cells));
}

export function deleteCells(notebook: Notebook, ids: readonly CellId[]): Notebook {
  const gone = new Set(ids);
  const cells = notebook.cells.filter((cell) => !gone.has(cell.id));
  return cells.length === notebook.cells.length ? notebook : withCells(notebook, cells);
}

/** Cells that hold a single text: those that can be split, merged and converted. */
export function isTextual(cell: Cell): cell is TextualCell {
  return cell.type === "markdown" || cell.type === "code";
}

/**
 * Merges neighbours into one cell of the first one's type, with the attachments of all. As in JupyterLab, outputs of code are removed,
 * because another source gave them. Changes nothing unless all are textual.
 */
export function mergeCells(notebook: Notebook, ids: readonly CellId[]): Notebook {
  const cells = cellsOf(notebook, ids);
  const [first, ...rest] = cells;
  if (!first || rest.length === 0 || !isTextual(first) || !cells.every(isTextual)) return notebook;
  const merged = { ...first, source: cells.map((cell) => cell.source).join("\n\n") };
  return deleteCells(
    updateCell(notebook, isPython(first) ? withoutOutputs(merged) : withAttachments(merged, rest)),
    rest.map((cell) => cell.id),
  );
}

/**
 * Splits a textual cell before the character at `offset`; line breaks at the cut are removed, as in Jupyter. Outputs stay with the second
 * half, whose last line gave the result.
 */
export function splitCell(notebook: Notebook, id: CellId, offset: number, newId: CellId): Notebook {
  const cell = notebook.cells[indexOf(notebook, id)];
  if (!cell || !isTextual(cell)) return notebook;
  const before = { ...cell, source: cell.source.slice(0, offset).replace(/(?<!\n)\n+$/, "") };
  const after = copyOf({ ...cell, source: cell.source.slice(offset).replace(/^\n+/, "") }, newId);
  return addCell(updateCell(notebook, withoutOutputs(before)), withoutCount(after), id);
}

/** Converts code cells to text cells, or back. Cells of other types stay. */
export function changeType(notebook: Notebook, ids: readonly CellId[], type: "markdown" | "code"): Notebook {
  const wanted = new Set(ids);
  const changed = notebook.cells.map((cell): Cell => {
    if (!wanted.has(cell.id) || !isTextual(cell) || cell.type === type) return cell;
    const { id, source, jupyter } = withoutOutputs(cell);
    const kept = jupyter && { jupyter };
    return type === "markdown"
      ? { id, type, source, ...kept }
      : { id, type, kind: "python", source, ...kept };
  });
  return changed.every((cell, at) => cell === notebook.cells[at]) ? notebook : withCells(notebook, changed);
}

function isPython(cell: TextualCell): boolean {
  return cell.type === "code" && cell.kind === "python";
}

/** Outputs from Jupyter came from another source, so they go. Text and raw cells keep their attachments. */
function withoutOutputs(cell: TextualCell): TextualCell {
  const { jupyter } = cell;
  if (!jupyter || !isPython(cell)) return cell;
  if (jupyter.json !== undefined)
    return { ...cell, jupyter: { ...jupyter, outputs: [], executionCount: null } };
  const { outputs: _outputs, executionCount: _count, ...kept } = jupyter;
  const { jupyter: _before, ...own } = cell;
  return Object.keys(kept).length > 0 ? { ...own, jupyter: kept } : own;
}

function withoutCount(cell: Cell): Cell {
  const { jupyter } = cell;
  return jupyter && cell.type === "code" ? { ...cell, jupyter: { ...jupyter, executionCount: null } } : cell;
}

/** If two attachments have the same name, the first one stays. */
function withAttachments(cell: TextualCell, others: readonly Cell[]): TextualCell {
  const all = [...others.toReversed(), cell].map(savedAttachments);
  const attachments = Object.fromEntries(all.flatMap((each) => Object.entries(each)));
  return Object.keys(attachments).length === 0
    ? cell
    : { ...cell, jupyter: { ...cell.jupyter, attachments } };
}

function cellsOf({ cells }: Notebook, ids: readonly CellId[]): readonly Cell[] {
  const wanted = new Set(ids);
  return cells.filter((cell) => wanted.has(cell.id));
}

function indexOf(notebook: Notebook, id: CellId): number {
  return notebook.cells.findIndex((cell) => cell.id === id);
}

function withCells(notebook: Notebook, cells: readonly Cell[]): Notebook {
  return { ...notebook, cells };
}
