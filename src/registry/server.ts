/** An MLflow tracking server, and the credentials for it. */
export interface ServerAccess {
  /** As `parseServerAddress` returns it. */
  readonly url: string;
  /** For basic authentication, as with `mlflow server --app-name basic-auth`; "" sends the secret as a bearer token. */
  readonly user: string;
  /** Password or token; "" if the server needs none. Never part of a document. */
  readonly secret: string;
}

/** One PUT of a file. A worker uses XMLHttpRequest, which reports how much was sent; fetch does not. */
export type Upload = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Blob;
  /** Called with the bytes of this file sent so far. */
  readonly onSentBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}) => Promise<{
  readonly status: number;
  readonly body: string;
  /** The header ETag; null if there is none, or another origin does not let the page read it. */
  readonly etag: string | null;
}>;

/** What the client needs from its environment. */
export interface ServerPlatform {
  readonly fetch: typeof globalThis.fetch;
  readonly upload: Upload;
  /** Waits; rejects with "aborted". */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The origin that the server sees, "http://localhost:5173": the one it has to allow. */
  readonly origin: string;
}

/** The headers with the credentials; none without a secret. */
export function accessHeaders({ user, secret }: ServerAccess): Record<string, string> {
  if (secret === "" && user === "") return {};
  if (user === "") return { Authorization: `Bearer ${secret}` };
  const bytes = new TextEncoder().encode(`${user}:${secret}`);
  return { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}
