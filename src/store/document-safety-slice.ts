import type { AppErrorJson } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";

/** Why the requested document is not shown. It stays stored as it was. */
export interface DocumentProblem {
  readonly id: string;
  readonly title: Wording;
  /** "did-not-show": the page failed or ended while showing it. "unreadable": what is stored is not valid. */
  readonly kind: "did-not-show" | "unreadable";
  readonly error: AppErrorJson | null;
}

export interface DocumentSafetyState {
  readonly problem: DocumentProblem | null;
  /** Another tab has saved a newer version of the open document. */
  readonly isChangedElsewhere: boolean;
}

export interface DocumentSafetyActions {
  /** The document is on screen and the page is still running. */
  readonly documentShown: () => void;
  /** The document could not be drawn: closes it, and does not reopen it by itself. */
  readonly documentFailed: (error: unknown) => void;
  readonly openAnyway: () => Promise<void>;
  /** Replaces the document with what can be read of it. The stored original is kept beside it. */
  readonly repairDocument: () => Promise<void>;
  /** Checks whether another tab has saved a newer version, in case its message was missed. */
  readonly lookForChanges: () => Promise<void>;
  /** Shows the other tab's version. Unsaved edits of this tab become a document of their own first. */
  readonly takeOtherVersion: () => Promise<void>;
  /** Continues with what is on screen as a document of its own. */
  readonly saveAsCopy: () => Promise<void>;
}

export const NO_DOCUMENT_PROBLEM: DocumentSafetyState = { problem: null, isChangedElsewhere: false };
