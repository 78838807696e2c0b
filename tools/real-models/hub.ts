import { createHash } from "node:crypto";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/** What the hub keeps in large-file storage. */
const largeBytes = 10_000_000;
/** The hub has 1000; fewer, so that small repositories have several pages too. */
const entriesOfAPage = 7;

interface HubFile {
  readonly path: string;
  readonly place: string;
  readonly sizeBytes: number;
  /** SHA-256 of a large file, git's name of a small one. */
  readonly oid: string;
}

/**
 * The Hugging Face hub on this machine, as it answered in October 2026: listings come in pages, small files are redirected to a cache on
 * the same host, large ones to a signed address on another host that refuses preflights, and whoever asks too often is told by
 * 429 how long to wait.
 */
export class Hub {
  /** "METHOD path" of each request to the hub, and "cdn METHOD path Range" of each to the other host. */
  readonly requests: string[] = [];
  /** So many of the next requests to the API are answered by 429. */
  busyRequests = 0;
  readonly #repositories: ReadonlyMap<string, string>;
  readonly #listings = new Map<string, Promise<readonly HubFile[]>>();
  readonly #hub = createServer((request, response) => void this.#answer(request, response));
  readonly #cdn = createServer((request, response) => void this.#answerLarge(request, response));

  /** @param repositories folders by "owner/name". */
  constructor(repositories: Readonly<Record<string, string>>) {
    this.#repositories = new Map(Object.entries(repositories));
  }

  async start(): Promise<void> {
    await Promise.all([this.#hub, this.#cdn].map(listen));
  }

  stop(): void {
    for (const server of [this.#hub, this.#cdn]) {
      server.closeAllConnections();
      server.close();
    }
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#hub)}`;
  }

  /** What the newest revision is at. */
  commitOf(repository: string): string {
    return createHash("sha1").update(repository).digest("hex");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    this.requests.push(`${request.method} ${pathname}`);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "authorization, range");
    response.setHeader("Access-Control-Expose-Headers", "ETag, Link, Content-Range, RateLimit, X-Error-Code");
    if (request.method === "OPTIONS") {
      response.end();
      return;
    }
    const api = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)$/.exec(pathname);
    const resolve = /^\/([^/]+\/[^/]+)\/resolve\/([0-9a-f]{40})\/(.+)$/.exec(pathname);
    const cached = /^\/api\/resolve-cache\/models\/([^/]+\/[^/]+)\/([0-9a-f]{40})\/(.+)$/.exec(pathname);
    if (api !== null && this.busyRequests > 0) {
      this.busyRequests -= 1;
      response.writeHead(429, { RateLimit: '"api|anonymous";r=0;t=1' }).end();
    } else if (api !== null) await this.#api(api, searchParams, response);
    else if (resolve !== null) await this.#resolve(resolve, response);
    else if (cached !== null) {
      const [, repository, commit = "", name] = cached;
      const file = await this.#file(repository, name);
      response.setHeader("X-Repo-Commit", commit);
      await send(file, request, response);
    } else response.writeHead(404, { "X-Error-Code": "EntryNotFound" }).end();
  }

  async #api(
    [, repository = "", kind, revision = ""]: RegExpExecArray,
    query: URLSearchParams,
    response: ServerResponse,
  ): Promise<void> {
    if (!this.#repositories.has(repository)) {
      response.writeHead(401, { "X-Error-Code": "RepoNotFound" }).end();
      return;
    }
    const sha = /^[0-9a-f]{40}$/.test(revision) ? revision : this.commitOf(repository);
    if (kind === "revision") {
      const siblings = (await this.#files(repository)).map(({ path }) => ({ rfilename: path }));
      sendJson(response, { id: repository, sha, gated: false, private: false, siblings });
      return;
    }
    const files = await this.#files(repository);
    const start = Number(query.get("cursor") ?? 0);
    const next = start + entriesOfAPage;
    if (next < files.length) {
      const address = `${this.url}/api/models/${repository}/tree/${sha}?recursive=true&cursor=${next}`;
      response.setHeader("Link", `<${address}>; rel="next"`);
    }
    sendJson(response, files.slice(start, next).map(entryOf));
  }

  async #resolve(
    [, repository = "", commit = "", file = ""]: RegExpExecArray,
    response: ServerResponse,
  ): Promise<void> {
    const found = await this.#file(repository, file);
    response.setHeader("X-Repo-Commit", commit);
    if (found !== undefined) {
      response.setHeader("X-Linked-Size", found.sizeBytes);
      response.setHeader("X-Linked-ETag", `"${found.oid}"`);
    }
    if (found === undefined) response.writeHead(404, { "X-Error-Code": "EntryNotFound" }).end();
    else if (found.sizeBytes >= largeBytes) {
      const signed = `/xet-bridge-us/${found.oid}?repository=${repository}&path=${encodeURIComponent(found.path)}&X-Amz-Expires=3600`;
      response.writeHead(302, { Location: `http://localhost:${portOf(this.#cdn)}${signed}` }).end();
    } else {
      const place = `/api/resolve-cache/models/${repository}/${commit}/${encodePath(found.path)}`;
      response.writeHead(307, { Location: place }).end();
    }
  }

