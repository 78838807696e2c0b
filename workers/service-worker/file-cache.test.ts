import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { BuiltFile } from "./built-file.ts";
import { FileCache } from "./file-cache.ts";
import { MemoryCache } from "./testing/memory-cache.ts";

const BASE = "https://host.example/some/path/";
const MODEL = fileOf("models/demo/model.onnx", 100, true);

/** Files of the published version on the server. */
function contentOf(path: string, version: string): string {
  return path === "index.html" ? `${path} of ${version}` : `${path} as served`;
}

function fileOf(path: string, sizeBytes: number, lazy: boolean, version = ""): BuiltFile {
  const hash = createHash("sha256").update(contentOf(path, version)).digest("hex").slice(0, 16);
  return { path, hash, sizeBytes, lazy };
}

/** Published from then on. */
function build(version: string): BuiltFile[] {
  published = version;
  return [fileOf("index.html", 1, false, version), fileOf(`assets/index-${version}.js`, 10, false), MODEL];
}

let published = "";
/** What the server returns instead of a file, with status 200. */
let instead: Map<string, string>;
/** Returns the file as the server does. */
let isInBrowsersCache: boolean;

let cache: MemoryCache;
let asked: string[];
/** Status by path, if it is not 200; 0 fails as without a network. */
let trouble: Record<string, number>;
/** A network that holds its answers back until it is aborted. */
let hold: ((signal: AbortSignal) => Promise<void>) | null;

beforeEach(() => {
  cache = new MemoryCache();
  asked = [];
  instead = new Map();
  isInBrowsersCache = false;
  trouble = {};
  hold = null;
});

function cacheOf(files: readonly BuiltFile[]): FileCache {
  return new FileCache({
    files,
    base: BASE,
    open: () => Promise.resolve(cache as unknown as Cache),
    fetch: async (request) => {
      const path = request.url.slice(BASE.length);
      asked.push(path);
      await hold?.(request.signal);
      const status = trouble[path] ?? 200;
      if (status === 0) throw new TypeError("Failed to fetch");
      return new Response(
        (isInBrowsersCache && request.cache === "reload" ? undefined : instead.get(path)) ??
          contentOf(path, published),
        { status },
      );
    },
  });
}

test("installing caches the shell, and nothing that can come later", async () => {
  const files = cacheOf(build("1"));
  await files.install();
  expect(asked).toEqual(["index.html", "assets/index-1.js"]);
  expect(await files.state()).toEqual({
    cachedFiles: 2,
    totalFiles: 3,
    cachedBytes: 11,
    totalBytes: 111,
    busy: false,
    problem: null,
  });
});

test("a shell that is not whole is not installed", async () => {
  trouble["assets/index-1.js"] = 404;
  await expect(cacheOf(build("1")).install()).rejects.toThrow(
    "The server answered 404 to assets/index-1.js.",
  );
});

test("filling caches the rest, tells of each file, and asks for nothing twice", async () => {
  const files = cacheOf(build("1"));
  await files.install();
  let changes = 0;
  await Promise.all([files.fill(() => (changes += 1)), files.fill(() => (changes += 1))]);
  await files.fill(() => undefined);
  expect(asked).toEqual(["index.html", "assets/index-1.js", MODEL.path]);
  // The file, and the end.
  expect(changes).toBe(2);
  expect(await files.state()).toMatchObject({ cachedFiles: 3, busy: false });
});

test("a failure while filling is told, and the next try goes on", async () => {
  const files = cacheOf(build("1"));
  trouble[MODEL.path] = 0;
  await files.fill(() => undefined);
  expect(await files.state()).toMatchObject({ cachedFiles: 2, problem: { values: ["Failed to fetch"] } });
  trouble = {};
  await files.fill(() => undefined);
  expect(await files.state()).toMatchObject({ cachedFiles: 3, problem: null });
});

