/** A zip on this machine that is read in place: its handle is stored, its bytes are not copied. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle, OnBytes } from "./bundle.ts";
import { checkPermission } from "./handle-permission.ts";
import type { OpenZip } from "./open-zip.ts";

/** What is stored of an opened zip. */
export interface RememberedZip {
  readonly kind: "remembered-zip";
  readonly bundle: Pick<ModelBundle, "id" | "name">;
  readonly handle: FileSystemFileHandle;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs: number;
}

/** Opens a zip that a person picked or dropped, so that it can be stored. @throws AppError as `openZip` does. */
export async function openZipInPlace(
  openZip: OpenZip,
  handle: FileSystemFileHandle,
  signal?: AbortSignal,
  onBytes?: OnBytes,
): Promise<ModelBundle> {
  const zip = await handle.getFile();
  const bundle = await openZip(zip, { ...(signal && { signal }), ...(onBytes && { onBytes }) });
  return { ...bundle, zip: { handle, sizeBytes: zip.size, lastModifiedMs: zip.lastModified } };
}

/** null for a bundle that was not opened from a handle, and for an MLflow model, which is more than its zip. */
export function rememberZip({ id, name, zip, mlflowFiles }: ModelBundle): RememberedZip | null {
  if (zip === undefined || mlflowFiles !== undefined) return null;
  return { kind: "remembered-zip", bundle: { id, name }, ...zip };
}

/**
 * Opens a stored zip. Its stored files were checked when it was first opened, and are not read again.
 * @throws AppError "storage" if the page may not read it, "invalid-bundle" if it changed or is gone, "aborted".
 */
export async function openRememberedZip(
  openZip: OpenZip,
  stored: RememberedZip,
  signal?: AbortSignal,
): Promise<ModelBundle> {
  const { bundle, handle, sizeBytes, lastModifiedMs } = stored;
  await checkPermission(handle, handle.name, bundle.id);
  const zip = await fileOf(handle);
  if (zip === null || zip.size !== sizeBytes || zip.lastModified !== lastModifiedMs) {
    throw new AppError(
      "invalid-bundle",
      zip === null
        ? message`${handle.name} was moved or deleted after it was opened. Put it back, or open the zip again.`
        : message`${handle.name} was changed after it was opened. Put the original back, or open the zip again.`,
      { details: { bundleId: bundle.id } },
    );
  }
  const opened = await openZip(zip, { isChecked: true, ...(signal && { signal }) });
  return { ...opened, id: bundle.id, name: bundle.name, zip: { handle, sizeBytes, lastModifiedMs } };
}

/** null if it is gone. */
async function fileOf(handle: FileSystemFileHandle): Promise<File | null> {
  try {
    return await handle.getFile();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "NotFoundError") return null;
    throw new AppError("storage", message`${handle.name} could not be read. Check that the disk is there.`, {
      cause,
    });
  }
}
