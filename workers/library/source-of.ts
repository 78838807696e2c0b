import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelSource } from "#library/model-source.ts";

/**
 * Sources that browsers know.
 * @param base for relative addresses.
 * @throws AppError "invalid-argument"
 */
export async function browserSourceOf(given: unknown, base: string): Promise<ModelSource> {
  // An empty one would be that of the page.
  if ((typeof given === "string" && given.trim() !== "") || given instanceof URL) {
    const url = URL.parse(given, base);
    if (url !== null) return { kind: "url", url: url.href };
  }
  if (given instanceof Blob) return { kind: "zip", name: nameOf(given), blob: given };
  if (isListOfFiles(given)) return filesSource([...given]);
  if (isHandle(given)) {
    if (given.kind === "directory") return { kind: "directory", handle: given };
    const file = await given.getFile();
    return { kind: "zip", name: file.name, blob: file };
  }
  if (isHub(given)) return given;
  throw new AppError(
    "invalid-argument",
    message`This names no model. Give an address, a File of a zip, the Files of a folder, a file system handle, or hub("owner/name").`,
  );
}

function filesSource(files: readonly File[]): ModelSource {
  const paths = files.map((file) => file.webkitRelativePath || file.name);
  const name = /^([^/]+)\//.exec(paths[0] ?? "")?.[1] ?? "model";
  return { kind: "files", name, files: files.map((blob, at) => ({ path: paths[at] ?? "", blob })) };
}

function nameOf(blob: Blob): string {
  return "name" in blob && typeof blob.name === "string" ? blob.name : "model.zip";
}

function isListOfFiles(given: unknown): given is Iterable<File> {
  return (
    typeof given === "object" &&
    given !== null &&
    Symbol.iterator in given &&
    [...(given as Iterable<unknown>)].every((each) => each instanceof File)
  );
}

function isHandle(given: unknown): given is FileSystemDirectoryHandle | FileSystemFileHandle {
  return typeof FileSystemHandle !== "undefined" && given instanceof FileSystemHandle;
}

function isHub(given: unknown): given is Extract<ModelSource, { kind: "hub" }> {
  return typeof given === "object" && given !== null && "kind" in given && given.kind === "hub";
}