test("filling stops when it is told to, which is no failure, and the next try goes on", async () => {
  const files = cacheOf(build("1"));
  await files.install();
  hold = (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("Stopped", "AbortError")));
    });
  const filled = files.fill(() => undefined);
  while (!asked.includes(MODEL.path)) await new Promise((resolve) => setTimeout(resolve, 1));
  files.stopFilling();
  await filled;
  expect(await files.state()).toMatchObject({ cachedFiles: 2, busy: false, problem: null });
  hold = null;
  await files.fill(() => undefined);
  expect(await files.state()).toMatchObject({ cachedFiles: 3, problem: null });
});

test("a file that is used is cached then, and comes from the cache the next time", async () => {
  const files = cacheOf(build("1"));
  expect(await (await files.get(MODEL.path))?.text()).toBe(`${MODEL.path} as served`);
  expect(await (await files.get(MODEL.path))?.text()).toBe(`${MODEL.path} as served`);
  expect(asked).toEqual([MODEL.path]);
});

test("a full disk keeps nobody from the file, and an error is not cached", async () => {
  const files = cacheOf(build("1"));
  cache.isFull = true;
  expect((await files.get("index.html"))?.status).toBe(200);
  cache.isFull = false;
  trouble["index.html"] = 503;
  expect((await files.get("index.html"))?.status).toBe(503);
  expect(cache.entries.size).toBe(0);
});

test("what is no file of the page is none of its business", async () => {
  expect(await cacheOf(build("1")).get("other.html")).toBeNull();
});

test("a new build takes over what did not change; tabs of the build before find their files, those of older ones do not", async () => {
  for (const version of ["1", "2", "3"]) {
    const files = cacheOf(build(version));
    await files.install();
    await files.prune();
    await files.fill(() => undefined);
  }
  expect(asked.filter((path) => path === MODEL.path)).toEqual([MODEL.path]);
  const newest = cacheOf(build("3"));
  expect(await (await newest.get("assets/index-2.js"))?.text()).toBe("assets/index-2.js as served");
  expect(await newest.get("assets/index-1.js")).toBeNull();
});

test("activating the same build again forgets nothing of the one before", async () => {
  for (const version of ["1", "2", "2"]) {
    const files = cacheOf(build(version));
    await files.install();
    await files.prune();
  }
  expect(await cacheOf(build("2")).get("assets/index-1.js")).not.toBeNull();
});

const SIGN_IN = "<!doctype html><title>Sign in</title>";

test("a page to sign in instead of a file is not kept: the state says so, and the next try has the file", async () => {
  const files = cacheOf(build("1"));
  instead.set(MODEL.path, SIGN_IN);
  await files.fill(() => undefined);
  expect(await files.state()).toMatchObject({
    cachedFiles: 2,
    problem: expect.objectContaining({
      template: expect.stringContaining("The server gave something else for {0}") as string,
    }) as object,
  });
  expect(await (await files.get(MODEL.path))?.text()).toBe(SIGN_IN);
  instead.clear();
  await files.fill(() => undefined);
  expect(await files.state()).toMatchObject({ cachedFiles: 3, problem: null });
  expect(await (await files.get(MODEL.path))?.text()).toBe(`${MODEL.path} as served`);
});

test("a version whose shell is another's is not installed", async () => {
  const files = cacheOf(build("1"));
  instead.set("assets/index-1.js", SIGN_IN);
  await expect(files.install()).rejects.toThrow("The server gave something else for assets/index-1.js");
});

test("what the browser's own cache holds wrongly is asked of the server", async () => {
  const files = cacheOf(build("1"));
  instead.set(MODEL.path, SIGN_IN);
  isInBrowsersCache = true;
  expect(await (await files.get(MODEL.path))?.text()).toBe(`${MODEL.path} as served`);
  expect(asked).toEqual([MODEL.path, MODEL.path]);
});

test("a wrong file that is kept already is found, not counted, and fetched anew", async () => {
  const [index] = build("1");
  cache.entries.set(`${BASE}index.html?content=${index?.hash}`, new Response(SIGN_IN));
  expect(await cacheOf(build("1")).state()).toMatchObject({ cachedFiles: 0 });
  cache.entries.set(`${BASE}index.html?content=${index?.hash}`, new Response(SIGN_IN));
  expect(await (await cacheOf(build("1")).get("index.html"))?.text()).toBe("index.html of 1");
});
