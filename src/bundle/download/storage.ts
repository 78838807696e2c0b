/** Where downloads are kept; `workers/download` implements it on the origin private file system, tests in memory. */
import type { GenericSchema, InferOutput } from "valibot";
import { readJsonText } from "#base/schemas.ts";

/** A file open for this download alone, with the face of FileSystemSyncAccessHandle. */
export interface OpenFile {
  getSize(): number;
  /** @returns how many bytes were read; fewer than asked at the end. */
  read(into: Uint8Array, options: { readonly at: number }): number;
  /** @returns how many bytes were written. Throws "QuotaExceededError" when the storage is full. */
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  flush(): void;
  /** Where writing goes on behind, resolves when all that was written in the folder is kept, or could not be. */
  close(): void | Promise<void>;
}

/** The files of one download. Names hold no "/". */
export interface DownloadFolder {
  /** Opens it, empty where there was none. Fails while it is open elsewhere. */
  open(name: string): Promise<OpenFile>;
  /** null where there is none. */
  blob(name: string): Promise<Blob | null>;
  /** Of a file that is there, for reading it in place; where the store has such. */
  handle?(name: string): Promise<FileSystemFileHandle>;
  remove(name: string): Promise<void>;
}

export interface DownloadStore {
  ids(): Promise<readonly string[]>;
  /** Makes it where there was none. */
  folder(id: string): Promise<DownloadFolder>;
  remove(id: string): Promise<void>;
}

/** Replaces a file's text. A reader takes what it cannot parse for absent: this may be cut short by a crash. */
export async function writeText(folder: DownloadFolder, name: string, text: string): Promise<void> {
  const file = await folder.open(name);
  try {
    const bytes = new TextEncoder().encode(text);
    file.truncate(0);
    file.write(bytes, { at: 0 });
    file.flush();
  } finally {
    await file.close();
  }
}

/** Reads a file that `writeText` wrote as JSON; null where there is none, not all of it, or something else. */
export async function readJson<Schema extends GenericSchema>(
  folder: DownloadFolder,
  name: string,
  schema: Schema,
): Promise<InferOutput<Schema> | null> {
  const blob = await folder.blob(name);
  if (blob === null) return null;
  return readJsonText(schema, await blob.text().catch(() => ""));
}
