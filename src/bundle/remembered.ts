/** A folder or zip that is read in place on this machine, as stored between visits. */
import { safeParse } from "valibot";
import type { ModelBundle } from "./bundle.ts";
import { type Remembered, storedBundleSchema } from "./bundle-schema.ts";
import type { OpenZip } from "./open-zip.ts";
import { openRememberedFolder, rememberFolder } from "./remembered-folder.ts";
import { openRememberedZip, rememberZip } from "./remembered-zip.ts";

/** @returns undefined if it is not a bundle, or is damaged. */
export function readStoredBundle(stored: unknown): ModelBundle | Remembered | undefined {
  const read = safeParse(storedBundleSchema, stored);
  return read.success ? read.output : undefined;
}

/** null for a bundle that is stored itself: it has no handle, or holds more than the folder or zip. */
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
