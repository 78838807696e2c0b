import type { Cell, CellType } from "#cells/cell.ts";
import { type CellView, CELL_VIEWS } from "./views.ts";

/** Typed as one view for all kinds: a view gets only cells of its own kind. */
type AnyView = CellView<Cell>;

export function viewOf(type: CellType): AnyView {
  return CELL_VIEWS[type] as unknown as AnyView;
}
