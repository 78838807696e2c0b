import type { Cell } from "#cells/cell.ts";
import type { AppActions } from "#store/app-state.ts";
import { focusPrimary } from "./focus-cell.ts";

/** Opens a collapsed cell, and focuses its text's editor or its first field. */
export function editCell(
  { setCollapsed, setEditing }: Pick<AppActions, "setCollapsed" | "setEditing">,
  cell: Cell,
): void {
  setCollapsed([cell.id], false);
  if (cell.type === "markdown") setEditing(cell.id);
  // A text that is already open, while its cell has the focus, does not open another editor that would take it.
  focusPrimary(cell.id);
}
