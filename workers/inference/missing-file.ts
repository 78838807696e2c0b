import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/**
 * @param url of a file of the engine that does not come. On the web, the site has other files by now, or does not give this one to the
 * page; on a disk, it is not where the package was installed.
 */
export function missingFile(url: string, cause: unknown): AppError {
  return new AppError(
    "missing-dependency",
    url.startsWith("file:")
      ? message`${url} could not be read. Install the package again.`
      : message`${url} could not be read. If the site was updated, reload the page without its cache. Otherwise the site must serve all files of the engine, to pages of other hosts too.`,
    { details: { url }, cause },
  );
}
