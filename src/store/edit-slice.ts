import type { Wording } from "#base/message.ts";
import type { Cell, CellType } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";

/** Edits of cells; all can be undone. */
export interface EditActions {
  /** Restores the shipped template in its own document; can be undone. */
  readonly resetToTemplate: () => void;
  /** Replaces a template's untouched texts by those of the page's current language. */
  readonly translateTemplate: (before: (wording: Wording) => string) => void;

  readonly addCell: (type: CellType, at: { readonly after: CellId | null }) => CellId;
  readonly updateCell: (cell: Cell) => void;

  /** Applies an edit of several cells as one undo step. */
  readonly replaceNotebook: (next: Notebook) => void;
  /** Moving or duplicating a heading takes along what its folded section hides. */
  readonly moveCell: (id: CellId, direction: "up" | "down") => void;
  /** Moves a cell to before the cell at index `at`. */
  readonly dropCell: (id: CellId, at: number) => void;
  readonly duplicateCell: (id: CellId) => void;
  /** As `splitCell` of edits.ts; then selects the second half. */
  readonly splitCell: (id: CellId, offset: number) => void;
  /** Like redo, selects the cell that it changes. */
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (id: CellId | null) => void;
  readonly setEditing: (id: CellId | null) => void;
}
