/** What keeps a person's work within reach: documents that do not show, and documents that two tabs have open. */
import { AppError, type AppErrorJson } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import { jsonText, repairNotebook } from "#notebook/repair-notebook.ts";
import { TEMPLATE_TITLES, templateOf } from "#notebook/templates.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { AppState, Notice } from "./app-state.ts";
import { type DocumentStorage, ownDocumentId, type StoredDocument, titleOf } from "./document-storage.ts";
import type { ShowMark } from "./show-mark.ts";
import type { Tabs } from "./tabs.ts";

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

interface DocumentSafetyOptions {
  readonly documents: DocumentStorage;
  readonly storage: NotebookStorage;
  readonly tabs: Tabs;
  readonly mark: ShowMark;
  readonly newId: () => string;
  readonly say: (wording: Wording) => string;
  readonly get: () => Pick<AppState, "notebook" | "save" | "problem">;
  readonly set: (part: Partial<DocumentSafetyState>) => void;
  readonly notify: (notice: Omit<Notice, "id">) => void;
  readonly now: () => StoredDocument;
  /** Takes the document out of sight without a last save. */
  readonly clear: () => void;
  readonly stopAll: () => Promise<void>;
  readonly open: (id: string) => Promise<boolean>;
  readonly replaceDocument: (document: StoredDocument) => void;
  readonly saveAtOnce: () => Promise<void>;
  /** What waits to be saved is not. */
  readonly dropSaving: () => void;
  readonly refreshDocuments: () => Promise<void>;
}

export function createDocumentSafetyActions(options: DocumentSafetyOptions) {
  const { documents, storage, tabs, mark, newId, say, get, set, notify, now, open, replaceDocument } =
    options;
  /** As it was when drawing it failed: it may not be stored. */
  let failed: Notebook | null = null;

  tabs.onSaved(({ id, revision }) => {
    if (get().notebook?.id !== id) void options.refreshDocuments();
    else if (documents.isOutdatedBy(id, revision)) set({ isChangedElsewhere: true });
  });

  async function told(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      notify({ tone: "error", text: AppError.from(thrown, "storage").wording });
    }
  }

  async function problemJson(id: string): Promise<unknown> {
    return failed?.id === id ? toJson(failed) : documents.raw(id);
  }

  async function showProblem({ id, ...problem }: Omit<DocumentProblem, "title">): Promise<void> {
    const template = templateOf(id);
    const title =
      template === null ? titleOf(await problemJson(id).catch(() => null), id) : TEMPLATE_TITLES[template];
    options.clear();
    set({ problem: { id, title, ...problem }, isChangedElsewhere: false });
  }

  const actions: DocumentSafetyActions = {
    documentShown: () => mark.clear(),

    documentFailed(thrown) {
      const { notebook } = get();
      if (notebook === null) return;
      failed = notebook;
      mark.set(notebook.id);
      void options
        .saveAtOnce()
        .then(() =>
          showProblem({ kind: "did-not-show", id: notebook.id, error: AppError.from(thrown).toJson() }),
        );
    },

    async openAnyway() {
      const { problem } = get();
      if (problem !== null) await open(problem.id);
    },

    repairDocument: () =>
      told(async () => {
        const { problem } = get();
        if (problem === null) return;
        const { id, kind } = problem;
        const json = await problemJson(id);
        // It tells this tab which revision it goes on from.
        await documents.load(id).catch(() => null);
        await storage.save(`${id} (before repair)`, { notebook: json });
        const title = titleOf(json, say(problem.title));
        const plain = kind === "did-not-show";
        replaceDocument({ notebook: repairNotebook(json, { id, title, plain, newId }), runs: new Map() });
        await options.saveAtOnce();
        await options.refreshDocuments();
      }),

    async lookForChanges() {
      const { notebook } = get();
      if (notebook === null) return;
      const isChangedElsewhere = await documents.isChangedElsewhere(notebook.id).catch(() => false);
      if (isChangedElsewhere) set({ isChangedElsewhere });
    },

    takeOtherVersion: () =>
      told(async () => {
        await options.stopAll();
        const { notebook, runs } = now();
        if (get().save.status !== "saved") {
          const title = say(message`${notebook.title} (edits of another tab)`);
          await documents.save({ notebook: { ...notebook, id: ownDocumentId(newId()), title }, runs });
          notify({ tone: "info", text: message`What was not saved here is kept as “${title}”.` });
        }
        options.dropSaving();
        await open(notebook.id);
        await options.refreshDocuments();
      }),

    saveAsCopy: () =>
      told(async () => {
        await options.stopAll();
        options.dropSaving();
        const { notebook, runs } = now();
        const title = say(message`${notebook.title} (copy)`);
        replaceDocument({ notebook: { ...notebook, id: ownDocumentId(newId()), title }, runs });
        await options.saveAtOnce();
        await options.refreshDocuments();
      }),
  };

  /** The document with a problem as a file: a .ipynb where it can be read, else its stored form. */
  async function problemFile(
    textOf: (document: StoredDocument) => string,
  ): Promise<{ fileName: string; text: string } | null> {
    const { problem } = get();
    if (problem === null) return null;
    const json = await problemJson(problem.id);
    const name = fileNameOf(say(problem.title));
    try {
      return { fileName: `${name}.ipynb`, text: textOf({ notebook: parseNotebook(json), runs: new Map() }) };
    } catch {
      return { fileName: `${name}.json`, text: jsonText(json) };
    }
  }

  return { actions, showProblem, problemFile };
}

/** Characters that every system takes in a file's name. */
export function fileNameOf(title: string): string {
  return title.replaceAll(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "notebook";
}
