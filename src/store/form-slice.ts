import type { Message } from "#base/message.ts";
import type { CellId } from "#notebook/cell.ts";

/** Each edit can be undone and runs nothing. */
export interface FormActions {
  /** Replaces the cell's code, and the code cells it takes its model from, with a form. @returns what a person should know about it. */
  readonly editAsForm: (id: CellId) => Promise<readonly Message[]>;
  /** The same for every cell that can be a form. */
  readonly editAllAsForms: () => Promise<readonly Message[]>;
  /** Restores the code of the form that the cell belongs to. */
  readonly backToCode: (id: CellId) => void;
}
