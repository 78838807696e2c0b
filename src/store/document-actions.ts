/** Several documents: listing, opening, making, renaming, deleting them, and carrying them in and out as files and links. */
import { AppError } from "#base/errors.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import { type Wording, within } from "#base/message.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import {
  createFromTemplate,
  TEMPLATE_IDS,
  TEMPLATE_TITLES,
  type TemplateId,
  templateOf,
} from "#notebook/templates.ts";
import { type DocumentProblem, fileNameOf } from "./document-safety-actions.ts";
import { type DocumentStorage, ownDocumentId, type StoredDocument } from "./document-storage.ts";

export interface ListedDocument {
  readonly id: string;
  /** A template's as the page says it; others have theirs of the person. */
  readonly title: Wording;
}

export interface OpenedDocument {
  readonly title: string;
  /** What a person should know of how it was read, in sentences. */
  readonly notes: readonly Wording[];
  /** Whether some of its code can be edited as forms. */
  readonly hasForms: boolean;
}

/** Functions, not methods. Whatever opens a document runs nothing, and leaves the one in sight as it is stored. */
export interface DocumentActions {
  readonly refreshDocuments: () => Promise<void>;
  readonly openDocument: (id: string) => Promise<void>;
  /** A template as it ships, beside the person's version of it, or an empty document. */
  readonly newDocument: (from: TemplateId | "empty", title: string) => Promise<void>;
  /** Undoable. */
  readonly renameDocument: (title: string) => void;
  /** @param title of the copy. */
  readonly duplicateDocument: (title: string) => Promise<void>;
  /** Deletes the document in sight and opens another. @returns what puts it back. */
  readonly deleteDocument: () => Promise<{ title: string; undo: () => Promise<void> }>;
  /**
   * The document in sight as a .ipynb; one that cannot be read is its stored form.
   * @param demoUrl where Jupyter can fetch the embedded model.
   */
  readonly toIpynb: (demoUrl: string) => Promise<{ fileName: string; text: string }>;
  /**
   * Opens a .ipynb as a document of its own.
   * @param models cells that name the one model take the other.
   * @throws AppError "invalid-document"; nothing has changed then.
   */
  readonly openIpynb: (
    text: string,
    name: string,
    models?: { readonly from: string | null; readonly to: string },
  ) => Promise<OpenedDocument>;
  /** @throws AppError "invalid-argument", "network", "invalid-document". */
  readonly openIpynbFrom: (address: string, pageUrl: string) => Promise<OpenedDocument>;
  /** @throws AppError "unsupported" where the document is too long for a link. */
  readonly toLink: (pageUrl: string) => Promise<string>;
  /** What a shared link holds, before it is opened. @throws AppError "invalid-document". */
  readonly readLink: (fragment: string) => Promise<Notebook>;
  /** Opens a document beside the others. */
  readonly openShared: (notebook: Notebook) => Promise<void>;
}

interface DocumentActionsOptions {
  readonly reader: Pick<ReaderPort, "readIpynb" | "readShareFragment">;
  readonly documents: DocumentStorage;
  readonly newId: () => string;
  readonly say: (wording: Wording) => string;
  readonly now: () => StoredDocument;
  /** Null while there is none, or it has a problem. */
  readonly inSight: () => string | null;
  readonly problem: () => DocumentProblem | null;
  /** Of the document that is not in sight because of a problem; null without one. */
  readonly problemFile: (
    textOf: (document: StoredDocument) => string,
  ) => Promise<{ fileName: string; text: string } | null>;
  readonly entries: () => readonly ListedDocument[];
  readonly setEntries: (entries: readonly ListedDocument[]) => void;
  readonly folderOf: (bundleId: string) => string | null;
  readonly hubOriginOf: (bundleId: string) => HubOrigin | null;
  readonly rename: (title: string) => void;
  /** Stops what runs and saves what waits. */
  readonly leave: () => Promise<void>;
  readonly open: (id: string) => Promise<boolean>;
  readonly replaceDocument: (document: StoredDocument) => void;
}

