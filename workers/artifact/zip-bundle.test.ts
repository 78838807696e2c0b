import { createHash } from "node:crypto";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { readBundleFileImport } from "#bundle/download/import-bundle-file.ts";
import { KeptModels } from "#bundle/download/kept-models.ts";
import { lookUpManifest } from "#bundle/download/manifest-source.ts";
import { FileServer, serverUrl } from "#bundle/download/testing/file-server.ts";
import { MemoryStore } from "#bundle/download/testing/memory-store.ts";
import { zipBundle } from "./zip-bundle.ts";

const weights = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7) % 251);
const config = '{"model": 1}\n';
const notebook = '{"nbformat": 4}\n';
const bundle: ModelBundle = {
  id: "bundle-0123",
  name: "Phi mine",
  origin: { kind: "embedded" },
  isDemo: false,
  description: "",
  files: [
    fileOf("genai_config.json", new Blob([config])),
    fileOf("onnx/größe 1.onnx.data", new Blob([weights])),
    fileOf("empty", new Blob([])),
  ],
};
const signal = new AbortController().signal;
let clockMs = 0;
// Each look at the clock takes time, so that progress is reported.
const platform = { fetch, nowMs: () => (clockMs += 100), sleep: async () => undefined };

describe("a bundle file", () => {
  it("is a zip that any zip program reads: a list with every hash, the model, the notebook and the Python", async () => {
    const zip = await JSZip.loadAsync(await (await made()).arrayBuffer(), { checkCRC32: true });
    const contents = await Promise.all(
      Object.values(zip.files).map(async (file) => [file.name, await file.async("nodebuffer")] as const),
    );
    const [[, list], ...files] = contents as [(typeof contents)[0], ...typeof contents];
    expect(Object.fromEntries(files.map(([name, bytes]) => [name, sha256(bytes)]))).toEqual({
      "notebook.ipynb": sha256(notebook),
      "wrapper.py": sha256("class A: ...\n"),
      "wrapper-2.py": sha256("class B: ...\n"),
      "model/genai_config.json": sha256(config),
      "model/onnx/größe 1.onnx.data": sha256(weights),
      "model/empty": sha256(""),
    });
    expect(JSON.parse(list.toString())).toEqual({
      name: "Phi mine",
      bundleId: "bundle-0123",
      files: [
        { path: "genai_config.json", size: 13, sha256: sha256(config), url: "model/genai_config.json" },
        {
          path: "onnx/größe 1.onnx.data",
          size: weights.length,
          sha256: sha256(weights),
          url: "model/onnx/gr%C3%B6%C3%9Fe%201.onnx.data",
        },
        { path: "empty", size: 0, sha256: sha256(""), url: "model/empty" },
      ],
      notebook: { path: "notebook.ipynb", size: notebook.length, sha256: sha256(notebook) },
    });
  });

  it("that is opened is kept, byte for byte, with its notebook", async () => {
    const models = new KeptModels(new MemoryStore(), () => 5);
    const { plan, blobs } = (await readBundleFileImport(await made(), "mine.phi3bundle.zip"))!;
    await models.prepare(plan);
    const kept = await models.download(plan.id, platform, { signal, blobs });
    expect(kept).toMatchObject({
      name: "Phi mine",
      origin: { kind: "file", fileName: "mine.phi3bundle.zip" },
      sizeBytes: weights.length + config.length,
      hasNotebook: true,
    });
    expect(await hashesOf(await models.open(kept.id))).toEqual({
      empty: sha256(""),
      "genai_config.json": sha256(config),
      "onnx/größe 1.onnx.data": sha256(weights),
    });
    expect(await models.notebook(kept.id)).toEqual({ text: notebook, bundleId: "bundle-0123" });
  });

  it("whose opening was broken off goes on when it is opened again, and says so without it", async () => {
    const store = new MemoryStore();
    const models = new KeptModels(store);
    const file = await made();
    const { plan, blobs } = (await readBundleFileImport(file, "mine.phi3bundle.zip"))!;
    await models.prepare(plan);
    const vanishing = blobs.map((blob) => vanishingAfter(blob, 2 ** 20));
    await expect(models.download(plan.id, platform, { signal, blobs: vanishing })).rejects.toMatchObject({
      code: "invalid-bundle",
      message: expect.stringContaining(
        "mine.phi3bundle.zip could not be read: it was moved, changed or removed",
      ),
    });
    const [unfinished] = (await models.list()).unfinished;
    expect(unfinished?.loadedBytes).toBeGreaterThan(2 ** 20 - 1);
    await expect(models.download(plan.id, platform, { signal })).rejects.toMatchObject({
      code: "not-found",
      message:
        "The rest of this model lies in mine.phi3bundle.zip. Open that file again: it goes on where it was.",
    });
    const again = (await readBundleFileImport(file, "mine.phi3bundle.zip"))!;
    expect(again.plan.id).toBe(plan.id);
    expect(await models.prepare(again.plan)).toBe(
      weights.length + config.length - (unfinished?.loadedBytes ?? 0),
    );
    await models.download(plan.id, platform, { signal, blobs: again.blobs });
    expect((await models.list()).kept).toMatchObject([{ name: "Phi mine" }]);
  });

  it("on a server is downloaded by its parts, each straight to its place", async () => {
    const server = await served(await made());
    const models = new KeptModels(new MemoryStore());
    const plan = await lookUpManifest(
      { kind: "manifest", url: `${serverUrl}/b.phi3bundle.zip` },
      { fetch: server.fetch, signal },
    );
    expect(plan).toMatchObject({
      name: "Phi mine",
      notebook: { text: notebook, bundleId: "bundle-0123" },
      origin: { kind: "manifest", url: `${serverUrl}/b.phi3bundle.zip` },
    });
    await models.prepare(plan);
    const kept = await models.download(plan.id, { ...platform, fetch: server.fetch }, { signal });
    expect(Object.values(await hashesOf(await models.open(kept.id)))).toEqual([
      sha256(""),
      sha256(config),
      sha256(weights),
    ]);
  });

  it("that loses its server's ranges after it was looked up is read from its start", async () => {
    const server = await served(await made());
    const models = new KeptModels(new MemoryStore());
    const url = `${serverUrl}/b.phi3bundle.zip`;
    const plan = await lookUpManifest({ kind: "manifest", url }, { fetch: server.fetch, signal });
    server.knowsRanges = false;
    server.chunkBytes = 200_000;
    await models.prepare(plan);
    const kept = await models.download(plan.id, { ...platform, fetch: server.fetch }, { signal });
    expect(Object.values(await hashesOf(await models.open(kept.id)))[2]).toEqual(sha256(weights));
  });

  it("on a server that was replaced by a longer one is refused", async () => {
    const server = await served(await made());
    const models = new KeptModels(new MemoryStore());
    const url = `${serverUrl}/b.phi3bundle.zip`;
    const plan = await lookUpManifest({ kind: "manifest", url }, { fetch: server.fetch, signal });
    const whole = server.files.get("b.phi3bundle.zip")!;
    server.files.set("b.phi3bundle.zip", new Uint8Array([...whole, 1]));
    await models.prepare(plan);
    await expect(
      models.download(plan.id, { ...platform, fetch: server.fetch }, { signal }),
    ).rejects.toMatchObject({
      code: "invalid-bundle",
      message: expect.stringContaining(
        `should hold ${whole.length} bytes, and files.example has one of ${whole.length + 1}`,
      ),
    });
  });

  it.each([403, 405, 501])("on a server that refuses HEAD with %i is looked up by GET", async (status) => {
    const server = await served(await made());
    server.headStatus = status;
    const url = `${serverUrl}/b.phi3bundle.zip`;
    const plan = await lookUpManifest({ kind: "manifest", url }, { fetch: server.fetch, signal });
    expect(plan.files.map(({ part }) => part?.wholeBytes)).toEqual(
      Array.from({ length: 3 }, () => server.files.get("b.phi3bundle.zip")!.length),
    );
  });

  it("that is not there says so", async () => {
    const server = new FileServer();
    const url = `${serverUrl}/b.phi3bundle.zip`;
    await expect(
      lookUpManifest({ kind: "manifest", url }, { fetch: server.fetch, signal }),
    ).rejects.toMatchObject({
      code: "network",
      message: expect.stringContaining("files.example has no such file (404)"),
    });
  });

  it("on a server without ranges says what to do", async () => {
    const server = await served(await made());
    server.knowsRanges = false;
    const url = `${serverUrl}/b.phi3bundle.zip`;
    await expect(
      lookUpManifest({ kind: "manifest", url }, { fetch: server.fetch, signal }),
    ).rejects.toMatchObject({
      code: "network",
      message: expect.stringMatching(/answered 200 where a part .* give the address of its bundle\.json/),
    });
  });

  it("unpacked on a server is a list of files with a notebook", async () => {
    const server = new FileServer();
    const zip = await JSZip.loadAsync(await (await made()).arrayBuffer());
    for (const file of Object.values(zip.files))
      server.files.set(file.name, new Uint8Array(await file.async("arraybuffer")));
    const plan = await lookUpManifest({ kind: "manifest", url: serverUrl }, { fetch: server.fetch, signal });
    expect(plan.notebook).toEqual({ text: notebook, bundleId: "bundle-0123" });
    expect(plan.files.map(({ url }) => url)).toEqual([
      `${serverUrl}/model/genai_config.json`,
      `${serverUrl}/model/onnx/gr%C3%B6%C3%9Fe%201.onnx.data`,
      `${serverUrl}/model/empty`,
    ]);
  });

  it("is not made of a file that is not what its hash says", async () => {
    const [first, ...rest] = bundle.files;
    const damaged = { ...bundle, files: [{ ...first!, sha256: sha256("another") }, ...rest] };
    await expect(zipBundle({ bundle: damaged, notebook: null, wrappers: [] })).rejects.toMatchObject({
      code: "invalid-bundle",
      details: { path: "genai_config.json" },
    });
  });
});

