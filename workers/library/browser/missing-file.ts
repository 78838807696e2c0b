import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** @param url of a file of the package that does not come. */
export function missingFile(url: string, cause: unknown): AppError {
  return new AppError(
    "missing-dependency",
    message`${url} could not be read. It is a file of the library: serve all of them beside its entry.`,
    { details: { url }, cause },
  );
}
