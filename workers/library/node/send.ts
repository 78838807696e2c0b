import type { ServerResponse } from "node:http";
import type { ServedResponse } from "#scoring-server/served.ts";

/** Sends a whole answer, unless the client has left. */
export function send(response: ServerResponse, { status, contentType, body }: ServedResponse): void {
  if (response.destroyed) return;
  const headers = { "content-type": contentType, "content-length": Buffer.byteLength(body) };
  if (!response.headersSent) response.writeHead(status, headers);
  response.end(body);
}
