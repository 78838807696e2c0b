import { createHash } from "node:crypto";
import JSZip from "jszip";
import { expect, test, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import { openZip } from "#bundle/open-zip.ts";
import { readZipDirectory } from "#bundle/zip-directory.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import { zipArtifact } from "./zip-artifact.ts";
import { centralDirectory, localHeader } from "./zip-format.ts";

const WEIGHTS = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7) % 251);

const ARTIFACT: Artifact = {
  name: "phi3_mlflow_model",
  files: [
    { path: "MLmodel", sizeBytes: 9, content: { kind: "text", text: "flavors:\n" } },
    { path: "artifacts/größe.bin", sizeBytes: 2, content: { kind: "blob", blob: new Blob(["ok"]) } },
    {
      path: "model/model.onnx",
      sizeBytes: WEIGHTS.length,
      content: { kind: "url", url: "https://page/m.onnx" },
    },
    { path: "python_model.pkl", sizeBytes: 3, content: { kind: "bytes", bytes: new Uint8Array([1, 2, 3]) } },
  ],
  totalBytes: WEIGHTS.length + 14,
};

const PATHS = ARTIFACT.files.map(({ path }) => path);

const serveWeights = (() => Promise.resolve(new Response(WEIGHTS))) as typeof fetch;

test("a zip holds each file whole under the artifact's folder, as another reader sees it", async () => {
  const zip = await zipArtifact(ARTIFACT, { fetch: serveWeights });
  const read = await JSZip.loadAsync(await zip.arrayBuffer(), { checkCRC32: true });
  expect(Object.keys(read.files)).toEqual([
    "phi3_mlflow_model/MLmodel",
    "phi3_mlflow_model/artifacts/größe.bin",
    "phi3_mlflow_model/model/model.onnx",
    "phi3_mlflow_model/python_model.pkl",
  ]);
  const bytes = (name: string) => read.file(`phi3_mlflow_model/${name}`)?.async("uint8array");
  expect(await read.file("phi3_mlflow_model/MLmodel")?.async("string")).toBe("flavors:\n");
  // Compared as a whole: vitest takes seconds for three million elements.
  expect(Buffer.compare((await bytes("model/model.onnx")) ?? new Uint8Array(), WEIGHTS)).toBe(0);
  expect(await bytes("python_model.pkl")).toEqual(new Uint8Array([1, 2, 3]));
});

test("the page's own reader opens it", async () => {
  const zip = await zipArtifact(ARTIFACT, { fetch: serveWeights });
  const bundle = await openZip(new File([zip], "model.zip"));
  expect(bundle.files.map((file) => [file.path, file.sizeBytes])).toEqual(
    ARTIFACT.files.map((file) => [file.path, file.sizeBytes]),
  );
});

test("progress rises to the whole", async () => {
  const told: (number | undefined)[] = [];
  await zipArtifact(ARTIFACT, {
    fetch: serveWeights,
    onProgress: ({ loadedBytes }) => told.push(loadedBytes),
  });
  expect(told).toEqual(told.toSorted((a = 0, b = 0) => a - b));
  expect(told.at(-1)).toBe(ARTIFACT.totalBytes);
});

