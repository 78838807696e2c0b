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
      "model.joblib.gz": gzipSync(SYSTEM),
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
    dangerous("model.joblib.gz"),
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

test("a zip that is damaged, or packed in a way that only Python reads, hides nothing", async () => {
  const whole = Buffer.from(await zipOf({ "schema.json": "{", "data.pkl": SYSTEM, "b.pkl": SYSTEM }));
  const at = whole.indexOf("id\x85R.");
  const changed = Buffer.concat([whole.subarray(0, at), Buffer.from("ls"), whole.subarray(at + 2)]);
  // The method in the central directory's first entry: bzip2.
  const method = whole.indexOf("PK\x01\x02") + 10;
  const bzip2 = Buffer.concat([whole.subarray(0, method), Buffer.from([12]), whole.subarray(method + 1)]);
  const fault = expect.any(Object) as object;
  const names = ["posix.system"];
  expect(
    await verdictsOf({ "a.pt": changed, "b.pt": bzip2, "c.skops": whole.subarray(0, 60) }),
  ).toMatchObject([
    { path: "a.pt: schema.json", concern: null, fault },
    { path: "a.pt: data.pkl", concern: "dangerous", names, fault },
    { path: "a.pt: b.pkl", concern: "dangerous", names, fault: null },
    { path: "b.pt", concern: null, fault },
    { path: "c.skops", concern: null, fault },
  ]);
});

test("a skops file that names an array which it does not hold says so", async () => {
  const schema = { __loader__: "NdArrayNode", __module__: "numpy", __class__: "ndarray", file: "1.npy" };
  expect(
    await verdictsOf({ "a.skops": await zipOf({ "schema.json": JSON.stringify(schema) }) }),
  ).toMatchObject([{ path: "a.skops: schema.json", fault: { values: ["1.npy"] } }]);
});

/** What joblib writes for an array of two doubles: the stand-in, its state, from 1.2 on a padding byte, and the numbers. */
function joblibArray(numbers: Buffer, version: "1.1" | "1.5"): Buffer<ArrayBuffer> {
  const isAligned = version === "1.5";
  const text = (word: string) => `X${String.fromCharCode(word.length)}\0\0\0${word}`;
  const dtype = `cnumpy\ndtype\n(${text("f8")}\x89\x88tR`;
  const state = `(${text("shape")}K\x02\x85${text("dtype")}${dtype}${isAligned ? `${text("numpy_array_alignment_bytes")}K\x10` : ""}d`;
  const stand = `\x80\x04cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81${state}b`;
  return Buffer.concat([
    Buffer.from(`${stand}${isAligned ? "\x01\xff" : ""}`, "latin1"),
    numbers,
    Buffer.from("."),
  ]);
}

test("an array's numbers in a joblib file are no opcodes, unless they import something", async () => {
  const numbers = Buffer.alloc(16);
  numbers.writeDoubleLE(1.5);
  const known = { concern: "known", fault: null };
  expect(
    await verdictsOf({ "a.joblib": joblibArray(numbers, "1.5"), "b.joblib": joblibArray(numbers, "1.1") }),
  ).toMatchObject([known, known]);
  const disguised = Buffer.from("0cos\nsystem\n)R.......".slice(0, 16), "latin1");
  expect(await verdictsOf({ "disguised.joblib": joblibArray(disguised, "1.1") })).toMatchObject([
    { concern: "dangerous", names: ["os.system"] },
  ]);
});
