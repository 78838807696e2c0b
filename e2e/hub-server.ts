import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import type { BundleFiles } from "./bundle-files.ts";

/** A request for a file's bytes. */
export interface FileRequest {
  readonly path: string;
  /** First and last byte; null without a Range header. */
  readonly range: readonly [number, number] | null;
  /** File requests before this one. */
  readonly count: number;
}

/** What the server does to a request for a file's bytes; each may be set by a test at any time. */
interface Faults {
  /** A status in place of the bytes. */
  status: (request: FileRequest) => number | undefined;
  /** Ends the connection after so many bytes of the body. */
  breakAfter: (request: FileRequest) => number | undefined;
  /** Changes the bytes that are sent. */
  damage: (bytes: Buffer, request: FileRequest) => Buffer;
  knowsRanges: boolean;
  /** Of each connection; Infinity for as fast as it goes. */
  bytesPerSecond: number;
}

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const REPOSITORY = "demo/Phi-3-demo-onnx";
export const FOLDER = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";

/** Files above this are in LFS, and known by their SHA-256. */
const LFS_BYTES = 100_000;
const CHUNK_BYTES = 64 * 1024;

/**
 * The hub's API and its files on this machine, with faults. As on the hub, a file's address redirects to another host:
 * here the same server by another name of this machine.
 */
export class HubServer {
  files: BundleFiles;
  readonly requests: FileRequest[] = [];
  /** Authorization headers that came to the hub, and to the host of the files. */
  readonly tokens = { hub: new Set<string>(), files: new Set<string>() };
  faults: Faults = noFaults();
  readonly #server: Server;
  #port = 0;
  #sentBytes = 0;
  #connections = 0;
  /** Files that were sent at once. */
  mostConnections = 0;

  /** @param files by their path in the model's folder. */
  constructor(files: BundleFiles) {
    this.files = files;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    this.#port = address.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Bytes of files that were sent. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  get totalBytes(): number {
    return Object.values(this.files).reduce((sum, { length }) => sum + length, 0);
  }

  /** Begins a new count, without faults. */
  reset(): void {
    this.requests.length = 0;
    this.#sentBytes = 0;
    this.mostConnections = 0;
    this.faults = noFaults();
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "authorization, range");
    response.setHeader("Access-Control-Expose-Headers", "ETag, Link, Content-Range, Retry-After");
    const { pathname } = new URL(request.url ?? "/", this.url);
    const token = request.headers.authorization;
    const isFile = pathname.startsWith("/files/");
    if (token !== undefined) this.tokens[isFile ? "files" : "hub"].add(token);
    const resolve = `/${REPOSITORY}/resolve/${COMMIT}/${FOLDER}/`;
    if (request.method === "OPTIONS") response.end();
    else if (pathname === `/api/models/${REPOSITORY}/revision/main`) sendJson(response, { sha: COMMIT });
    else if (pathname === `/api/models/${REPOSITORY}/tree/${COMMIT}`) sendJson(response, this.#tree());
    else if (pathname === "/list/bundle.json") sendJson(response, this.#list("Without hashes"));
    else if (pathname === "/list/own/bundle.json") sendJson(response, this.#list("Own"));
    else if (pathname === "/list/other/bundle.json") sendJson(response, this.#list("Other"));
    else if (pathname.startsWith("/moved/")) {
      response.writeHead(302, {
        Location: `http://localhost:${this.#port}/files/${pathname.slice("/moved/".length)}`,
      });
      response.end();
    } else if (pathname.startsWith(resolve)) {
      response.writeHead(302, {
        Location: `http://localhost:${this.#port}/files/${pathname.slice(resolve.length)}`,
      });
      response.end();
    } else if (isFile)
      await this.#sendFile(decodeURIComponent(pathname.slice("/files/".length)), request, response);
    else response.writeHead(404).end();
  }

  #tree(): unknown {
    return Object.entries(this.files).map(([path, bytes]) => {
      const gitOid = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
      const entry = { type: "file", path: `${FOLDER}/${path}`, size: bytes.length, oid: gitOid };
      return bytes.length < LFS_BYTES
        ? entry
        : { ...entry, lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } };
    });
  }

  /** The same files without hashes, as a plain server may have them. */
  #list(name: string): unknown {
    return {
      name,
      files: Object.entries(this.files).map(([path, bytes]) => ({
        path,
        size: bytes.length,
        url: `${this.url}/files/${path}`,
      })),
    };
  }

  async #sendFile(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = this.files[path];
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (request.method === "HEAD") {
      response.writeHead(200, { "Content-Length": bytes.length }).end();
      return;
    }
    const match = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const asked: FileRequest = {
      path,
      range: match === null ? null : [Number(match[1]), Math.min(Number(match[2]), bytes.length - 1)],
      count: this.requests.length,
    };
    this.requests.push(asked);
    const status = this.faults.status(asked);
    if (status !== undefined) {
      response.writeHead(status, { "Retry-After": "1" }).end();
      return;
    }
    const isPart = this.faults.knowsRanges && asked.range !== null;
    const [first, last] = isPart && asked.range !== null ? asked.range : [0, bytes.length - 1];
    response.writeHead(isPart ? 206 : 200, {
      ETag: `"${sha256(bytes).slice(0, 16)}"`,
      "Content-Length": last - first + 1,
      ...(isPart ? { "Content-Range": `bytes ${first}-${last}/${bytes.length}` } : {}),
    });
    await this.#sendBody(this.faults.damage(bytes.subarray(first, last + 1), asked), asked, response);
  }

  async #sendBody(body: Buffer, asked: FileRequest, response: ServerResponse): Promise<void> {
    // A client that leaves, or a connection that is to break, ends it early.
    this.#connections += 1;
    this.mostConnections = Math.max(this.mostConnections, this.#connections);
    await pipeline(Readable.from(this.#chunks(body, asked)), response).catch(() => undefined);
    this.#connections -= 1;
  }

  async *#chunks(body: Buffer, asked: FileRequest): AsyncGenerator<Buffer> {
    const breakAfter = this.faults.breakAfter(asked) ?? Number.POSITIVE_INFINITY;
    for (let at = 0; at < body.length; at += CHUNK_BYTES) {
      if (at >= breakAfter) throw new Error("The connection breaks here.");
      // Not behind the last one: the client would ask for the next file while this one still counts.
      const waitMs = at === 0 ? 0 : (CHUNK_BYTES / this.faults.bytesPerSecond) * 1000;
      if (waitMs > 0) await setTimeout(waitMs);
      const chunk = body.subarray(at, at + CHUNK_BYTES);
      this.#sentBytes += chunk.length;
      yield chunk;
    }
  }
}

function noFaults(): Faults {
  return {
    status: () => undefined,
    breakAfter: () => undefined,
    damage: (bytes) => bytes,
    knowsRanges: true,
    bytesPerSecond: Number.POSITIVE_INFINITY,
  };
}

function sendJson(response: ServerResponse, json: unknown): void {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(json));
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
