/** Records what has been downloaded line by line, so that nothing but the last lines can be lost. */
import {
  type InferOutput,
  literal,
  number,
  object,
  parseJson,
  pipe,
  safeParse,
  string,
  union,
} from "valibot";
import type { DownloadFolder, OpenFile } from "./storage.ts";

const entrySchema = union([
  /** The piece is stored in the file with this hash. A later entry for the same piece replaces it. */
  object({ path: string(), piece: number(), sha256: string() }),
  /** ETag or Last-Modified of the file on the server. */
  object({ path: string(), validator: string() }),
  /** The whole file was checked; its SHA-256. */
  object({ path: string(), verified: string() }),
  /** It was later found damaged: its pieces must be checked again. */
  object({ path: string(), doubted: literal(true) }),
  /** None of the earlier entries for the file counts any more. */
  object({ path: string(), forget: literal(true) }),
]);
export type JournalEntry = Readonly<InferOutput<typeof entrySchema>>;

const lineSchema = pipe(string(), parseJson(), entrySchema);

/** What the journal says about one file. */
export interface FileNotes {
  readonly pieces: Map<number, string>;
  validator: string | null;
  /** SHA-256, once the whole file was checked. */
  verified: string | null;
}

export const journalName = "journal";

/** One JSON text per line. A line that a crash cut short, and everything after it, does not count. */
export class Journal {
  readonly #file: OpenFile;
  #sizeBytes: number;

  private constructor(file: OpenFile, sizeBytes: number) {
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  /** Opens it and reads its entries, by path. */
  static async open(
    folder: DownloadFolder,
  ): Promise<{ readonly journal: Journal; readonly notes: Map<string, FileNotes> }> {
    const file = await folder.open(journalName);
    const bytes = new Uint8Array(file.getSize());
    const readBytes = file.read(bytes, { at: 0 });
    const { entries, wholeBytes } = parseJournal(bytes.subarray(0, readBytes));
    file.truncate(wholeBytes);
    return { journal: new Journal(file, wholeBytes), notes: notesOf(entries) };
  }

  append(entry: JournalEntry): void {
    const line = new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
    this.#file.write(line, { at: this.#sizeBytes });
    this.#sizeBytes += line.length;
  }

  flush(): void {
    this.#file.flush();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Reads a journal without opening it for writing: for lists, while a download may run elsewhere. */
export async function readNotes(folder: DownloadFolder): Promise<Map<string, FileNotes>> {
  const blob = await folder.blob(journalName);
  // A blob of a file that is being written cannot be read.
  const buffer = await blob?.arrayBuffer().catch(() => undefined);
  return buffer === undefined ? new Map() : notesOf(parseJournal(new Uint8Array(buffer)).entries);
}

export function emptyNotes(): FileNotes {
  return { pieces: new Map(), validator: null, verified: null };
}

function parseJournal(bytes: Uint8Array): {
  readonly entries: readonly JournalEntry[];
  readonly wholeBytes: number;
} {
  const entries: JournalEntry[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0) return { entries, wholeBytes: start };
    const entry = safeParse(lineSchema, new TextDecoder().decode(bytes.subarray(start, end)));
    if (!entry.success) return { entries, wholeBytes: start };
    entries.push(entry.output);
    start = end + 1;
  }
}

function notesOf(entries: readonly JournalEntry[]): Map<string, FileNotes> {
  const notes = new Map<string, FileNotes>();
  for (const entry of entries) {
    const file = notes.get(entry.path) ?? emptyNotes();
    notes.set(entry.path, "forget" in entry ? emptyNotes() : file);
    if ("piece" in entry) file.pieces.set(entry.piece, entry.sha256);
    if ("validator" in entry) file.validator = entry.validator;
    if ("verified" in entry) file.verified = entry.verified;
    if ("doubted" in entry) file.verified = null;
  }
  return notes;
}
