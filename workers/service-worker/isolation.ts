import { policyOf } from "./policy.ts";

/** A page is isolated, and has threads, if its document and its workers come with these. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/**
 * Adds the headers that the host did not send: static hosts often cannot. The host's own headers stay as they are.
 * @param path of the file, which decides its policy.
 * @param search the address's query.
 */
export function withHeaders(response: Response, path: string, search = ""): Response {
  if (response.type === "opaque" || response.type === "opaqueredirect" || response.type === "error") {
    return response;
  }
  const headers = new Headers(response.headers);
  const policy = policyOf(path, search);
  const wanted = { ...HEADERS, ...(policy !== null && { "Content-Security-Policy": policy }) };
  for (const [name, value] of Object.entries(wanted)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  // A new response has no record of redirects: a browser refuses a redirected response to a navigation.
  return new Response(hasNoBody(response.status) ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
