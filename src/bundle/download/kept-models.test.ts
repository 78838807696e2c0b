import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { readBundleText } from "../read-bundle-file.ts";
import { KeptModels } from "./kept-models.ts";
import { createPlan, type DownloadPlan, storedName } from "./plan.ts";
import { writeText } from "./storage.ts";
import { FileServer, serverUrl } from "./testing/file-server.ts";
import { type MemoryFolder, MemoryStore } from "./testing/memory-store.ts";

const pieceBytes = 1000;
let server: FileServer;
let store: MemoryStore;
let nowMs: number;

beforeEach(() => {
  server = new FileServer();
  server.files.set("config.json", new TextEncoder().encode('{"a": 1}'));
  server.files.set(
    "weights",
    Uint8Array.from({ length: 5500 }, (_, at) => (at * 7) % 251),
  );
  store = new MemoryStore();
  nowMs = 1000;
});

describe("a kept model", () => {
  it("opens as a bundle, and remembers when it was used", async () => {
    const plan = await planOf();
    expect(await models().prepare(plan)).toBe(5508);
    const kept = await download(plan.id);
    nowMs = 5000;
    const bundle = await models().open(plan.id);
    expect(bundle).toMatchObject({
      id: kept.bundleId,
      name: "test",
      origin: { kind: "download", host: "files.example" },
      isDemo: false,
    });
    expect(bundle.files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ["config.json", 8],
      ["weights", 5500],
    ]);
    expect(await readBundleText(bundle.files[0]!)).toBe('{"a": 1}');
    expect(await models().list()).toEqual({ kept: [{ ...kept, lastUsedAtMs: 5000 }], unfinished: [] });
  });

  it.each([
    ["another kind of plan", "plan.json", '{"id": "x", "files": "all"}', { kept: [], unfinished: [] }],
    ["another kind of record", "kept.json", '{"bundleId": 1}', { kept: [], unfinished: [{ name: "test" }] }],
  ])("is none where %s was kept", async (_, name, text, expected) => {
    const plan = await planOf();
    await models().prepare(plan);
    await download(plan.id);
    await writeText(await store.folder(plan.id), name, text);
    expect(await models().list()).toMatchObject(expected);
  });

  it("is none before every file is whole", async () => {
    const plan = await planOf();
    await models().prepare(plan);
    server.spoil = ({ range }) =>
      range !== null && range.first >= 4000 ? new Response("", { status: 404 }) : undefined;
    await expect(download(plan.id)).rejects.toMatchObject({ code: "network" });
    const { kept, unfinished } = await models().list();
    expect(kept).toEqual([]);
    expect(unfinished).toMatchObject([{ id: plan.id, name: "test", totalBytes: 5508 }]);
    await expect(models().open(plan.id)).rejects.toMatchObject({ code: "not-found" });
    server.spoil = () => undefined;
    await download(plan.id);
    expect(await models().list()).toMatchObject({ kept: [{ id: plan.id }], unfinished: [] });
  });

  it("that is checked and whole stays as it is", async () => {
    const { id } = await keep();
    let readBytes = 0;
    expect(await models().check(id, new AbortController().signal, (bytes) => (readBytes += bytes))).toEqual(
      [],
    );
    expect(readBytes).toBe(5508);
    expect(await models().list()).toMatchObject({ kept: [{ id }], unfinished: [] });
  });

  it("that is checked and damaged is repaired by its damaged piece alone", async () => {
    const { id } = await keep();
    folderOf(id).files.get(storedName("weights"))![2500]! ^= 1;
    expect(await models().check(id, new AbortController().signal, () => undefined)).toEqual(["weights"]);
    expect(await models().list()).toMatchObject({ kept: [], unfinished: [{ id }] });
    server.requests.length = 0;
    await download(id);
    expect(server.requests.map(({ path, range }) => [path, range])).toEqual([
      ["weights", { first: 2000, last: 2999 }],
    ]);
    expect(await models().check(id, new AbortController().signal, () => undefined)).toEqual([]);
  });

  it("whose file was cut short does not open, and says what to do", async () => {
    const { id } = await keep();
    const { files } = folderOf(id);
    files.set(storedName("weights"), files.get(storedName("weights"))!.slice(0, 100));
    await expect(models().open(id)).rejects.toMatchObject({ code: "invalid-bundle" });
    expect(await models().check(id, new AbortController().signal, () => undefined)).toEqual(["weights"]);
    await download(id);
    await models().open(id);
  });

  it("is gone when it is removed", async () => {
    const { id } = await keep();
    await models().remove(id);
    expect(await models().list()).toEqual({ kept: [], unfinished: [] });
  });
});

describe("a source that was looked up again", () => {
  it("keeps the files that are the same, and counts as kept only when the others are there", async () => {
    const { id } = await keep();
    server.files.set("config.json", new TextEncoder().encode('{"a": 2}'));
    server.requests.length = 0;
    const plan = await planOf();
    expect(plan.id).toBe(id);
    expect(await models().prepare(plan)).toBe(8);
    expect(await models().list()).toMatchObject({ kept: [], unfinished: [{ id, loadedBytes: 5500 }] });
    await download(id);
    expect(server.requests.map(({ path }) => path)).toEqual(["config.json"]);
    const { files } = await models().open(id);
    expect(await readBundleText(files[0]!)).toBe('{"a": 2}');
  });

  it("and is the same stays kept", async () => {
    const { id } = await keep();
    expect(await models().prepare(await planOf())).toBe(0);
    expect(await models().list()).toMatchObject({ kept: [{ id }], unfinished: [] });
  });
});

function models(): KeptModels {
  return new KeptModels(store, () => nowMs);
}

async function keep() {
  const plan = await planOf();
  await models().prepare(plan);
  return download(plan.id);
}

function download(id: string) {
  return models().download(
    id,
    { fetch: server.fetch, nowMs: () => 0, sleep: async () => undefined },
    { signal: new AbortController().signal },
  );
}

function folderOf(id: string): MemoryFolder {
  return store.folders.get(id)!;
}

function planOf(): Promise<DownloadPlan> {
  return createPlan({
    name: "test",
    origin: { kind: "manifest", url: `${serverUrl}/bundle.json` },
    files: [...server.files].map(([path, bytes]) => ({
      path,
      sizeBytes: bytes.length,
      url: `${serverUrl}/${path}`,
      digest: { algorithm: "sha256" as const, hex: createHash("sha256").update(bytes).digest("hex") },
      pieceBytes,
      pieceSha256: null,
    })),
  });
}
