/** Why Python itself ended, where all that is known of it are an engine's words. */
import type { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";

/** Chromium's, WebKit's and Firefox's words for a full stack, which Python's own limit had not guarded. */
const TOO_DEEP = /call stack|too much recursion/i;
/** Their words for WebAssembly that was stopped, and Pyodide's for itself. */
const BROKEN = /out of bounds|unreachable|signature mismatch|indirect call|fatal|wasm/i;

export function howPythonEnded(error: AppError): Wording {
  const { code, wording } = error;
  if (code !== "internal" && code !== "worker-died") return wording;
  // An engine's words are among the details of an error of the page's own.
  const words = JSON.stringify(error.toJson());
  if (TOO_DEEP.test(words)) return message`Functions called one another more deeply than a browser allows.`;
  return BROKEN.test(words) ? message`Python itself failed.` : wording;
}
