/** Stores documents and their finished outputs. No tab overwrites what another has saved since it read. */
import { isRecord } from "#base/record.ts";
import {
  exactOptional,
  type InferOutput,
  number,
  object,
  optional,
  safeParse,
  string,
  unknown,
} from "valibot";
import { AppError } from "#base/errors.ts";
import { list } from "#base/schemas.ts";
import { message } from "#base/message.ts";
import type { CellRun } from "#kernel/cell-run.ts";
import type { PartedStorage } from "#notebook/notebook-storage.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import type { DocumentParts } from "./document-parts.ts";
import { PART_SIZE, sizeOf } from "./part-size.ts";
import { keptHistory, type RunHistory } from "./run-history.ts";
import type { Tabs } from "./tabs.ts";
import { type SyncStorage, UnsavedEdits } from "./unsaved-edits.ts";

export interface StoredDocument {
  readonly notebook: Notebook;
  readonly runs: ReadonlyMap<CellId, CellRun>;
  /** None where absent. */
  readonly history?: RunHistory;
}

export interface LoadedDocument extends StoredDocument {
  /** Keeps edits that were not saved before the page was left. */
  readonly isUnsaved: boolean;
}

export interface DocumentEntry {
  readonly id: string;
  readonly title: string;
}

const storedSchema = object({
  notebook: optional(unknown()),
  /** By cell: a Map, or a plain object in documents of earlier versions. */
  runs: optional(unknown()),
  /** Earlier answers, by cell. */
  history: optional(unknown()),
  /** Names of the parts of a large document. */
  cellParts: exactOptional(list(string())),
  runParts: exactOptional(list(string())),
  /** The tab that wrote it last. */
  writer: exactOptional(string()),
  /** The number of saves; undefined in documents of earlier versions. */
  revision: optional(number(), 0),
});
type StoredJson = InferOutput<typeof storedSchema>;

interface DocumentStorageOptions {
  readonly storage: PartedStorage;
  readonly tabs: Tabs;
  /** Used when there is no time for anything else; null: unsaved edits are lost. */
  readonly unsaved?: SyncStorage | null;
  readonly newId: () => string;
  /** For unsaved edits that are out of date. */
  readonly aside: {
    /** The title of the document that they become. */
    readonly titleOf: (title: string) => string;
    /** Called with that document. */
    readonly onSetAside?: (document: DocumentEntry) => void;
    /** Called with unsaved edits that cannot be read, exactly as stored. */
    readonly onDamaged?: (text: string) => void;
  };
}

export class DocumentStorage {
  readonly #options: DocumentStorageOptions;
  readonly #unsaved: UnsavedEdits;
  /** The last revision read or written, by document. */
  readonly #known = new Map<string, number>();
  /** Null until there is a large document: a small one is stored as a whole. */
  #parts: DocumentParts | null = null;

  constructor(options: DocumentStorageOptions) {
    this.#options = options;
    this.#unsaved = new UnsavedEdits(options.unsaved ?? null, options.tabs.id);
  }

  /**
   * @returns null if nothing is stored.
   * @throws AppError "invalid-document": the stored form stays as it is, and `raw` returns it. "storage".
   */
  async load(id: string): Promise<LoadedDocument | null> {
    const { kept, head, parts } = await this.#load(id);
    this.#known.set(id, kept?.revision ?? 0);
    const edits = await this.#unsavedEdits(id, kept);
    const json = edits ?? kept?.notebook;
    if (json === undefined) return null;
    const history = await historyOf(kept);
    const notebook = parseNotebook(json);
    const runs = await runsOf(kept);
    this.#parts?.forget(id);
    if (head !== undefined && parts.size > 0) {
      const large = await this.#largeParts();
      if (edits === null) large.remember(head, parts, notebook, runs);
    }
    return {
      notebook,
      runs,
      ...(history.size > 0 && { history }),
      isUnsaved: edits !== null,
    };
  }

