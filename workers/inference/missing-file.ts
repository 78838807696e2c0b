import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** @param url of a file of the engine that does not come: the site has other files by now, or does not give this one to the page. */
export function missingFile(url: string, cause: unknown): AppError {
  return new AppError(
    "missing-dependency",
    message`${url} could not be read. If the site was updated, reload the page without its cache. Otherwise the site must serve all files of the engine, to pages of other hosts too.`,
    { details: { url }, cause },
  );
}
