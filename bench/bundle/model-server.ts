import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";

/** A file host as models lie on: ranges, leave for pages of other hosts, and a count of what it sent. */
export class ModelServer {
  sentBytes = 0;
  /** Of each connection. */
  bytesPerSecond = Number.POSITIVE_INFINITY;
  readonly #folders: readonly string[];
  readonly #server: Server;

  /** @param folders searched in order. */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Expose-Headers", "ETag, Content-Range");
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    for (const folder of this.#folders) {
      const place = path.join(folder, path.normalize(decodeURIComponent(pathname)));
      const found = await stat(place).catch(() => null);
      if (found?.isFile() !== true) continue;
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
      const start = Number(range?.[1] ?? 0);
      const end = Math.min(Number(range?.[2] ?? found.size - 1) + 1, found.size);
      response.writeHead(range === null ? 200 : 206, {
        "Content-Length": end - start,
        ETag: `"${found.size}-${found.mtimeMs}"`,
        ...(range !== null && { "Content-Range": `bytes ${start}-${end - 1}/${found.size}` }),
      });
      if (end === start) {
        response.end();
        return;
      }
      const file = createReadStream(place, { start, end: end - 1, highWaterMark: 1 << 18 });
      // A client that leaves ends it early.
      await pipeline(Readable.from(this.#held(file)), response).catch(() => undefined);
      return;
    }
    response.writeHead(404).end();
  }

  async *#held(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of file) {
      yield chunk;
      this.sentBytes += chunk.length;
      if (Number.isFinite(this.bytesPerSecond)) await setTimeout((1000 * chunk.length) / this.bytesPerSecond);
    }
  }
}
