import { type AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** How WebAssembly begins: "\0asm". */
const MAGIC = "0,97,115,109";

/**
 * Reads a build of the kernel.
 * @param missing the error that says whose file it is.
 */
export async function fetchBuild(
  url: string,
  missing: (cause: unknown) => AppError,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Some hosts answer an address that they do not have with a page of theirs, as if it were there.
    if (!response.ok || String(bytes.subarray(0, 4)) !== MAGIC)
      throw new WordedError(message`HTTP status ${response.status}`);
    return bytes;
  } catch (error) {
    throw missing(error);
  }
}
