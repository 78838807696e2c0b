import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * A file server as plain as they come, on any free port: it sends none of the headers that isolate a page.
 * @param prelude what the download worker runs before its own script: it so finds itself in another browser.
 * @param base the path under which the folder lies, with a slash at both ends.
 */
export async function startPlainServer(
  folder: string,
  { prelude = "", base = "/" }: { readonly prelude?: string; readonly base?: string } = {},
): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (!pathname.startsWith(base)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    const name = path.normalize(`/${pathname.slice(base.length)}`);
    const file = path.join(folder, name.endsWith("/") ? `${name}index.html` : name);
    stat(file).then(
      () => {
        response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "application/octet-stream");
        if (pathname.includes("/download-worker")) response.write(prelude);
        createReadStream(file).pipe(response);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
