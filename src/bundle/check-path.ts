import { AppError } from "#base/errors.ts";
import { hasTurns } from "#base/seen-text.ts";
import { english, message, type Message } from "#base/message.ts";

/** No real model has longer names, and some file systems cannot store them. */
const maxPathCharacters = 1024;
/** Real models are about five folders deep. */
const maxFolders = 64;

/**
 * Checks a path from an archive, a folder or a manifest before anything is read from or written to it.
 * @returns the path itself: relative, "/"-separated, with no empty, "." or ".." segment.
 * @throws AppError "unsafe-path", with the path and what is wrong with it.
 */
export function checkPath(path: string): string {
  const fault = faultOf(path);
  if (fault === null) return path;
  throw new AppError(
    "unsafe-path",
    message`The file path ${JSON.stringify(path)} cannot be used: ${fault}. Expected a relative path such as "onnx/model.onnx".`,
    { details: { path, fault: english(fault) } },
  );
}

/**
 * Checks a whole listing: each path, no path twice (letter case ignored, as Windows and macOS do), and no path that is both a file and a
 * folder.
 * @throws AppError "unsafe-path"
 */
export function checkPaths(paths: readonly string[]): void {
  const folded = new Map<string, string>();
  for (const path of paths) {
    const key = foldCase(checkPath(path));
    const earlier = folded.get(key);
    if (earlier !== undefined) {
      throw new AppError(
        "unsafe-path",
        message`The files ${JSON.stringify(earlier)} and ${JSON.stringify(path)} would overwrite each other: their names differ in letter case at most. Rename or remove one of them.`,
        { details: { path, earlier } },
      );
    }
    folded.set(key, path);
  }
  for (const [key, path] of folded) {
    for (let slash = key.indexOf("/"); slash >= 0; slash = key.indexOf("/", slash + 1)) {
      const file = folded.get(key.slice(0, slash));
      if (file === undefined) continue;
      throw new AppError(
        "unsafe-path",
        message`${JSON.stringify(file)} is a file, and ${JSON.stringify(path)} needs a folder of the same name.`,
        { details: { path, earlier: file } },
      );
    }
  }
}

function faultOf(path: string): Message | null {
  if (path === "") return message`it is empty`;
  if (path.length > maxPathCharacters) return message`it is longer than ${maxPathCharacters} characters`;
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\u0000-\u001f\u007f]/.test(path)) return message`it holds a control character`;
  if (hasTurns(path)) return message`it holds a character that turns its line around`;
  if (/\p{Surrogate}/u.test(path)) return message`it holds half a character`;
  if (path.includes("\\")) return message`it holds a backslash`;
  if (path.startsWith("/")) return message`it is absolute`;
  if (/^[A-Za-z]:/.test(path)) return message`it names a drive`;
  const segments = path.split("/");
  if (segments.length > maxFolders) return message`it is more than ${maxFolders} folders deep`;
  for (const segment of segments) {
    if (segment === "") return message`it holds an empty folder name`;
    if (segment === "." || segment === "..") return message`it holds "${segment}"`;
  }
  return null;
}

function foldCase(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
