/** What is read where it lies on this machine, a folder or a zip, as it is kept between visits. */
import type { ModelBundle } from "./bundle.ts";
import type { OpenZip } from "./open-zip.ts";
import { openRememberedFolder, rememberFolder, type RememberedFolder } from "./remembered-folder.ts";
import { openRememberedZip, rememberZip, type RememberedZip } from "./remembered-zip.ts";

export type Remembered = RememberedFolder | RememberedZip;

/** null for a bundle that is kept itself: it came without a handle, or is more than what lies there. */
export function remember(bundle: ModelBundle): Remembered | null {
  return rememberFolder(bundle) ?? rememberZip(bundle);
}

/** @throws AppError "storage", "invalid-bundle", "aborted", as the two say. */
export function openRemembered(
  openZip: OpenZip,
  stored: Remembered,
  signal?: AbortSignal,
): Promise<ModelBundle> {
  return stored.kind === "remembered-zip"
    ? openRememberedZip(openZip, stored, signal)
    : openRememberedFolder(stored, signal);
}
