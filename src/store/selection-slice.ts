import type { Cell } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";

/**
 * Each edit is one undo step. Copying, cutting, deleting or moving a heading takes along what its folded section
 * hides.
 */
export interface SelectionActions {
  /** Selects the next visible cell in that direction. */
  readonly selectNext: (step: 1 | -1) => void;
  /** Extends the selection to the next cell in that direction, or shrinks it by one. */
  readonly extendSelection: (step: 1 | -1) => void;
  /** Selects everything from the selected cell to this one. */
  readonly selectTo: (id: CellId) => void;
  readonly selectAll: () => void;
  /** Selects a single cell. */
  readonly collapseSelection: () => void;
  readonly copyCells: () => void;
  readonly cutCells: () => void;
  /** With their outputs at the time of copying. */
  readonly pasteCells: (where: "above" | "below") => void;
  /** @returns the removed cells. */
  readonly deleteSelected: () => readonly Cell[];
  readonly deleteCell: (id: CellId) => readonly Cell[];
  readonly moveSelected: (direction: "up" | "down") => void;
  /** A single cell is merged with the one below. @returns whether that was possible. */
  readonly mergeSelected: () => boolean;
  /** Collapses or opens cells. */
  readonly setCollapsed: (ids: readonly CellId[], collapsed: boolean) => void;
  /** Folds or opens the section that the cell starts or is in; a selection inside it moves to its heading. */
  readonly foldSection: (id: CellId, folded: boolean) => void;
  /** @returns whether any cell had the other type. */
  readonly changeSelectedType: (type: "markdown" | "code") => boolean;
}
