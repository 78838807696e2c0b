import type { Cell, CellType } from "#cells/cell.ts";
import { type CellView, CELL_VIEWS } from "./views.ts";

/** Seen by each cell as one for all: a view is given only cells of its own kind. */
type AnyView = CellView<Cell>;

export function viewOf(type: CellType): AnyView {
  return CELL_VIEWS[type] as unknown as AnyView;
}