export function createDocumentActions(options: DocumentActionsOptions): DocumentActions {
  const { reader, documents, newId, say, now, entries, open, leave } = options;

  async function refreshDocuments(): Promise<void> {
    // Without storage there are the templates, and what is in sight.
    const own = await documents.own().catch(() => []);
    const { id, title } = now().notebook;
    const known = own.filter((entry) => entry.id !== id);
    const templates = TEMPLATE_IDS.map((template) => ({ id: template, title: TEMPLATE_TITLES[template] }));
    const inSight = templateOf(id) === null ? [{ id, title }] : [];
    options.setEntries([
      ...templates,
      ...[...known, ...inSight].toSorted((a, b) => a.title.localeCompare(b.title)),
    ]);
  }

  async function openAnother(than: string): Promise<void> {
    const next = entries().find((entry) => entry.id !== than)?.id;
    if (next !== undefined) await open(next);
    await refreshDocuments();
  }

  /** Without reading it: what is stored is put back as it was. */
  async function deleteUnseen({ id, title }: DocumentProblem) {
    const json = await documents.raw(id);
    await documents.remove(id);
    await openAnother(id);
    const undo = async () => {
      await leave();
      await documents.putRaw(id, json);
      await open(id);
      await refreshDocuments();
    };
    return { title: say(title), undo };
  }

  /** Shows a document that is not stored yet, and stores it. */
  async function add(notebook: Notebook, runs: StoredDocument["runs"] = new Map()): Promise<void> {
    await leave();
    options.replaceDocument({ notebook: { ...notebook, title: freeTitle(notebook.title) }, runs });
    await leave();
    await refreshDocuments();
  }

  function freeTitle(title: string): string {
    const taken = new Set(entries().map((entry) => say(entry.title)));
    let free = title;
    for (let count = 2; taken.has(free); count += 1) free = `${title} (${count})`;
    return free;
  }

  async function openIpynb(
    text: string,
    name: string,
    models?: { readonly from: string | null; readonly to: string },
  ): Promise<OpenedDocument> {
    const { notebook, runs, notes, hasForms } = await named(name, () =>
      reader.readIpynb(text, name.replace(/\.ipynb$/i, "")),
    );
    const cells =
      models === undefined ? notebook.cells : notebook.cells.map((cell) => withModel(cell, models));
    await add({ ...notebook, cells, id: ownDocumentId(newId()) }, runs);
    return { title: now().notebook.title, notes, hasForms };
  }

  return {
    refreshDocuments,
    openIpynb,

    async openDocument(id) {
      if (id === options.inSight()) return;
      await leave();
      await open(id);
      // At once, so that a reload comes back to it.
      await leave();
      await refreshDocuments();
    },

    async newDocument(from, title) {
      const id = ownDocumentId(newId());
      await add(
        from === "empty" ? { id, title, cells: [] } : { ...createFromTemplate(from, newId, say), id, title },
      );
    },

    renameDocument(title) {
      options.rename(title);
      void refreshDocuments();
    },

    async duplicateDocument(title) {
      const { notebook, runs } = now();
      await add({ ...notebook, id: ownDocumentId(newId()), title }, runs);
    },

    async deleteDocument() {
      const problem = options.problem();
      if (problem !== null) return deleteUnseen(problem);
      await leave();
      const deleted = now();
      const { id, title } = deleted.notebook;
      await documents.remove(id);
      await openAnother(id);
      const undo = async () => {
        await leave();
        options.replaceDocument(deleted);
        await leave();
        await refreshDocuments();
      };
      return { title, undo };
    },

    async toIpynb(demoUrl) {
      const { writeIpynb } = await import("#ipynb/write-ipynb.ts");
      const textOf = ({ notebook, runs }: StoredDocument) =>
        writeIpynb(notebook, runs, {
          demoUrl,
          folderOf: options.folderOf,
          hubOriginOf: options.hubOriginOf,
        });
      const document = now();
      return (
        (await options.problemFile(textOf)) ?? {
          fileName: `${fileNameOf(document.notebook.title)}.ipynb`,
          text: textOf(document),
        }
      );
    },

    async openIpynbFrom(address, pageUrl) {
      const { fetchIpynb } = await import("#ipynb/fetch-ipynb.ts");
      const { text, name } = await fetchIpynb(address, { pageUrl });
      return openIpynb(text, name);
    },

    async toLink(pageUrl) {
      const { shareLink } = await import("#ipynb/share-link.ts");
      return shareLink(now().notebook, pageUrl);
    },

    readLink: (fragment) => reader.readShareFragment(fragment, ownDocumentId(newId())),

    openShared: (notebook) => add(notebook),
  };
}

/** Of several files a person knows by its name which one could not be read. */
async function named<Read>(name: string, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (thrown) {
    const { code, wording, details } = AppError.from(thrown, "invalid-document");
    throw new AppError(code, name === "" ? wording : within(name, wording), { details, cause: thrown });
  }
}

/** A cell of a notebook that came with a model: without a name for it, every model cell is meant. */
function withModel(cell: Cell, { from, to }: { readonly from: string | null; readonly to: string }): Cell {
  if (cell.type !== "model" || (from !== null && cell.bundleId !== from)) return cell;
  const { named: _named, ...own } = cell;
  return { ...own, bundleId: to };
}