describe("a bundle file that was tampered with", () => {
  it.each<[string, (zip: JSZip) => void, string, RegExp]>([
    ["a path that leaves its folder", (zip) => zip.file("../evil", "x"), "unsafe-path", /\.\.\/evil/],
    [
      "a list with such a path",
      (zip) => changeList(zip, (text) => text.replace('"path": "empty"', '"path": "../../empty"')),
      "unsafe-path",
      /holds "\.\."/,
    ],
    [
      "a missing file",
      (zip) => zip.remove("model/empty"),
      "invalid-bundle",
      /model\/empty, which its list names, is missing/,
    ],
    [
      "a file of another size",
      (zip) => zip.file("model/empty", "not empty"),
      "invalid-bundle",
      /model\/empty in it holds 9 bytes, and its list says 0/,
    ],
    [
      "another notebook",
      (zip) => zip.file("notebook.ipynb", '{"nbformat": 5}\n'),
      "invalid-bundle",
      /notebook\.ipynb is not the one that its list promises/,
    ],
    [
      "no list that can be read",
      (zip) => zip.file("bundle.json", "{}"),
      "invalid-bundle",
      /its bundle\.json is not a list of files/,
    ],
  ])("by %s is refused", async (_what, tamper, code, message) => {
    const zip = await JSZip.loadAsync(await (await made()).arrayBuffer());
    tamper(zip);
    const blob = new Blob([await zip.generateAsync({ type: "arraybuffer" })]);
    await expect(readBundleFileImport(blob, "a.zip")).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("by compressing it says that it was packed again", async () => {
    const zip = await JSZip.loadAsync(await (await made()).arrayBuffer());
    const bytes = await zip.generateAsync({ type: "arraybuffer", compression: "DEFLATE" });
    await expect(readBundleFileImport(new Blob([bytes]), "a.zip")).rejects.toThrow(
      /was unpacked and packed again/,
    );
  });

  it("in its weights is found while it is kept", async () => {
    const bytes = new Uint8Array(await (await made()).arrayBuffer());
    bytes[1_500_000]! ^= 1;
    const { plan, blobs } = (await readBundleFileImport(new Blob([bytes]), "a.zip"))!;
    const models = new KeptModels(new MemoryStore());
    await models.prepare(plan);
    await expect(models.download(plan.id, platform, { signal, blobs })).rejects.toMatchObject({
      code: "invalid-bundle",
      details: { path: "onnx/größe 1.onnx.data" },
    });
    expect((await models.list()).kept).toEqual([]);
  });

  it("until it holds no list is another kind of zip", async () => {
    const zip = new JSZip();
    zip.file("genai_config.json", config);
    const blob = new Blob([await zip.generateAsync({ type: "arraybuffer" })]);
    expect(await readBundleFileImport(blob, "a.zip")).toBeNull();
  });
});

function made(): Promise<Blob> {
  return zipBundle({ bundle, notebook, wrappers: ["class A: ...\n", "class B: ...\n"] });
}

async function served(file: Blob): Promise<FileServer> {
  const server = new FileServer();
  server.files.set("b.phi3bundle.zip", new Uint8Array(await file.arrayBuffer()));
  server.chunkBytes = 100_000;
  return server;
}

function changeList(zip: JSZip, change: (text: string) => string): void {
  const file = zip.file("bundle.json");
  if (file !== null) zip.file("bundle.json", file.async("string").then(change));
}

/** A slice of a file that is deleted while being read. */
function vanishingAfter(blob: Blob, bytes: number): Blob {
  return Object.assign(Object.create(blob) as Blob, {
    slice(start: number, end: number) {
      const part = blob.slice(start, end);
      if (start < bytes) return part;
      const stream = (): ReadableStream => new ReadableStream({ pull: (c) => c.error(new Error("gone")) });
      return Object.defineProperties(part, { stream: { value: stream } });
    },
  });
}

function fileOf(path: string, blob: Blob): ModelBundle["files"][number] {
  return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
}

/** SHA-256 of each file. */
async function hashesOf({ files }: ModelBundle): Promise<Record<string, string>> {
  const entries = await Promise.all(
    files.map(async ({ path, source }) => {
      const blob = source.kind === "blob" ? source.blob : new Blob();
      return [path, sha256(new Uint8Array(await blob.arrayBuffer()))] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
