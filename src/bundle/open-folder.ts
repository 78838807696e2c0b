import { AppError, isAbort, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { blobOf } from "./blob-of.ts";
import type { ModelBundle } from "./bundle.ts";
import { bundleOfFiles, isLitter, type NamedBlob } from "./bundle-of-files.ts";

/** A folder with more files is not a model but, for example, a home folder chosen by mistake. */
const maxFiles = 10_000;

/**
 * Opens a folder chosen with `<input type="file" webkitdirectory>` or dropped as files.
 * @param files each with its `webkitRelativePath`; a file without one counts as being at the top.
 * @throws AppError "invalid-bundle" if there is no file, "unsafe-path", "aborted".
 */
export async function openFolder(files: readonly File[], signal?: AbortSignal): Promise<ModelBundle> {
  throwIfAborted(signal);
  checkCount(files.length);
  const entries = files.map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
  const folderName = /^([^/]+)\//.exec(entries[0]?.path ?? "")?.[1] ?? "The selection";
  return bundleOfFiles(entries, { kind: "folder", folderName });
}

/**
 * Opens a folder from a directory handle (`showDirectoryPicker`, or a dropped item's `getAsFileSystemHandle`).
 * @throws AppError "invalid-bundle", "unsafe-path", "storage" if the folder cannot be read, "aborted".
 */
export async function openDirectory(
  folder: FileSystemDirectoryHandle,
  signal?: AbortSignal,
): Promise<ModelBundle> {
  const entries: NamedBlob[] = [];
  try {
    await collect(folder, "", entries, signal);
  } catch (error) {
    if (error instanceof AppError || isAbort(error)) throw AppError.from(error);
    throw new AppError(
      "storage",
      message`The folder ${folder.name} could not be read. Allow access to it, or choose it again.`,
      { cause: error },
    );
  }
  const bundle = await bundleOfFiles(entries, { kind: "folder", folderName: folder.name });
  const [first] = bundle.files;
  const blob = first && blobOf(first);
  const place = entries.find((entry) => entry.blob === blob)?.path;
  const root = place?.slice(0, place.length - (first?.path.length ?? 0)) ?? "";
  return { ...bundle, folder: { handle: folder, root } };
}

async function collect(
  folder: FileSystemDirectoryHandle,
  prefix: string,
  entries: NamedBlob[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    throwIfAborted(signal);
    const path = prefix + name;
    if (isLitter(path)) continue;
    if (handle.kind === "directory") {
      await collect(handle, `${path}/`, entries, signal);
    } else {
      entries.push({ path, blob: await handle.getFile() });
      checkCount(entries.length);
    }
  }
}

function checkCount(count: number): void {
  if (count <= maxFiles) return;
  throw new AppError(
    "invalid-bundle",
    message`The folder holds more than ${maxFiles} files, so it is not one model's. Choose the folder that holds genai_config.json.`,
  );
}
