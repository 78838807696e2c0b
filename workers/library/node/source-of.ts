import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelSource } from "#library/model-source.ts";
import { browserSourceOf } from "../source-of.ts";
import { openFile } from "./file-blobs.ts";

/**
 * As in a browser, plus paths of folders and zips.
 * @throws AppError "invalid-argument", "not-found".
 */
export async function nodeSourceOf(given: unknown): Promise<ModelSource> {
  // What has no `fetch` is refused there.
  const isAddress = (text: string): boolean =>
    text.trim() === "" || /^(?!file:)[a-z][a-z\d+.-]*:\/\//i.test(text);
  if (given instanceof URL && given.protocol === "file:") return pathSource(fileURLToPath(given));
  if (typeof given !== "string" || isAddress(given)) return browserSourceOf(given, "file:///");
  return pathSource(given.startsWith("file:") ? fileURLToPath(given) : given);
}

async function pathSource(given: string): Promise<ModelSource> {
  const place = path.resolve(given);
  const name = path.basename(place);
  const found = await stat(place).catch((error: unknown) => {
    throw new AppError("not-found", message`There is no file or folder ${place}.`, { cause: error });
  });
  if (!found.isDirectory()) return { kind: "zip", name, blob: await openFile(place) };
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { path: path.relative(place, file).split(path.sep).join("/"), blob: await openFile(file) };
    });
  return { kind: "files", name, files: await Promise.all(files) };
}
