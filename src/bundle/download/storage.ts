/** Where downloads are stored; `workers/download` implements it on the origin private file system, tests in memory. */
import type { GenericSchema, InferOutput } from "valibot";
import { readJsonText } from "#base/schemas.ts";

/** A file opened for this download alone, with the interface of FileSystemSyncAccessHandle. */
export interface OpenFile {
  getSize(): number;
  /** @returns the number of bytes read; fewer than requested at the end. */
  read(into: Uint8Array, options: { readonly at: number }): number;
  /** @returns the number of bytes written. Throws "QuotaExceededError" if the storage is full. */
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  flush(): void;
  /** If writes are asynchronous, resolves when everything written in the folder is stored, or has failed. */
  close(): void | Promise<void>;
}

/** The files of one download. Names hold no "/". */
export interface DownloadFolder {
  /** Opens it, empty if it is new. Fails while it is open elsewhere. */
  open(name: string): Promise<OpenFile>;
  /** null where there is none. */
  blob(name: string): Promise<Blob | null>;
  /** For an existing file, to read it in place; if the store supports that. */
  handle?(name: string): Promise<FileSystemFileHandle>;
  remove(name: string): Promise<void>;
}

export interface DownloadStore {
  ids(): Promise<readonly string[]>;
  /** Creates it if it is new. */
  folder(id: string): Promise<DownloadFolder>;
  remove(id: string): Promise<void>;
}

/** Replaces a file's text. A crash can cut it short, so readers treat text that cannot be parsed as absent. */
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

/** Reads a file that `writeText` wrote as JSON; null if it is missing, incomplete, or something else. */
export async function readJson<Schema extends GenericSchema>(
  folder: DownloadFolder,
  name: string,
  schema: Schema,
): Promise<InferOutput<Schema> | null> {
  const blob = await folder.blob(name);
  if (blob === null) return null;
  return readJsonText(schema, await blob.text().catch(() => ""));
}
