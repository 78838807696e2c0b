import type { CellId } from "#notebook/cell.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";

export interface WrapperActions {
  /**
   * Edits of wrapper cells. A change in the form regenerates the code; the interface asks first if the code has hand edits. For a change
   * in the code, the caller passes what `editCode` made of the form: reading Python is loaded with the wrapper's view, not with the
   * store.
   */
  readonly setWrapperForm: (id: CellId, form: Wrapper) => void;
  readonly setWrapper: (id: CellId, wrapper: WrapperSource) => void;
  /**
   * Switches a wrapper cell to the other option in one undo step. Converts the inputs of the cells that ask it, and a template's
   * untouched texts and title. A notice says so.
   */
  readonly convertWrapper: (id: CellId, form: Wrapper) => Promise<void>;
  readonly discardWrapperEdits: (id: CellId) => void;
}
