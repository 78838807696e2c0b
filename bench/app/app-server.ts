import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { policyOf } from "../../workers/service-worker/policy.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm"]);

export interface SentFile {
  readonly path: string;
  /** As it went over the wire. */
  readonly sentBytes: number;
}

/**
 * The built page as a good static host serves it: compressed by gzip, with the headers that isolate and those of `_headers`, files
 * with a hash kept by the browser; and what it has sent.
 * @param isHeld whether a file is never sent, as on a line that is too slow for it.
 */
export async function serveApp(
  folder: string,
  isHeld: (path: string) => boolean = () => false,
): Promise<{ readonly server: Server; readonly url: string; readonly sent: SentFile[] }> {
  const sent: SentFile[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = path.normalize(pathname === "/" ? "/index.html" : pathname);
    if (isHeld(name)) return;
    readFile(path.join(folder, name)).then(
      (content) => {
        const extension = path.extname(name);
        const policy = policyOf(name.slice(1));
        const isCompressed = COMPRESSED.has(extension);
        const body = isCompressed ? gzipSync(content, { level: 9 }) : content;
        sent.push({ path: name, sentBytes: body.byteLength });
        response.writeHead(200, {
          "Content-Type": TYPES[extension] ?? "application/octet-stream",
          ...(isCompressed && { "Content-Encoding": "gzip" }),
          ...(policy !== null && { "Content-Security-Policy": policy }),
          ...(name.startsWith("/assets/") && { "Cache-Control": "max-age=31536000, immutable" }),
          "Cross-Origin-Opener-Policy": "same-origin",
          "Cross-Origin-Embedder-Policy": "require-corp",
          "Cross-Origin-Resource-Policy": "same-origin",
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sent };
}
