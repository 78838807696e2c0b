/** Python's zipfile and sha256sum read the zip. */
import { execFileSync } from "node:child_process";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crc32 } from "#bundle/crc32.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import { runPython } from "../../tools/peers/python-server.ts";
import { zipArtifact, zipParts } from "./zip-artifact.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zip-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("sha256sum finds every file as SHA256SUMS says, where zipfile unpacked it", async () => {
  const files: Artifact["files"] = [
    { path: "MLmodel", sizeBytes: 9, content: { kind: "text", text: "flavors:\n" } },
    { path: "artifacts/größe.bin", sizeBytes: 2, content: { kind: "blob", blob: new Blob(["ok"]) } },
    { path: "python_model.pkl", sizeBytes: 3, content: { kind: "bytes", bytes: new Uint8Array([1, 2, 3]) } },
  ];
  const zip = await zipArtifact({ name: "model", files, totalBytes: 14, withSums: true });
  await writeFile(join(folder, "model.zip"), new Uint8Array(await zip.arrayBuffer()));
  await runPython(["-c", "import zipfile; zipfile.main(['-e', 'model.zip', '.'])"], { cwd: folder });
  const cwd = join(folder, "model");
  const paths = files.map(({ path }) => path);
  const sums = await readFile(join(cwd, "SHA256SUMS"), "utf8");
  expect(sums).toBe(execFileSync("sha256sum", paths, { cwd, encoding: "utf8" }));
  expect(execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd, encoding: "utf8" })).toBe(
    paths.map((path) => `${path}: OK\n`).join(""),
  );
});

const GIGABYTE = 2 ** 30;
const CHUNK = new Uint8Array(4 * 2 ** 20);
const FLAT_BYTES = 100 * 2 ** 20;
const BIG_BYTES = 4 * GIGABYTE + 12_345;
/** Of the same number of zeros, by Python's zlib.crc32. */
const BIG_CRC32 = 511_906_685;

/** Zeros that are made as they are read: a weights file that takes no memory. */
function zeros(size: number): Blob {
  const stream = () => {
    let left = size;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        const bytes = Math.min(left, CHUNK.length);
        left -= bytes;
        if (bytes > 0) controller.enqueue(CHUNK.subarray(0, bytes));
        else controller.close();
      },
    });
  };
  return { size, stream } as Blob;
}

test("a zip of more than 4 GB is made with memory flat, and zipfile reads what lies behind the 4 GB", async () => {
  const artifact: Artifact = {
    name: "big",
    files: [
      {
        path: "artifacts/model.onnx.data",
        sizeBytes: BIG_BYTES,
        content: { kind: "blob", blob: zeros(BIG_BYTES) },
      },
      { path: "python_model.pkl", sizeBytes: 5, content: { kind: "text", text: "after" } },
    ],
    totalBytes: BIG_BYTES + 5,
  };
  const before = process.memoryUsage().rss;
  let peak = before;
  const parts = await zipParts(artifact, {
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  expect(peak - before).toBeLessThan(FLAT_BYTES);

  // A sparse file: the zeros take no space on the disk.
  const path = join(folder, "big.zip");
  const file = await open(path, "w");
  let offset = 0;
  for (const part of parts) {
    if (part instanceof Uint8Array) await file.write(part, 0, part.length, offset);
    else if (part.size < BIG_BYTES)
      await file.write(new Uint8Array(await part.arrayBuffer()), 0, part.size, offset);
    offset += part instanceof Uint8Array ? part.length : part.size;
  }
  await file.close();
  // The big file's checksum is in the directory: zipfile would take seconds to compute it again.
  const script = [
    "import json, sys, zipfile",
    "z = zipfile.ZipFile(sys.argv[1])",
    "print(json.dumps([[i.filename, i.file_size, i.CRC, i.compress_type] for i in z.infolist()]))",
    "with z.open(z.infolist()[0]) as big: print(json.dumps([big.read(9).hex(), z.read('big/python_model.pkl').decode()]))",
  ].join("\n");
  const lines = (await runPython(["-c", script, path])).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    [
      ["big/artifacts/model.onnx.data", BIG_BYTES, BIG_CRC32, 0],
      ["big/python_model.pkl", 5, crc32(0, new TextEncoder().encode("after")), 0],
    ],
    ["00".repeat(9), "after"],
  ]);
});
