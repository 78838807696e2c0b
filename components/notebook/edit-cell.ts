import type { Cell } from "#cells/cell.ts";
import type { AppActions } from "#store/app-state.ts";
import { focusPrimary } from "./focus-cell.ts";

/** Opens a collapsed cell, and gives its text's editor, or its first field, the focus. */
export function editCell(
  { setCollapsed, setEditing }: Pick<AppActions, "setCollapsed" | "setEditing">,
  cell: Cell,
): void {
  setCollapsed([cell.id], false);
  if (cell.type === "markdown") setEditing(cell.id);
  // A text that is open already, while its cell has the focus, opens no editor that would take it.
  focusPrimary(cell.id);
}
