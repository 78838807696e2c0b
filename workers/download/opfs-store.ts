import type { DownloadFolder, DownloadStore, OpenFile } from "#bundle/download/storage.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** Folder in the origin private file system that holds a folder for each download. */
const rootName = "models";

/** Whether files can be stored in the origin private file system and written in place; in some private windows they cannot. */
export async function hasOpfs(storage: StorageManager = navigator.storage): Promise<boolean> {
  try {
    // Where the API is missing altogether, this throws.
    if (!("createSyncAccessHandle" in FileSystemFileHandle.prototype)) return false;
    await storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

/** Stores downloads in the origin private file system. Works only in dedicated workers: elsewhere files cannot be written in place. */
export function createOpfsStore(storage: StorageManager = navigator.storage): DownloadStore {
  const root = async (): Promise<FileSystemDirectoryHandle> => {
    try {
      return await (await storage.getDirectory()).getDirectoryHandle(rootName, { create: true });
    } catch (cause) {
      throw new AppError(
        "storage",
        message`This browser gives the page no file storage, so no model can be kept. A private window or a blocked site setting can be the cause; a model's folder or zip can be opened meanwhile.`,
        { cause },
      );
    }
  };
  return {
    async ids() {
      const ids: string[] = [];
      for await (const [name, handle] of await root()) if (handle.kind === "directory") ids.push(name);
      return ids;
    },
    folder: async (id) => new OpfsFolder(await (await root()).getDirectoryHandle(id, { create: true })),
    remove: async (id) => {
      await (
        await root()
      )
        .removeEntry(id, { recursive: true })
        .catch((error: unknown) => explainRemoval(id, error));
    },
  };
}

class OpfsFolder implements DownloadFolder {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async open(name: string): Promise<OpenFile> {
    const handle = await this.#folder.getFileHandle(name, { create: true });
    try {
      return await handle.createSyncAccessHandle();
    } catch (cause) {
      throw inUse(name, cause);
    }
  }

  async blob(name: string): Promise<Blob | null> {
    try {
      return await (await this.#folder.getFileHandle(name)).getFile();
    } catch (error) {
      ignoreNotFound(error);
      return null;
    }
  }

  async handle(name: string): Promise<FileSystemFileHandle> {
    return this.#folder.getFileHandle(name);
  }

  async remove(name: string): Promise<void> {
    await this.#folder.removeEntry(name).catch((error: unknown) => explainRemoval(name, error));
  }
}

/** If there is nothing to remove, that is not an error. */
function explainRemoval(name: string, error: unknown): void {
  if (error instanceof DOMException && error.name === "NoModificationAllowedError") throw inUse(name, error);
  ignoreNotFound(error);
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
}

function inUse(name: string, cause: unknown): AppError {
  return new AppError(
    "storage",
    message`The model's files are in use: it is being downloaded, checked or opened elsewhere. Try again when that is done.`,
    { details: { name }, cause },
  );
}
