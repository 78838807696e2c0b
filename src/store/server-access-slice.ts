import type { OpenBundle } from "#bundle/bundle.ts";
import type { ModelVersionName, ServerContents } from "#registry/registry-port.ts";

/** User name and secret for one server. */
export interface Credentials {
  readonly user: string;
  readonly secret: string;
  /** Whether they are stored between visits. */
  readonly kept: boolean;
}

export interface ServerAccessState {
  /** By the server's address, as `parseServerAddress` returns it. Never part of a document. */
  readonly credentials: Readonly<Record<string, Credentials>>;
}

export interface ServerAccessActions {
  /** Reads the stored credentials of a server, once. */
  readonly loadCredentials: (url: string) => Promise<void>;
  /** `kept` false deletes the stored credentials. */
  readonly setCredentials: (url: string, credentials: Credentials) => void;
  /** What a person can choose from on the server. Errors as the port's. */
  readonly lookAtServer: (url: string, signal: AbortSignal) => Promise<ServerContents>;
  /** For `openBundle`: downloads a registered version. */
  readonly openingOfVersion: (url: string, version: ModelVersionName) => OpenBundle;
}
