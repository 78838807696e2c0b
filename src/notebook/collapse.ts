/**
 * Collapsed cells. They are stored where JupyterLab stores them, in the cell's metadata (`jupyter.source_hidden` and
 * `jupyter.outputs_hidden`), so that a saved file looks the same there. A cell with only one of the two hidden is open.
 */
import { isRecord } from "#base/record.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import { HIDDEN } from "./view-metadata.ts";

export function isCollapsed(cell: Cell): boolean {
  const { source_hidden: source, outputs_hidden: outputs } = jupyterMetadata(cell);
  return source === true && (outputs === true || cell.type === "markdown");
}

/** The notebook with those cells collapsed or opened. */
export function withCollapsed(notebook: Notebook, ids: readonly CellId[], collapsed: boolean): Notebook {
  const wanted = new Set(ids);
  const cells = notebook.cells.map((cell) =>
    wanted.has(cell.id) && isCollapsed(cell) !== collapsed ? withFlags(cell, collapsed) : cell,
  );
  return cells.every((cell, at) => cell === notebook.cells[at]) ? notebook : { ...notebook, cells };
}

function withFlags(cell: Cell, collapsed: boolean): Cell {
  const { source_hidden: _source, outputs_hidden: _outputs, ...others } = jupyterMetadata(cell);
  const flags = { ...others, ...(collapsed && { source_hidden: true, outputs_hidden: true }) };
  const { [HIDDEN]: _flags, ...rest } = cell.jupyter?.metadata ?? {};
  const metadata = { ...rest, ...(Object.keys(flags).length > 0 && { [HIDDEN]: flags }) };
  return { ...cell, jupyter: { ...cell.jupyter, metadata } };
}

function jupyterMetadata(cell: Cell): JupyterJson {
  const value = cell.jupyter?.metadata?.[HIDDEN];
  return isRecord(value) ? value : {};
}
