import { cancelled } from "#base/errors.ts";
import { unread } from "./unread.ts";

const URLS = Object.values(
  import.meta.glob<string>("../../src/python/wheels/*.whl", {
    query: "?url",
    import: "default",
    eager: true,
  }),
);

/** The packages from PyPI that ship with the page, about 2 MB. @throws AppError "aborted" and "network". */
export function readWheels(signal: AbortSignal): Promise<readonly Uint8Array[]> {
  return Promise.all(URLS.map((url) => readWheel(url, signal)));
}

async function readWheel(url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw unread(response.status);
    return new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    throw signal.aborted ? cancelled(thrown) : unread(thrown);
  }
}
