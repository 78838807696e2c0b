/** What lets the person in to servers: in memory, and in this browser's storage only when that is asked for. */
import { own } from "#base/own.ts";
import type { OpenBundle } from "#bundle/bundle.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { ModelVersionName, RegistryPort, ServerContents } from "#registry/registry-port.ts";
import type { ServerAccess } from "#registry/server.ts";

/** User name and secret for one server. */
export interface Credentials {
  readonly user: string;
  readonly secret: string;
  /** Whether they are kept between visits. */
  readonly kept: boolean;
}

export interface ServerAccessState {
  /** By the server's address, as `parseServerAddress` gives it. Never a part of a document. */
  readonly credentials: Readonly<Record<string, Credentials>>;
}

/** Functions, not methods. */
export interface ServerAccessActions {
  /** Reads what was kept for a server, once. */
  readonly loadCredentials: (url: string) => Promise<void>;
  /** `kept` false takes what was kept out of the storage. */
  readonly setCredentials: (url: string, credentials: Credentials) => void;
  /** What a person may choose from there. Errors as the port's. */
  readonly lookAtServer: (url: string, signal: AbortSignal) => Promise<ServerContents>;
  /** For `openBundle`: downloads a registered version. */
  readonly openingOfVersion: (url: string, version: ModelVersionName) => OpenBundle;
}

interface ServerAccessOptions {
  readonly registry: RegistryPort;
  readonly settings: NotebookStorage;
  readonly now: () => ServerAccessState;
  readonly change: (state: ServerAccessState) => void;
}

export const NO_CREDENTIALS: Credentials = { user: "", secret: "", kept: false };

export function createServerAccessActions(options: ServerAccessOptions): ServerAccessActions {
  const { registry, settings, now, change } = options;
  const put = (url: string, credentials: Credentials): void =>
    change({ credentials: { ...now().credentials, [url]: credentials } });

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
      // Where storage is off, they live as long as the page.
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
