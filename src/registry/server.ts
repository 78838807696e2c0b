/** An MLflow tracking server, and what lets a person in. */
export interface ServerAccess {
  /** As `parseServerAddress` gives it. */
  readonly url: string;
  /** For basic authentication, as `mlflow server --app-name basic-auth` asks for; "" sends the secret as a bearer token. */
  readonly user: string;
  /** Password or token; "" where the server asks for none. Never a part of a document. */
  readonly secret: string;
}

/** One PUT of a file. A worker does it by XMLHttpRequest, which tells how much was sent; fetch does not. */
export type Upload = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Blob;
  /** Called with the bytes of this file sent so far. */
  readonly onSentBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}) => Promise<{ readonly status: number; readonly body: string }>;

/** What the client needs of where it runs. */
export interface ServerPlatform {
  readonly fetch: typeof globalThis.fetch;
  readonly upload: Upload;
  /** Waits; rejects with "aborted". */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The origin that the server sees, "http://localhost:5173": what it is to allow. */
  readonly origin: string;
}

/** The headers that let a person in; none without a secret. */
export function accessHeaders({ user, secret }: ServerAccess): Record<string, string> {
  if (secret === "" && user === "") return {};
  if (user === "") return { Authorization: `Bearer ${secret}` };
  const bytes = new TextEncoder().encode(`${user}:${secret}`);
  return { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}
