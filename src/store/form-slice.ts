import type { Message } from "#base/message.ts";
import type { CellId } from "#notebook/cell.ts";

/** Functions, not methods. Each edit is undoable, and runs nothing. */
export interface FormActions {
  /** Puts a form in place of the cell's code, and of the cells that it takes its model from. @returns what a person should know of it. */
  readonly editAsForm: (id: CellId) => Promise<readonly Message[]>;
  /** The same for all cells that can be forms. */
  readonly editAllAsForms: () => Promise<readonly Message[]>;
  /** Puts the code back in place of the form that the cell belongs to. */
  readonly backToCode: (id: CellId) => void;
}
