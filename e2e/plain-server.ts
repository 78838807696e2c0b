import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/**
 * A file server as plain as they come: it sends none of the headers that isolate a page.
 * @param prelude what the download worker runs before its own script: it so finds itself in another browser.
 */
export async function startPlainServer(folder: string, port: number, prelude = ""): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = path.join(folder, path.normalize(pathname === "/" ? "/index.html" : pathname));
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
    server.listen(port, resolve);
  });
  return server;
}
