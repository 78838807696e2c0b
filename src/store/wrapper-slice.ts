import type { CellId } from "#notebook/cell.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";

/** Functions, not methods. */
export interface WrapperActions {
  /**
   * Wrapper cells: a change in the form regenerates the code (asking is the interface's matter when there are hand
   * edits). A change in the code comes as `editCode` follows it into the form: reading Python is not the store's matter, and
   * is loaded with the wrapper's view.
   */
  readonly setWrapperForm: (id: CellId, form: Wrapper) => void;
  readonly setWrapper: (id: CellId, wrapper: WrapperSource) => void;
  /**
   * Puts a wrapper cell on the other option, in one step of undo, and with it the inputs of the cells that ask it and the texts
   * and the title of a template that nobody has touched. A saying tells so.
   */
  readonly convertWrapper: (id: CellId, form: Wrapper) => Promise<void>;
  readonly discardWrapperEdits: (id: CellId) => void;
}
