import { AppError, type ErrorCode } from "./errors.ts";
import { message } from "./message.ts";

/**
 * Decodes a file's text as Python does: bytes that are not UTF-8 are refused, not replaced by "\uFFFD". A byte order mark is dropped.
 * @param path for the message.
 * @throws AppError with `code`, naming the first byte that is not UTF-8.
 */
export function readUtf8(bytes: Uint8Array, path: string, code: ErrorCode = "invalid-config"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const at = goodBytes(bytes);
    const found = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    throw new AppError(
      code,
      message`${path} should be text in UTF-8; byte ${at + 1}, ${found} in hex, is not. Save it as UTF-8, or take the original file.`,
      { details: { path, byte: at }, cause },
    );
  }
}

/** How many bytes from the start are valid UTF-8. */
function goodBytes(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether it is valid except for a character cut at the end. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
