/** The visit of the page. */
export interface PageActions {
  /** Opens the stored notebook of the last visit, or the first template. */
  readonly start: () => Promise<void>;

  /** Saves pending edits. */
  readonly flush: () => Promise<void>;
  /** Keeps unsaved edits for the next visit. @returns false if there is no room for them: they are lost if the page closes now. */
  readonly keepEdits: () => boolean;
  /** For the moment when the page is left, which waits for nothing: unsaved edits are kept for the next visit. */
  readonly leavePage: () => void;
}
