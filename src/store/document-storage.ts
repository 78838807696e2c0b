/** Keeps a document and its finished outputs, and notices when another tab has kept a newer one. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { CellRun } from "#kernel/kernel.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";

export interface StoredDocument {
  readonly notebook: Notebook;
  readonly runs: ReadonlyMap<CellId, CellRun>;
}

export interface DocumentEntry {
  readonly id: string;
  readonly title: string;
}

interface StoredJson {
  readonly notebook: unknown;
  /** A plain object in what earlier versions wrote. */
  readonly runs?: ReadonlyMap<CellId, CellRun> | Readonly<Record<CellId, CellRun>>;
  /** Who wrote it last; a number that is random for each tab. */
  readonly writer?: string;
  /** Counts the times that it was written; absent in what earlier versions wrote. */
  readonly revision?: number;
}

interface Known {
  readonly writer: string | undefined;
  readonly revision: number;
}

/** A document that there was no time to save when the page was left, without its outputs: those are saved at once. */
interface UnsavedJson {
  readonly notebook: unknown;
  readonly writer: string;
  /** Of the stored document that it was made from. */
  readonly revision: number;
}

/** What is needed of localStorage, which writes before it returns. */
export interface SyncStorage {
  getItem(key: string): string | null;
  /** @throws where there is no room. */
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class DocumentStorage {
  readonly #storage: NotebookStorage;
  readonly #unsaved: SyncStorage | null;
  readonly #writer: string;
  /** Of what was found at the last load or written at the last save, by document. */
  readonly #known = new Map<string, Known>();

  /** @param unsaved where there is time for no other; null: nowhere. */
  constructor(storage: NotebookStorage, writer: string, unsaved: SyncStorage | null = null) {
    this.#storage = storage;
    this.#writer = writer;
    this.#unsaved = unsaved;
  }

  /**
   * @returns null where nothing is kept.
   * @throws AppError "invalid-document" after putting what cannot be read aside under its own key, so that nothing is lost.
   */
  async load(id: string): Promise<StoredDocument | null> {
    const kept = (await this.#storage.load(id)) as StoredJson | undefined;
    this.#known.set(id, { writer: kept?.writer, revision: kept?.revision ?? 0 });
    const stored = await this.#withUnsaved(id, kept);
    if (stored === undefined) return null;
    try {
      return { notebook: parseNotebook(stored.notebook), runs: runsOf(stored) };
    } catch (cause) {
      await this.#storage.save(`${id} (unreadable)`, stored);
      throw cause;
    }
  }

  /** @throws AppError "name-taken" where another tab has saved this document since; nothing is overwritten. */
  async save(document: StoredDocument, options: { overwrite?: boolean } = {}): Promise<void> {
    const { id } = document.notebook;
    const stored = (await this.#storage.load(id)) as StoredJson | undefined;
    const known = [this.#writer, this.#known.get(id)?.writer];
    if (stored && !known.includes(stored.writer) && !options.overwrite) {
      throw new AppError(
        "name-taken",
        message`Another tab has changed this notebook. Reload to see its version, or keep this one and overwrite it.`,
      );
    }
    await this.#write(id, {
      notebook: toJson(document.notebook),
      runs: withoutBlobs(document.runs),
      revision: (stored?.revision ?? 0) + 1,
    });
  }

  /** Keeps a document that the page has no time to save: what `load` then gives. It is written when this returns. */
  keepUnsaved(notebook: Notebook): void {
    const json: UnsavedJson = {
      notebook: toJson(notebook),
      writer: this.#writer,
      revision: this.#known.get(notebook.id)?.revision ?? 0,
    };
    try {
      this.#unsaved?.setItem(unsavedKey(notebook.id), JSON.stringify(json));
    } catch {
      // No room for it, or not allowed: there is nobody left to tell.
    }
  }

  /** The stored document with the edits that were not saved before the page was left, which are saved by this. */
  async #withUnsaved(id: string, stored: StoredJson | undefined): Promise<StoredJson | undefined> {
    const text = this.#unsaved?.getItem(unsavedKey(id)) ?? null;
    if (text === null) return stored;
    const { notebook, writer, revision } = JSON.parse(text) as UnsavedJson;
    const changedSince = (stored?.revision ?? 0) > revision && stored?.writer !== writer;
    if (changedSince) {
      await this.#storage.save(`${id} (unsaved)`, { notebook, writer, revision });
      this.#unsaved?.removeItem(unsavedKey(id));
      return stored;
    }
    const runs = runsOf(stored);
    await this.#write(id, { notebook, runs, revision: (stored?.revision ?? 0) + 1 });
    return { notebook, runs };
  }

  async #write(id: string, json: Required<Omit<StoredJson, "writer">>): Promise<void> {
    const known = { writer: this.#writer, revision: json.revision };
    await this.#storage.save(id, { ...json, ...known } satisfies StoredJson);
    this.#known.set(id, known);
    this.#unsaved?.removeItem(unsavedKey(id));
  }

  async remove(id: string): Promise<void> {
    await this.#storage.remove(id);
    this.#known.delete(id);
    this.#unsaved?.removeItem(unsavedKey(id));
  }

  /** The kept documents that are a person's own, by title. What cannot be read is left out; it stays where it is. */
  async own(): Promise<DocumentEntry[]> {
    const ids = (await this.#storage.list()).filter((id) => OWN_ID.test(id));
    const entries = await Promise.all(
      ids.map(async (id) => {
        const stored = (await this.#storage.load(id)) as StoredJson | undefined;
        const title = (stored?.notebook as { title?: unknown } | undefined)?.title;
        return typeof title === "string" ? [{ id, title }] : [];
      }),
    );
    return entries.flat().toSorted((a, b) => a.title.localeCompare(b.title));
  }
}

/** Ids of documents that are not the templates'. */
export function ownDocumentId(uuid: string): string {
  return `notebook-${uuid}`;
}

function unsavedKey(id: string): string {
  return `unsaved ${id}`;
}

const OWN_ID = /^notebook-[\w-]+$/;

/** Outputs that hold a Blob are left out: a bundle's weights would be copied at every save. */
function withoutBlobs(runs: ReadonlyMap<CellId, CellRun>): ReadonlyMap<CellId, CellRun> {
  return new Map([...runs].filter(([, run]) => !holdsBlob(run.output)));
}

function runsOf(stored: StoredJson | undefined): ReadonlyMap<CellId, CellRun> {
  const runs = stored?.runs ?? new Map<CellId, CellRun>();
  return runs instanceof Map ? runs : new Map(Object.entries(runs as Readonly<Record<CellId, CellRun>>));
}

function holdsBlob(value: unknown): boolean {
  if (value instanceof Blob) return true;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return Object.values(value).some(holdsBlob);
}
