import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";

/** File System Access, which the types of workers do not know; a handle that lacks it may be read. */
interface PermissionHandle {
  queryPermission?: (options: { readonly mode: "read" }) => Promise<PermissionState>;
  requestPermission?: (options: { readonly mode: "read" }) => Promise<PermissionState>;
}

/** Whether the person has to allow the page again to read it, as browsers want it after a restart. */
export async function needsPermission(handle: FileSystemHandle): Promise<boolean> {
  const { queryPermission } = handle as PermissionHandle;
  return ((await queryPermission?.call(handle, { mode: "read" })) ?? "granted") !== "granted";
}

/** @throws AppError "storage" naming the `place`, where the person has to allow the page again to read it. */
export async function checkPermission(
  handle: FileSystemHandle,
  place: Wording,
  bundleId: string,
): Promise<void> {
  if (!(await needsPermission(handle))) return;
  throw new AppError(
    "storage",
    message`${place} may not be read until you allow it again: press Allow in the model cell.`,
    { details: { bundleId, needsPermission: true } },
  );
}

/** Asks the person; only in answer to a click, or browsers refuse. @returns whether it may be read. */
export async function requestPermission(handle: FileSystemHandle): Promise<boolean> {
  const { requestPermission: request } = handle as PermissionHandle;
  return ((await request?.call(handle, { mode: "read" })) ?? "granted") === "granted";
}
