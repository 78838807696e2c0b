import type { AppErrorJson } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";

/** Why the document that was asked for is not in sight. It is stored as it was. */
export interface DocumentProblem {
  readonly id: string;
  readonly title: Wording;
  /** "did-not-show": the page failed, or came to an end, while it was shown. "unreadable": what is stored makes no sense. */
  readonly kind: "did-not-show" | "unreadable";
  readonly error: AppErrorJson | null;
}

export interface DocumentSafetyState {
  readonly problem: DocumentProblem | null;
  /** Another tab has kept a later version of the document in sight. */
  readonly isChangedElsewhere: boolean;
}

/** Functions, not methods. */
export interface DocumentSafetyActions {
  /** The document is in sight, and the page goes on. */
  readonly documentShown: () => void;
  /** The document could not be drawn: it goes out of sight, and is not shown by itself again. */
  readonly documentFailed: (error: unknown) => void;
  readonly openAnyway: () => Promise<void>;
  /** Puts what can be read of the document in its place; what was stored is kept beside it. */
  readonly repairDocument: () => Promise<void>;
  /** Looks whether another tab has kept a later version: where messages of other tabs may have been missed. */
  readonly lookForChanges: () => Promise<void>;
  /** Shows the other tab's version. What is not saved here becomes a document of its own before. */
  readonly takeOtherVersion: () => Promise<void>;
  /** Goes on with what is in sight as a document of its own. */
  readonly saveAsCopy: () => Promise<void>;
}

export const NO_DOCUMENT_PROBLEM: DocumentSafetyState = { problem: null, isChangedElsewhere: false };
