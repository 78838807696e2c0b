/** The request of `askEndpoint` for a terminal, which no CORS policy binds. */
import type { EndpointRequest } from "./ask-endpoint.ts";
import { shellQuote } from "./shell-quote.ts";

/** @returns a command for a POSIX shell. */
export function curlCommand({ url, token, body, timeoutSeconds }: EndpointRequest): string {
  const lines = [
    `curl --silent --show-error --max-time ${timeoutSeconds} ${shellQuote(url.trim())}`,
    `--header 'Content-Type: application/json'`,
    ...(token === null ? [] : [`--header ${shellQuote(`Authorization: Bearer ${token}`)}`]),
    // A body that begins with @ would be taken for a file's name by --data.
    `--data-raw ${shellQuote(JSON.stringify(body))}`,
  ];
  return lines.join(" \\\n  ");
}
