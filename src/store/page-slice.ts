/** The visit of the page. Functions, not methods. */
export interface PageActions {
  /** Reads the stored notebook of the last visit, or lays out the first template. */
  readonly start: () => Promise<void>;

  /** Saves what waits to be saved. */
  readonly flush: () => Promise<void>;
  /** For the moment when the page is left, which waits for nothing: what is not saved then is kept for the next visit. */
  readonly leavePage: () => void;
}
