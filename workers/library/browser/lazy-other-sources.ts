/** Replaces library/other-sources.ts in the package's small worker. */
import { AppError } from "#base/errors.ts";
import type * as sources from "#library/other-sources.ts";
import { loadPart } from "./parts.ts";

type Sources = typeof sources;

export const openFiles: Sources["openFiles"] = (...asked) => withPart((part) => part.openFiles(...asked));

export const openDirectory: Sources["openDirectory"] = (...asked) =>
  withPart((part) => part.openDirectory(...asked));

export const openZipBlob: Sources["openZipBlob"] = (...asked) =>
  withPart((part) => part.openZipBlob(...asked));

export const openZipUrl: Sources["openZipUrl"] = (...asked) => withPart((part) => part.openZipUrl(...asked));

export const openHubPage: Sources["openHubPage"] = (...asked) =>
  withPart((part) => part.openHubPage(...asked));

export const openHub: Sources["openHub"] = (...asked) => withPart((part) => part.openHub(...asked));

async function withPart<Opened>(
  open: (part: typeof import("./sources-entry.ts")) => Promise<Opened>,
): Promise<Opened> {
  try {
    return await open(await loadPart("sources"));
  } catch (error) {
    throw AppError.from(error);
  }
}
