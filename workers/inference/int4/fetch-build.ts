import { type AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";

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
    if (!response.ok) throw new WordedError(message`HTTP status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw missing(error);
  }
}
