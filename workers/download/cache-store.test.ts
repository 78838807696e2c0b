import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { KeptModels } from "#bundle/download/kept-models.ts";
import { lookUpManifest } from "#bundle/download/manifest-source.ts";
import { FileServer, serverUrl } from "#bundle/download/testing/file-server.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { createCacheStore } from "./cache-store.ts";
import { FakeCaches } from "./testing/fake-caches.ts";

const weights = Uint8Array.from({ length: 2_500_000 }, (_, at) => (at * 7) % 251);
const signal = new AbortController().signal;
let clockMs = 0;
const sleep = async (): Promise<void> => undefined;

describe("the Cache API as a store of downloads", () => {
  it("keeps a model byte for byte, for a later visit too", async () => {
    const caches = new FakeCaches();
    const { server, plan } = await source();
    const models = new KeptModels(createCacheStore(caches));
    await models.prepare(plan);
    await models.download(plan.id, platform(server), { signal });
    const later = new KeptModels(createCacheStore(caches));
    expect((await later.list()).kept).toMatchObject([{ name: "Mine", sizeBytes: weights.length + 5 }]);
    expect(await hashesOf(await later.open(plan.id))).toEqual({
      empty: sha256(new Uint8Array()),
      text: sha256(new TextEncoder().encode("text\n")),
      weights: sha256(weights),
    });
    expect(await later.check(plan.id, signal, () => undefined)).toEqual([]);
    await later.remove(plan.id);
    expect(await later.list()).toEqual({ kept: [], unfinished: [] });
  });

  it("goes on where a visit was broken off", async () => {
    const caches = new FakeCaches();
    const { server, plan } = await source();
    const first = new KeptModels(createCacheStore(caches));
    server.spoil = async ({ path, range }) => {
      if (path !== "weights" || range?.first === 0) return undefined;
      await vi.waitFor(async () =>
        expect((await first.list()).unfinished[0]?.loadedBytes).toBeGreaterThanOrEqual(2 ** 20),
      );
      return new Response("", { status: 403 });
    };
    await first.prepare(plan);
    await expect(first.download(plan.id, platform(server), { signal })).rejects.toMatchObject({
      code: "network",
    });
    server.spoil = () => undefined;
    const later = new KeptModels(createCacheStore(caches));
    const [unfinished] = (await later.list()).unfinished;
    expect(unfinished?.loadedBytes).toBeGreaterThanOrEqual(2 ** 20);
    server.requests.length = 0;
    await later.download(plan.id, platform(server), { signal });
    expect(server.requests.map(({ range }) => range?.first ?? 0).filter((first) => first < 2 ** 20)).toEqual(
      [],
    );
    expect((await hashesOf(await later.open(plan.id)))["weights"]).toBe(sha256(weights));
  });

  it("that is full says so, keeps nothing half as whole, and goes on when there is room", async () => {
    const caches = new FakeCaches();
    caches.quotaBytes = 2_000_000;
    const { server, plan } = await source();
    const models = new KeptModels(createCacheStore(caches));
    await models.prepare(plan);
    await expect(models.download(plan.id, platform(server), { signal })).rejects.toMatchObject({
      code: "storage",
    });
    const later = new KeptModels(createCacheStore(caches));
    expect((await later.list()).kept).toEqual([]);
    caches.quotaBytes = Number.POSITIVE_INFINITY;
    await later.download(plan.id, platform(server), { signal });
    expect((await hashesOf(await later.open(plan.id)))["weights"]).toBe(sha256(weights));
  });

  it("writes into the middle of a file, and cuts it, as a file system does", async () => {
    const store = createCacheStore(new FakeCaches());
    const folder = await store.folder("id");
    const file = await folder.open("a");
    file.write(bytesOf("0123456789"), { at: 0 });
    file.write(bytesOf("abc"), { at: 4 });
    file.write(bytesOf("xyz"), { at: 9 });
    file.truncate(11);
    const read = new Uint8Array(20);
    expect([file.getSize(), file.read(read, { at: 1 })]).toEqual([11, 10]);
    expect(new TextDecoder().decode(read.subarray(0, 10))).toBe("123abc78xy");
    await file.close();
    expect(await (await folder.blob("a"))?.text()).toBe("0123abc78xy");
  });
});

async function source() {
  const server = new FileServer();
  server.chunkBytes = 300_000;
  const contents = { weights, text: bytesOf("text\n"), empty: new Uint8Array() };
  for (const [path, bytes] of Object.entries(contents)) server.files.set(path, bytes);
  const files = Object.entries(contents).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: sha256(bytes),
  }));
  server.files.set("bundle.json", bytesOf(JSON.stringify({ name: "Mine", files })));
  const plan = await lookUpManifest({ kind: "manifest", url: serverUrl }, { fetch: server.fetch, signal });
  return { server, plan };
}

function platform({ fetch }: FileServer) {
  return { fetch, nowMs: () => (clockMs += 100), sleep };
}

async function hashesOf({ files }: ModelBundle): Promise<Record<string, string>> {
  const entries = await Promise.all(
    files.map(async ({ path, source }) => {
      const blob = source.kind === "blob" ? source.blob : new Blob();
      return [path, sha256(new Uint8Array(await blob.arrayBuffer()))] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
