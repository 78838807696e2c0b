import type { Cell } from "#notebook/cell.ts";
import type { AppActions } from "#store/app-state.ts";
import { focusPrimary } from "./focus-cell.ts";

/** Opens a collapsed cell, and gives its text's editor, or its first field, the focus. */
export function editCell(
  { setCollapsed, setEditing }: Pick<AppActions, "setCollapsed" | "setEditing">,
  cell: Cell,
): void {
  setCollapsed([cell.id], false);
  if (cell.type === "markdown") setEditing(cell.id);
  else focusPrimary(cell.id);
}
