import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";

/** File System Access, which the workers' types lack. A handle without these methods can be read. */
interface PermissionHandle {
  queryPermission?: (options: { readonly mode: "read" }) => Promise<PermissionState>;
  requestPermission?: (options: { readonly mode: "read" }) => Promise<PermissionState>;
}

/** Whether the person has to allow the page to read it again, as browsers require after a restart. */
export async function needsPermission(handle: FileSystemHandle): Promise<boolean> {
  const { queryPermission } = handle as PermissionHandle;
  return ((await queryPermission?.call(handle, { mode: "read" })) ?? "granted") !== "granted";
}

/** @throws AppError "storage" naming the `place`, if the person has to allow the page to read it again. */
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

/** Asks the person. Browsers allow this only after a click. @returns whether it may be read. */
export async function requestPermission(handle: FileSystemHandle): Promise<boolean> {
  const { requestPermission: request } = handle as PermissionHandle;
  return ((await request?.call(handle, { mode: "read" })) ?? "granted") === "granted";
}