  /** The stored form, for documents that `load` cannot read. */
  async raw(id: string): Promise<unknown> {
    return (await this.#load(id)).kept?.notebook;
  }

  /** Stores what `raw` returned. */
  async putRaw(id: string, notebook: unknown): Promise<void> {
    await this.#options.storage.save(id, { notebook });
  }

  /** Whether another tab has saved a newer version than this tab knows. */
  async isChangedElsewhere(id: string): Promise<boolean> {
    const head = storedIn(await this.#options.storage.load(id));
    return head !== undefined && this.#isForeign(id, head);
  }

  /** Whether a revision announced by another tab is newer than this tab knows. */
  isOutdatedBy(id: string, revision: number): boolean {
    return revision > (this.#known.get(id) ?? 0);
  }

  /** @throws AppError "name-taken" if another tab has saved a newer version; nothing is overwritten. "storage". */
  async save({ notebook, runs, history = new Map() }: StoredDocument): Promise<void> {
    const { id } = notebook;
    const { storage, tabs } = this.#options;
    const { head, parts, fresh } = await this.#split(notebook, withoutBlobs(runs));
    // One by one, so that the page can do something else between two.
    if (fresh.length > 1 && !(await this.isChangedElsewhere(id)))
      for (const name of fresh) await storage.addPart(id, name, parts.get(name));
    let revision = 0;
    const change = (found: unknown): StoredJson => {
      const kept = storedIn(found);
      if (kept !== undefined && this.#isForeign(id, kept)) {
        throw new AppError(
          "name-taken",
          message`Another tab has changed this notebook. Reload to see its version, or save this one as a copy.`,
        );
      }
      revision = Math.max(kept?.revision ?? 0, this.#known.get(id) ?? 0) + 1;
      return { ...head, history: keptHistory(history, notebook.cells), writer: tabs.id, revision };
    };
    await storage.update(id, change, this.#parts === null ? undefined : parts);
    this.#known.set(id, revision);
    this.#unsaved.forget(id);
    tabs.announce({ id, revision });
  }

  /**
   * Keeps a document that the page has no time to save; `load` returns it at the next visit. It is written when this returns.
   * @returns false if it could not be kept.
   */
  keepUnsaved(notebook: Notebook): boolean {
    return this.#unsaved.keep(toJson(notebook), this.#known.get(notebook.id) ?? 0);
  }

  async remove(id: string): Promise<void> {
    await this.#options.storage.remove(id);
    this.#known.delete(id);
    this.#parts?.forget(id);
    this.#unsaved.forget(id);
  }

  /** The person's own documents, by title, including those that cannot be read. */
  async own(): Promise<DocumentEntry[]> {
    const ids = (await this.#options.storage.list()).filter((id) => OWN_ID.test(id));
    const entries = await Promise.all(ids.map(async (id) => ({ id, title: await this.title(id, id) })));
    return entries.toSorted((a, b) => a.title.localeCompare(b.title));
  }

  /** The stored title; a document that cannot be read may have one too. Without one, it is `otherwise`. */
  async title(id: string, otherwise: string): Promise<string> {
    return titleOf(storedIn(await this.#options.storage.load(id))?.notebook, otherwise);
  }

  /** `kept` is the document as a whole, `head` what is stored of it beside its parts. */
  async #load(id: string): Promise<{
    readonly kept: StoredJson | undefined;
    readonly head: StoredJson | undefined;
    readonly parts: ReadonlyMap<string, unknown>;
  }> {
    const { value, parts } = await this.#options.storage.loadInParts(id, (found) => namesIn(storedIn(found)));
    const head = storedIn(value);
    if (namesIn(head).length === 0) return { kept: head, head, parts };
    const { joined } = await import("./document-parts.ts");
    return { kept: head && { ...head, ...joined(head, parts) }, head, parts };
  }

  async #largeParts(): Promise<DocumentParts> {
    const { DocumentParts: Parts } = await import("./document-parts.ts");
    return (this.#parts ??= new Parts());
  }

  async #split(
    notebook: Notebook,
    runs: StoredDocument["runs"],
  ): Promise<ReturnType<DocumentParts["split"]>> {
    // Without a pause for a small one: the page may be about to be left.
    if (this.#parts !== null) return this.#parts.split(notebook, runs);
    if (sizeOf([notebook, [...runs]], PART_SIZE) >= PART_SIZE) {
      // A newer version of the page may have replaced the file of this code. The document is then stored as a whole.
      const large = await this.#largeParts().catch(() => null);
      if (large !== null) return large.split(notebook, runs);
    }
    return { head: { notebook: toJson(notebook), runs }, parts: new Map(), fresh: [] };
  }

  /** What this tab wrote itself is never foreign, even if the confirmation came too late to be noticed. */
  #isForeign(id: string, { writer, revision }: StoredJson): boolean {
    return writer !== this.#options.tabs.id && revision !== this.#known.get(id);
  }

  /** The latest of the unsaved edits that are based on the stored document. All others become documents of their own. */
  async #unsavedEdits(id: string, kept: StoredJson | undefined): Promise<unknown> {
    const { found, damaged } = this.#unsaved.of(id, isReadable);
    for (const text of damaged) this.#options.aside.onDamaged?.(text);
    const fitting = found.filter(
      ({ revision, writer }) => revision === (kept?.revision ?? 0) || writer === kept?.writer,
    );
    const last = fitting.at(-1);
    for (const edits of found) {
      if (edits === last) continue;
      const { notebook } = edits;
      const aside = {
        id: ownDocumentId(this.#options.newId()),
        title: this.#options.aside.titleOf(titleOf(notebook, id)),
      };
      try {
        const json = { ...notebook, ...aside };
        await this.#options.storage.save(aside.id, { notebook: json });
        this.#unsaved.drop(edits.key);
        this.#options.aside.onSetAside?.(aside);
      } catch {
        // There is no room: they stay where they are until the next visit.
      }
    }
    return last?.notebook ?? null;
  }
}

/** The parts of a document. */
function namesIn(head: StoredJson | undefined): readonly string[] {
  return [...(head?.cellParts ?? []), ...(head?.runParts ?? [])];
}

/** Undefined for what is missing, or is not a document at all. */
function storedIn(found: unknown): StoredJson | undefined {
  const read = safeParse(storedSchema, found);
  return read.success ? read.output : undefined;
}

function isReadable(json: object): boolean {
  try {
    parseNotebook(json);
    return true;
  } catch {
    return false;
  }
}

/** Ids of documents other than the templates. */
export function ownDocumentId(uuid: string): string {
  return `notebook-${uuid}`;
}

/** @param json the stored form of a document, which may be damaged. */
export function titleOf(json: unknown, id: string): string {
  const title = isRecord(json) ? json["title"] : undefined;
  return typeof title === "string" ? title : id;
}

const OWN_ID = /^notebook-[\w-]+$/;

/** Outputs that hold a Blob are left out, because every save would copy a bundle's weights. */
function withoutBlobs(runs: ReadonlyMap<CellId, CellRun>): ReadonlyMap<CellId, CellRun> {
  return new Map([...runs].filter(([, run]) => !holdsBlob(run.output)));
}

/** Leaves out outputs that cannot be read: their cells can be run again. */
async function runsOf(stored: StoredJson | undefined): Promise<ReadonlyMap<CellId, CellRun>> {
  const entries = runsIn(stored?.runs);
  if (entries.length === 0) return new Map();
  const { parseRun } = await import("#ipynb/parse-run.ts");
  return new Map(
    entries.flatMap(([id, run]): [CellId, CellRun][] => {
      try {
        return [[id, parseRun(run, "browser")]];
      } catch {
        return [];
      }
    }),
  );
}

async function historyOf(stored: StoredJson | undefined): Promise<RunHistory> {
  const entries = runsIn(stored?.history);
  if (entries.length === 0) return new Map();
  const { parsePastRuns } = await import("./parse-past-runs.ts");
  return new Map(entries.map(([id, kept]) => [id, parsePastRuns(kept)]));
}

function runsIn(runs: unknown): readonly (readonly [CellId, unknown])[] {
  if (runs instanceof Map) return [...runs].filter(([id]) => typeof id === "string");
  return isRecord(runs) ? Object.entries(runs) : [];
}

function holdsBlob(value: unknown): boolean {
  if (value instanceof Blob) return true;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return Object.values(value).some(holdsBlob);
}
