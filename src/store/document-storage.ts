/** Keeps a document and its finished outputs, and notices when another tab has kept a newer one. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { CellRun } from "#kernel/kernel.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";

export interface StoredDocument {
  readonly notebook: Notebook;
  readonly runs: Readonly<Record<CellId, CellRun>>;
}

export interface DocumentEntry {
  readonly id: string;
  readonly title: string;
}

interface StoredJson {
  readonly notebook: unknown;
  readonly runs?: Record<CellId, CellRun>;
  /** Who wrote it last; a number that is random for each tab. */
  readonly writer?: string;
}

export class DocumentStorage {
  readonly #storage: NotebookStorage;
  readonly #writer: string;
  /** Writer found at the last load or written at the last save, by document. */
  readonly #lastWriter = new Map<string, string | undefined>();

  constructor(storage: NotebookStorage, writer: string) {
    this.#storage = storage;
    this.#writer = writer;
  }

  /**
   * @returns null where nothing is kept.
   * @throws AppError "invalid-document" after putting what cannot be read aside under its own key, so that nothing is lost.
   */
  async load(id: string): Promise<StoredDocument | null> {
    const stored = (await this.#storage.load(id)) as StoredJson | undefined;
    this.#lastWriter.set(id, stored?.writer);
    if (stored === undefined) return null;
    try {
      return { notebook: parseNotebook(stored.notebook), runs: stored.runs ?? {} };
    } catch (cause) {
      await this.#storage.save(`${id} (unreadable)`, stored);
      throw cause;
    }
  }

  /** @throws AppError "name-taken" where another tab has saved this document since; nothing is overwritten. */
  async save(document: StoredDocument, options: { overwrite?: boolean } = {}): Promise<void> {
    const { id } = document.notebook;
    const stored = (await this.#storage.load(id)) as StoredJson | undefined;
    const known = [this.#writer, this.#lastWriter.get(id)];
    if (stored && !known.includes(stored.writer) && !options.overwrite) {
      throw new AppError(
        "name-taken",
        message`Another tab has changed this notebook. Reload to see its version, or keep this one and overwrite it.`,
      );
    }
    const json: StoredJson = {
      notebook: toJson(document.notebook),
      runs: withoutBlobs(document.runs),
      writer: this.#writer,
    };
    await this.#storage.save(id, json);
    this.#lastWriter.set(id, this.#writer);
  }

  async remove(id: string): Promise<void> {
    await this.#storage.remove(id);
    this.#lastWriter.delete(id);
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

const OWN_ID = /^notebook-[\w-]+$/;

/** Outputs that hold a Blob are left out: a bundle's weights would be copied at every save. */
function withoutBlobs(runs: Readonly<Record<CellId, CellRun>>): Record<CellId, CellRun> {
  return Object.fromEntries(Object.entries(runs).filter(([, run]) => !holdsBlob(run.output)));
}

function holdsBlob(value: unknown): boolean {
  if (value instanceof Blob) return true;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return Object.values(value).some(holdsBlob);
}
