import type { Wording } from "#base/message.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { TemplateId } from "#notebook/templates.ts";

export interface ListedDocument {
  readonly id: string;
  /** A template's title is a message of the page; other documents have a title of the person's. */
  readonly title: Wording;
}

export interface OpenedDocument {
  readonly title: string;
  /** What a person should know about how it was read, in sentences. */
  readonly notes: readonly Wording[];
  /** Whether some of its code can be edited as forms. */
  readonly hasForms: boolean;
}

/** Opening a document runs nothing, and leaves the stored form of the current one alone. */
export interface DocumentActions {
  readonly refreshDocuments: () => Promise<void>;
  readonly openDocument: (id: string) => Promise<void>;
  /** A fresh copy of a template, beside the person's version of it, or an empty document. */
  readonly newDocument: (from: TemplateId | "empty", title: string) => Promise<void>;
  /** Undoable. */
  readonly renameDocument: (title: string) => void;
  /** @param title of the copy. */
  readonly duplicateDocument: (title: string) => Promise<void>;
  /** Deletes the open document and opens another. @returns a function that restores it. */
  readonly deleteDocument: () => Promise<{ title: string; undo: () => Promise<void> }>;
  /**
   * The open document as an .ipynb; its stored form if it cannot be read.
   * @param demoUrl where Jupyter can fetch the embedded model.
   */
  readonly toIpynb: (demoUrl: string) => Promise<{ fileName: string; text: string }>;
  /**
   * Opens an .ipynb as a document of its own.
   * @param models cells that name the one model use the other.
   * @throws AppError "invalid-document"; nothing has changed then.
   */
  readonly openIpynb: (
    text: string,
    name: string,
    models?: { readonly from: string | null; readonly to: string },
  ) => Promise<OpenedDocument>;
  /** @throws AppError "invalid-argument", "network", "invalid-document". */
  readonly openIpynbFrom: (address: string, pageUrl: string) => Promise<OpenedDocument>;
  /** @throws AppError "unsupported" if the document is too long for a link. */
  readonly toLink: (pageUrl: string) => Promise<string>;
  /** What a shared link contains, before it is opened. @throws AppError "invalid-document". */
  readonly readLink: (fragment: string) => Promise<Notebook>;
  /** Opens a document beside the others. */
  readonly openShared: (notebook: Notebook) => Promise<void>;
}
