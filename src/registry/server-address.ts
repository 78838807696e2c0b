import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** The longest address that browsers accept. */
const MAX_CHARACTERS = 2000;

/**
 * The base address of a tracking server, from what a person types or copies from MLflow's own pages: without their "#/…" and without a
 * slash at the end, with https if there is no scheme.
 * @throws AppError "invalid-argument" if it is not an address, or contains a password.
 */
export function parseServerAddress(typed: string): string {
  if (typed.length > MAX_CHARACTERS) throw notAnAddress(`${typed.slice(0, 60)}…`);
  const text = typed.trim();
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(text);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? "" : isLocal ? "http://" : "https://";
  let url: URL;
  try {
    url = new URL(scheme + text);
  } catch (cause) {
    throw notAnAddress(typed, cause);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw notAnAddress(typed);
  if (url.username !== "" || url.password !== "") {
    throw new AppError(
      "invalid-argument",
      message`The server's address contains a user name or password. Remove them, and enter them under Credentials.`,
    );
  }
  return url.origin + url.pathname.replace(/(?<!\/)\/+$/, "");
}

function notAnAddress(typed: string, cause?: unknown): AppError {
  return new AppError(
    "invalid-argument",
    message`${JSON.stringify(typed)} is not the address of a server. Enter one such as http://localhost:5000 or https://mlflow.example.com.`,
    { cause },
  );
}
