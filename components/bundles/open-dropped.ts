import type { OpenBundle } from "#bundle/bundle.ts";
import type { OpenZip } from "#bundle/open-zip.ts";

/**
 * How to open what was dropped; null if it was not a file. Call it during the drop event: afterwards the browser has taken the data back.
 */
export function openDropped(dropped: DataTransfer, openZip: OpenZip): OpenBundle | null {
  const items = [...dropped.items].filter((item) => item.kind === "file");
  const first = items[0];
  if (!first) return null;
  const entry = first.webkitGetAsEntry();
  if (entry && isFolder(entry)) return openEntry(first, entry);
  const files = items.map((item) => item.getAsFile()).filter((file) => file !== null);
  const only = files.length === 1 ? files[0] : undefined;
  return only
    ? async (signal, onBytes) => {
        const { openModelFile } = await import("#bundle/open-model-file.ts");
        return openModelFile(openZip, only, { signal, onBytes });
      }
    : async (signal) => (await folders()).openFolder(files, signal);
}

/** Loaded when something is dropped: the page can be read and edited without it. */
const folders = () => import("#bundle/open-folder.ts");

/** The single zip that was dropped, or null. */
export function droppedZip(dropped: DataTransfer): File | null {
  const [file, ...others] = dropped.files;
  return file && others.length === 0 && /\.zip$/i.test(file.name) ? file : null;
}

/** The handle of the single dropped file, if the browser gives one, to read it in place. */
export async function droppedFileHandle(dropped: DataTransfer): Promise<FileSystemFileHandle | null> {
  const [item] = dropped.items;
  const handle = await item?.getAsFileSystemHandle?.().catch(() => null);
  return handle?.kind === "file" ? handle : null;
}

function openEntry(item: DataTransferItem, entry: FileSystemDirectoryEntry): OpenBundle {
  const handle = item.getAsFileSystemHandle?.();
  return async (signal) => {
    const folder = await handle;
    const { openDirectory, openFolder } = await folders();
    if (folder?.kind === "directory") return openDirectory(folder, signal);
    return openFolder(await filesOf(entry), signal);
  };
}

/** Firefox and Safari give entries, not handles. */
async function filesOf(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const files: File[] = [];
  for (const entry of await entriesOf(folder)) {
    if (isFolder(entry)) files.push(...(await filesOf(entry)));
    else if (isFile(entry)) files.push(await fileOf(entry));
  }
  return files;
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader returns at most 100 at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => {
    entry.file(resolve, reject);
  });
  // An entry's file has no path; openFolder reads it where a folder input puts it.
  Object.defineProperty(file, "webkitRelativePath", { value: entry.fullPath.replace(/^\//, "") });
  return file;
}

/** Chromium has no global class to test for. */
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
