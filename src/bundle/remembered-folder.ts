/** A folder on this machine that is read in place: its handle is stored, its files are not copied. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { english, joined, message, type Message } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "./bundle.ts";
import { checkPermission } from "./handle-permission.ts";

/** What is stored of an opened folder: everything but its files' bytes. */
export interface RememberedFolder {
  readonly kind: "remembered-folder";
  readonly bundle: Omit<ModelBundle, "files" | "folder">;
  readonly handle: FileSystemDirectoryHandle;
  readonly files: readonly RememberedFile[];
}

interface RememberedFile {
  /** In the bundle. */
  readonly path: string;
  /** In the folder. */
  readonly place: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs: number;
}

/** null for a bundle that was not opened from a handle. */
export function rememberFolder(bundle: ModelBundle): RememberedFolder | null {
  const { files, folder, ...rest } = bundle;
  if (folder === undefined) return null;
  return {
    kind: "remembered-folder",
    bundle: rest,
    handle: folder.handle,
    files: files.map(({ path, sizeBytes, source }) => ({
      path,
      place: folder.root + path,
      sizeBytes,
      lastModifiedMs: source.kind === "blob" && source.blob instanceof File ? source.blob.lastModified : 0,
    })),
  };
}

/**
 * Opens a stored folder.
 * @throws AppError "storage" if the page may not read it, "invalid-bundle" naming the files that changed or are gone, "aborted".
 */
export async function openRememberedFolder(
  folder: RememberedFolder,
  signal?: AbortSignal,
): Promise<ModelBundle> {
  const { bundle, handle } = folder;
  await checkPermission(handle, message`The folder ${handle.name}`, bundle.id);
  const files: BundleFile[] = [];
  const faults: Message[] = [];
  let root = "";
  for (const { path, place, sizeBytes, lastModifiedMs } of folder.files) {
    throwIfAborted(signal);
    root = place.slice(0, place.length - path.length);
    const file = await fileAt(handle, place);
    if (file === null) faults.push(message`${path} is gone`);
    else if (file.size !== sizeBytes || file.lastModified !== lastModifiedMs)
      faults.push(message`${path} was changed`);
    else files.push({ path, sizeBytes, source: { kind: "blob", blob: file } });
  }
  if (faults.length === 0) return { ...bundle, files, folder: { handle, root } };
  throw new AppError(
    "invalid-bundle",
    message`The folder ${handle.name} is not as it was when it was opened: ${joined(faults, ", ")}. Put the files back, or open the folder again to use it as it is now.`,
    { details: { bundleId: bundle.id, faults: english(joined(faults, ", ")) } },
  );
}

/** null if it, or a folder on the way to it, is gone. */
async function fileAt(folder: FileSystemDirectoryHandle, place: string): Promise<File | null> {
  const folders = place.split("/");
  const name = folders.pop() ?? "";
  try {
    let at = folder;
    for (const each of folders) at = await at.getDirectoryHandle(each);
    return await (await at.getFileHandle(name)).getFile();
  } catch (cause) {
    if (cause instanceof DOMException && ["NotFoundError", "TypeMismatchError"].includes(cause.name))
      return null;
    throw new AppError(
      "storage",
      message`${place} in the folder ${folder.name} could not be read. Check that the disk is there, or open the folder again.`,
      { cause },
    );
  }
}
