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
  [/^demo\/(engine|full)-worker\.js$/, REACHES_OUT],
  [/^assets\/(download|endpoint|registry)-worker-[\w-]+\.js$/, REACHES_OUT],
  [/^assets\/((artifact|inference|reader)-worker|editor\.worker|helper-thread)-[\w-]+\.js$/, CLOSED],
  [/^assets\/python-worker-[\w-]+\.js$/, RUNS_PYTHON],
  // onnxruntime-web's threads.
  [/^assets\/ort-wasm[\w.-]+\.mjs$/, CLOSED],
];

/** @param path of a built file, e.g. "assets/inference-worker-1f2e.js". @returns null if it is not a worker. */
export function workerPolicy(path: string): string | null {
  return ENTRIES.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}
