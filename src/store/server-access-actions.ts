/** Credentials for servers: kept in memory, and in this browser's storage only on request. */
import { own } from "#base/own.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { App } from "./app.ts";
import type { Credentials, ServerAccessState, ServerAccessActions } from "./server-access-slice.ts";

export const NO_CREDENTIALS: Credentials = { user: "", secret: "", kept: false };

export function createServerAccessActions({
  ports: { registry, settings },
  store,
}: App): ServerAccessActions {
  const now = store.getState;
  const put = (url: string, credentials: Credentials): void =>
    store.setState({ credentials: { ...now().credentials, [url]: credentials } });

  return {
    async loadCredentials(url) {
      if (own(now().credentials, url) !== undefined) return;
      const kept = await settings.load(keyOf(url)).catch(() => null);
      const { readCredentials } = await import("./kept-settings.ts");
      const stored = readCredentials(kept);
      if (stored !== null && own(now().credentials, url) === undefined) put(url, stored);
    },

    setCredentials(url, credentials) {
      const wasKept = own(now().credentials, url)?.kept === true;
      put(url, credentials);
      const { user, secret, kept } = credentials;
      // If storage is off, they last as long as the page.
      if (kept) settings.save(keyOf(url), { user, secret }).catch(() => undefined);
      else if (wasKept) settings.remove(keyOf(url)).catch(() => undefined);
    },

    lookAtServer: (url, signal) => registry.lookAt(accessTo(now(), url), signal),

    openingOfVersion: (url, version) => (signal, onBytes) =>
      registry.openVersion(
        accessTo(now(), url),
        version,
        ({ loadedBytes, totalBytes }) => {
          if (loadedBytes !== undefined && totalBytes !== undefined) onBytes(loadedBytes, totalBytes);
        },
        signal,
      ),
  };
}

/** For the kernel. */
export function accessTo(state: ServerAccessState, url: string): ServerAccess {
  const { user, secret } = own(state.credentials, url) ?? NO_CREDENTIALS;
  return { url, user, secret };
}

function keyOf(url: string): string {
  return `server-credentials:${url}`;
}
