import type { DocumentBase, OpenDocument } from "./open-document.ts";

/** What every slice of the state is built on. */
export interface App extends DocumentBase {
  readonly document: OpenDocument;
}
