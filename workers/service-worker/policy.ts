/**
 * The Content-Security-Policy of each worker. A dedicated worker is under the policy of its own response, not of the page: without one,
 * it could send what a person types, or a model, anywhere.
 */
const CODE = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
/** Reads the page's own files and what the person opened. */
const CLOSED = `${CODE}; connect-src 'self' blob:`;
/** Runs anyone's Python: loads only its own files. */
const RUNS_PYTHON = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
/** Contacts the servers that the person names, which can be any. */
const REACHES_OUT = `${CODE}; connect-src 'self' blob: http: https:`;

const ENTRIES: readonly (readonly [RegExp, string])[] = [
  // The demo's engine reads a model's files where they lie.
  [/^demo\/[^/]+\/(engine|full)-worker\.js$/, REACHES_OUT],
  [/^assets\/(download|endpoint|registry)-worker-[\w-]+\.js$/, REACHES_OUT],
  [/^assets\/((artifact|inference|reader)-worker|editor\.worker|helper-thread)-[\w-]+\.js$/, CLOSED],
  [/^assets\/python-worker-[\w-]+\.js$/, RUNS_PYTHON],
  // onnxruntime-web's threads.
  [/^assets\/ort-wasm[\w.-]+\.mjs$/, CLOSED],
];

/** Pages of other sites may show the demo in a frame, never the notebook, where a click could be led onto its buttons. */
export const NOT_FRAMED = "frame-ancestors 'self'";

/**
 * @param path of a built file, e.g. "assets/inference-worker-1f2e.js".
 * @param search the address's query: `?embed` is the demo.
 * @returns null for a file that needs no policy of its own.
 */
export function policyOf(path: string, search = ""): string | null {
  if (path === "" || path === "index.html")
    return new URLSearchParams(search).has("embed") ? null : NOT_FRAMED;
  return ENTRIES.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}
