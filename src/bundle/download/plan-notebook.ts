import { readUtf8 } from "#base/read-utf8.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { checkPath } from "../check-path.ts";
import { sha256 as hashOf } from "#base/sha256.ts";
import { type ManifestJson, type ManifestNotebookJson, maxNotebookBytes } from "../manifest.ts";
import type { PlanNotebook } from "./plan.ts";

/**
 * The notebook that a bundle's list names, read and compared with its hash. It stays text until somebody opens it.
 * @throws AppError "unsafe-path"; "invalid-bundle" if it is too large or differs from the list; errors of `read`.
 */
export async function planNotebook(
  { bundleId }: ManifestJson,
  { path, size, sha256 }: ManifestNotebookJson,
  read: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<PlanNotebook> {
  checkPath(path);
  if (size > maxNotebookBytes) {
    throw new AppError(
      "invalid-bundle",
      message`The bundle's notebook ${path} holds ${size} bytes, and a notebook has ${maxNotebookBytes} at most. Ask for it without its outputs.`,
    );
  }
  const bytes = await read();
  const found = await hashOf(bytes);
  if (found !== sha256) {
    throw new AppError(
      "invalid-bundle",
      message`The bundle's notebook ${path} is not the one that its list promises: its SHA-256 should be ${sha256} and is ${found}. Download or copy the bundle again.`,
      { details: { path, expected: sha256, found } },
    );
  }
  return { text: readUtf8(bytes, path, "invalid-document"), bundleId: bundleId ?? null };
}
