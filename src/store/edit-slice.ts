import type { Wording } from "#base/message.ts";
import type { Cell, CellType } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";

/** Edits of cells; all undoable. Functions, not methods. */
export interface EditActions {
  /** Puts the shipped template back in its own document; undoable. */
  readonly resetToTemplate: () => void;
  /** Puts a template's untouched texts from a language into the one that the page has now. */
  readonly translateTemplate: (before: (wording: Wording) => string) => void;

  readonly addCell: (type: CellType, at: { readonly after: CellId | null }) => CellId;
  readonly updateCell: (cell: Cell) => void;

  /** Puts the result of an edit of several cells in place, as one step of undo. */
  readonly replaceNotebook: (next: Notebook) => void;
  /** What a folded section hides is moved and duplicated with its heading. */
  readonly moveCell: (id: CellId, direction: "up" | "down") => void;
  /** Moves a cell to before the one that stands at `at` now. */
  readonly dropCell: (id: CellId, at: number) => void;
  readonly duplicateCell: (id: CellId) => void;
  /** As `splitCell` of edits.ts; then the second half is selected. */
  readonly splitCell: (id: CellId, offset: number) => void;
  /** As redo, selects the cell that it changes. */
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (id: CellId | null) => void;
  readonly setEditing: (id: CellId | null) => void;
}
