import type { ServerPlatform } from "./server.ts";

/** For what Python asks: the person agreed to this server, not to one that it names. */
export function withoutRedirects({ fetch, upload, sleep, origin }: ServerPlatform): ServerPlatform {
  return { fetch: (input, init) => fetch(input, { ...init, redirect: "error" }), upload, sleep, origin };
}
