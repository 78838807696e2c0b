import { cancelled } from "#base/errors.ts";
import { unread } from "./unread.ts";

const URLS = import.meta.glob<string>("../../src/python/wheels/*.whl", {
  query: "?url",
  import: "default",
  eager: true,
});

/** Packages from PyPI that ship with the page, by the beginnings of their names. @throws AppError "aborted" and "network". */
export function readWheels(names: readonly string[], signal: AbortSignal): Promise<readonly Uint8Array[]> {
  const wanted = Object.entries(URLS).filter(([path]) =>
    names.some((name) => path.includes(`/wheels/${name}`)),
  );
  return Promise.all(wanted.map(([, url]) => readWheel(url, signal)));
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