test("it stops when it is cancelled, and says so by its code", async () => {
  const controller = new AbortController();
  const zipping = zipArtifact(ARTIFACT, {
    fetch: serveWeights,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(zipping).rejects.toMatchObject({ code: "aborted" });
});

test("a file that the server does not give is named", async () => {
  const fetch = (() => Promise.resolve(new Response("", { status: 404 }))) as typeof globalThis.fetch;
  const failed = await zipArtifact(ARTIFACT, { fetch }).catch((thrown: unknown) => thrown);
  expect(failed).toBeInstanceOf(AppError);
  expect(failed).toMatchObject({
    code: "network",
    message: expect.stringContaining("model/model.onnx") as string,
  });
});

test("sizes and places beyond 4 GB stand in zip64 fields", async () => {
  const gigabyte = 2 ** 30;
  const entries = [
    { path: "a", crc32: 1, sizeBytes: 5 * gigabyte, offset: 0 },
    { path: "b", crc32: 2, sizeBytes: 3, offset: 5 * gigabyte + 51 },
  ];
  // A Blob as long as the whole zip, with only the bytes that the directory's reader needs.
  const directory = centralDirectory(entries, 5 * gigabyte + 100);
  const zip = { size: 5 * gigabyte + 100 + directory.length, slice: sliceOf(directory, 5 * gigabyte + 100) };
  const read = await readZipDirectory(zip);
  expect(read).toMatchObject([
    { path: "a", packedBytes: 5 * gigabyte, unpackedBytes: 5 * gigabyte },
    { path: "b", packedBytes: 3 },
  ]);
  expect(localHeader(entries[0]!).length).toBe(30 + 1 + 20);
});

test("the same artifact gives the same bytes, in another time zone and at another time too", async () => {
  expect(await sumInZone("Pacific/Kiritimati", ARTIFACT)).toBe(
    await sumInZone("America/Anchorage", ARTIFACT),
  );
});

/** The SHA-256 of the zip, made in a process of its own, at another time. */
async function sumInZone(zone: string, artifact: Artifact): Promise<string> {
  vi.stubEnv("TZ", zone);
  vi.setSystemTime(new Date(2020 + zone.length, 1, 1));
  const zip = await zipArtifact(artifact, { fetch: serveWeights });
  vi.useRealTimers();
  vi.unstubAllEnvs();
  return createHash("sha256")
    .update(new Uint8Array(await zip.arrayBuffer()))
    .digest("hex");
}

test("SHA256SUMS, where it is asked for, is the last file and holds the sum of every other", async () => {
  const zip = await zipArtifact({ ...ARTIFACT, withSums: true }, { fetch: serveWeights });
  const read = await JSZip.loadAsync(await zip.arrayBuffer());
  const sums = PATHS.map(async (path) => {
    const bytes = await read.file(`${ARTIFACT.name}/${path}`)!.async("nodebuffer");
    return `${createHash("sha256").update(bytes).digest("hex")}  ${path}\n`;
  });
  expect(await read.file(`${ARTIFACT.name}/SHA256SUMS`)!.async("string")).toBe(
    (await Promise.all(sums)).join(""),
  );
  expect((await readZipDirectory(zip)).map(({ path }) => path)).toEqual(
    [...PATHS, "SHA256SUMS"].map((path) => `${ARTIFACT.name}/${path}`),
  );
});

test("files that are all texts, such as a deployment's, give the same bytes anywhere, with their sums", async () => {
  const TEXTS: Artifact = {
    name: "deploy-azure-ml",
    files: [
      { path: "README.md", sizeBytes: 8, content: { kind: "text", text: "# Größe" } },
      { path: "online/score.py", sizeBytes: 3, content: { kind: "text", text: "…" } },
    ],
    totalBytes: 11,
    withSums: true,
  };
  const zip = await zipArtifact(TEXTS);
  const read = await JSZip.loadAsync(await zip.arrayBuffer(), { checkCRC32: true });
  expect(Object.keys(read.files)).toEqual(
    ["README.md", "online/score.py", "SHA256SUMS"].map((path) => `deploy-azure-ml/${path}`),
  );
  expect(await read.file("deploy-azure-ml/README.md")?.async("string")).toBe("# Größe");
  expect(read.file("deploy-azure-ml/online/score.py")).toMatchObject({
    date: new Date("1980-01-01T00:00:00Z"),
    unixPermissions: 0o100644,
  });
  const sum = createHash("sha256").update("…").digest("hex");
  expect(await read.file("deploy-azure-ml/SHA256SUMS")?.async("string")).toContain(
    `${sum}  online/score.py\n`,
  );
  expect(await sumInZone("Pacific/Kiritimati", TEXTS)).toBe(await sumInZone("America/Anchorage", TEXTS));
});

test("a name that Windows could not unpack is refused before anything is read", async () => {
  const files = [{ path: "code/aux.py", sizeBytes: 1, content: { kind: "text", text: "x" } as const }];
  await expect(zipArtifact({ name: "m", files, totalBytes: 1 })).rejects.toMatchObject({
    code: "unsafe-path",
    message: expect.stringContaining("aux is a device name in Windows") as string,
  });
});

/** Slices of many zeros that end in `bytes`. */
function sliceOf(bytes: Uint8Array<ArrayBuffer>, start: number): (from: number, to?: number) => Blob {
  return (from, to = start + bytes.length) => new Blob([bytes.slice(Math.max(0, from - start), to - start)]);
}