  async #answerLarge(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    this.requests.push(`cdn ${request.method} ${pathname} ${request.headers.range ?? ""}`.trim());
    // No CORS headers: a preflight fails here, as it does there.
    if (request.method === "OPTIONS") {
      response.writeHead(403).end();
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Expose-Headers", "ETag, Content-Range");
    const file = await this.#file(searchParams.get("repository") ?? "", searchParams.get("path") ?? "");
    await send(file, request, response);
  }

  async #file(repository = "", file = ""): Promise<HubFile | undefined> {
    const files = await this.#files(repository);
    return files.find(({ path }) => path === decodeURIComponent(file));
  }

  #files(repository: string): Promise<readonly HubFile[]> {
    const listing = this.#listings.get(repository) ?? listed(this.#repositories.get(repository));
    this.#listings.set(repository, listing);
    return listing;
  }
}

async function listed(folder: string | undefined): Promise<readonly HubFile[]> {
  if (folder === undefined) return [];
  const places = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  return Promise.all(
    places.map(async (place): Promise<HubFile> => {
      const sizeBytes = statSync(place).size;
      const hash = sizeBytes >= largeBytes ? createHash("sha256") : createHash("sha1");
      if (sizeBytes < largeBytes) hash.update(`blob ${sizeBytes}\0`);
      await pipeline(createReadStream(place), hash);
      const inside = path.relative(folder, place).replaceAll(path.sep, "/");
      return { path: inside, place, sizeBytes, oid: hash.digest("hex") };
    }),
  );
}

function entryOf({ path, sizeBytes, oid }: HubFile): unknown {
  if (sizeBytes < largeBytes) return { type: "file", oid, size: sizeBytes, path };
  const pointer = createHash("sha1").update(oid).digest("hex");
  const lfs = { oid, size: sizeBytes, pointerSize: 135 };
  return { type: "file", oid: pointer, size: sizeBytes, lfs, xetHash: oid.toUpperCase(), path };
}

async function send(
  file: HubFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { place, sizeBytes, oid } = file;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  const [start, end] = range
    ? [Number(range[1]), Math.min(Number(range[2]), sizeBytes - 1)]
    : [0, sizeBytes - 1];
  response.writeHead(range ? 206 : 200, {
    ETag: `"${oid}"`,
    "Content-Length": end - start + 1,
    ...(range && { "Content-Range": `bytes ${start}-${end}/${sizeBytes}` }),
  });
  // A client that has read enough closes the connection.
  await pipeline(createReadStream(place, { start, end }), response).catch(() => undefined);
}

function sendJson(response: ServerResponse, json: unknown): void {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(json));
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function encodePath(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
