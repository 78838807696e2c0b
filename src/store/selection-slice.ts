import type { Cell } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";

/**
 * Functions, not methods. All edits are undoable, each in one step. What a folded section hides is copied, cut, deleted and moved with
 * its heading.
 */
export interface SelectionActions {
  /** Selects the next cell in that direction that no folded section hides. */
  readonly selectNext: (step: 1 | -1) => void;
  /** Takes the next cell in that direction into the selection, or the last one out of it. */
  readonly extendSelection: (step: 1 | -1) => void;
  /** Selects everything from the selected cell to this one. */
  readonly selectTo: (id: CellId) => void;
  readonly selectAll: () => void;
  /** Leaves one cell selected. */
  readonly collapseSelection: () => void;
  readonly copyCells: () => void;
  readonly cutCells: () => void;
  /** With the outputs that the cells had when they were copied. */
  readonly pasteCells: (where: "above" | "below") => void;
  /** @returns what is gone. */
  readonly deleteSelected: () => readonly Cell[];
  readonly deleteCell: (id: CellId) => readonly Cell[];
  readonly moveSelected: (direction: "up" | "down") => void;
  /** One cell alone is merged with the one below. @returns whether that could be done. */
  readonly mergeSelected: () => boolean;
  /** Collapses cells, or opens them. */
  readonly setCollapsed: (ids: readonly CellId[], collapsed: boolean) => void;
  /** Folds the section that the cell begins or stands in, or opens it; a selection in it goes to its heading. */
  readonly foldSection: (id: CellId, folded: boolean) => void;
  /** @returns whether there was a cell of the other type. */
  readonly changeSelectedType: (type: "markdown" | "code") => boolean;
}
