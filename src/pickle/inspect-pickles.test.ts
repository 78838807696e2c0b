import { deflateSync, gzipSync } from "node:zlib";
import JSZip from "jszip";
import { expect, test } from "vitest";
import { inspectPickles } from "./inspect-pickles.ts";

const SYSTEM = Buffer.from("\x80\x02cposix\nsystem\nX\x02\x00\x00\x00id\x85R.", "latin1");
const PLAIN = Buffer.from("\x80\x02K\x01.", "latin1");

const verdictsOf = (
  files: Readonly<Record<string, Uint8Array<ArrayBuffer> | Buffer<ArrayBuffer> | string>>,
) =>
  inspectPickles(
    Object.entries(files).map(([path, content]) => {
      const blob = new Blob([content]);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
    }),
  );

const zipOf = (
  files: Readonly<Record<string, Uint8Array | string>>,
  compression: "STORE" | "DEFLATE" = "STORE",
) => {
  const zip = new JSZip();
  for (const [path, content] of Object.entries(files)) zip.file(path, content);
  return zip.generateAsync({ type: "uint8array", compression }) as Promise<Uint8Array<ArrayBuffer>>;
};

/** NEP 1, version 1.0. */
function npy(descr: string, content: Buffer): Buffer<ArrayBuffer> {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (1,), }`.padEnd(117) + "\n";
  const size = Buffer.alloc(2);
  size.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), size, Buffer.from(header), content]);
}

const dangerous = (path: string) => ({ path, concern: "dangerous", names: ["posix.system"], fault: null });

test("a pickle is found by its first bytes, or by its name, and in what libraries write", async () => {
  const skops = {
    __class__: "Pipeline",
    __module__: "sklearn.pipeline",
    __loader__: "ObjectNode",
    content: { __class__: "system", __module__: "posix", __loader__: "FunctionNode" },
  };
  expect(
    await verdictsOf({
      "python_model.pkl": SYSTEM,
      "no-ending": SYSTEM,
      "old.pkl": "cposix\nsystem\n(S'id'\ntR.",
      "model.pt": await zipOf({ "archive/data.pkl": SYSTEM, "archive/data/0": "weights" }),
      "model.bin": await zipOf({ "archive/data.pkl": SYSTEM }, "DEFLATE"),
      "old.pth": Buffer.concat([PLAIN, PLAIN, SYSTEM, Buffer.from("storage")]),
      "model.joblib": deflateSync(SYSTEM),
      "model.joblib.gz.pkl": gzipSync(SYSTEM),
      "array.npy": npy("|O", SYSTEM),
      "arrays.npz": await zipOf({ "a.npy": npy("|O", SYSTEM), "b.npy": npy("<f8", Buffer.alloc(8)) }),
      "model.skops": await zipOf({ "schema.json": JSON.stringify(skops) }),
    }),
  ).toEqual([
    dangerous("python_model.pkl"),
    dangerous("no-ending"),
    dangerous("old.pkl"),
    dangerous("model.pt: archive/data.pkl"),
    dangerous("model.bin: archive/data.pkl"),
    dangerous("old.pth"),
    dangerous("model.joblib"),
    dangerous("model.joblib.gz.pkl"),
    dangerous("array.npy"),
    dangerous("arrays.npz: a.npy"),
    dangerous("model.skops: schema.json"),
  ]);
});

test("what holds no pickle has no verdict, and what was not read to its end says so", async () => {
  expect(
    await verdictsOf({
      "model.onnx": "\x08\x07",
      "numbers.npy": npy("<f8", Buffer.alloc(8)),
      "folder.zip": await zipOf({ "schema.json": "{}", "a.txt": "a" }),
      "empty.pkl": PLAIN,
    }),
  ).toEqual([{ path: "empty.pkl", concern: null, names: [], fault: null }]);
  expect(await verdictsOf({ "cut.pkl": SYSTEM.subarray(0, 20), "other.joblib": "BZh91AY" })).toMatchObject([
    {
      path: "cut.pkl",
      concern: "dangerous",
      fault: { values: [{ template: expect.any(String) as string }] },
    },
    { path: "other.joblib", concern: null, fault: expect.any(Object) as object },
  ]);
});
