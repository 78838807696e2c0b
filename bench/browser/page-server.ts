import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Read of a file at once: with Node's 64 KiB, the server takes more of a small machine's time than the browser does. */
const readBytes = 2 ** 20;

/**
 * Serves folders, isolated so that pages may use threads; models are not to stay in the browser's HTTP cache.
 * @param folders by the path they stand under, "/models/150m/" say; several at one path are searched in order.
 * @returns the server and its address, without a slash at its end.
 */
export async function servePage(
  folders: readonly { readonly at: string; readonly folder: string }[],
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    answer(request, response, folders).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folders: readonly { readonly at: string; readonly folder: string }[],
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const candidates = folders
    .filter(({ at }) => pathname.startsWith(at))
    .map(({ at, folder }) => path.join(folder, path.normalize(`/${pathname.slice(at.length)}`)));
  for (const file of candidates) {
    const found = await stat(file).catch(() => null);
    if (found?.isFile() !== true) continue;
    const isModel = pathname.startsWith("/models/");
    const range = rangeOf(request.headers.range, found.size);
    response.writeHead(range.isPart ? 206 : 200, {
      "Content-Type": types[path.extname(file)] ?? "application/octet-stream",
      "Content-Length": range.end - range.start,
      ...(range.isPart && { "Content-Range": `bytes ${range.start}-${range.end - 1}/${found.size}` }),
      "Accept-Ranges": "bytes",
      "Cache-Control": isModel ? "no-store" : "no-cache",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Resource-Policy": "same-origin",
    });
    if (request.method === "HEAD" || found.size === 0) response.end();
    else
      createReadStream(file, { start: range.start, end: range.end - 1, highWaterMark: readBytes }).pipe(
        response,
      );
    return;
  }
  response.writeHead(404).end();
}

/** The bytes [start, end) that a Range header asks for; the whole file for none, or one of another form. */
function rangeOf(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number; readonly isPart: boolean } {
  const found = /^bytes=(\d+)-(\d*)$/.exec(header ?? "");
  const start = Number(found?.[1] ?? 0);
  const end = found?.[2] ? Math.min(Number(found[2]) + 1, size) : size;
  return found !== null && start < end
    ? { start, end, isPart: true }
    : { start: 0, end: size, isPart: false };
}
