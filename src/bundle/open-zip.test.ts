import JSZip from "jszip";
import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import type { ModelBundle } from "./bundle.ts";
import { crc32 } from "./crc32.ts";
import { openZip } from "./open-zip.ts";
import { readBundleText } from "./read-bundle-file.ts";

const files = {
  "config.json": '{"architectures": ["Phi3ForCausalLM"]}',
  "onnx/model_q4.onnx": "weights ".repeat(5000),
  "README.md": "A model – with ünïcode.",
};

async function zipped(
  entries: Record<string, string>,
  compression: "STORE" | "DEFLATE" = "DEFLATE",
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new JSZip();
  for (const [path, text] of Object.entries(entries)) zip.file(path, text, { createFolders: true });
  return zip.generateAsync({ type: "uint8array", compression }) as Promise<Uint8Array<ArrayBuffer>>;
}

function asFile(bytes: Uint8Array<ArrayBuffer>, name = "phi3.zip"): File {
  return new File([bytes], name);
}

async function textsOf(bundle: ModelBundle): Promise<Record<string, string>> {
  const texts = await Promise.all(bundle.files.map(async (file) => [file.path, await readBundleText(file)]));
  return Object.fromEntries(texts) as Record<string, string>;
}

async function failureOf(bytes: Uint8Array<ArrayBuffer>): Promise<{ code: string; message: string }> {
  try {
    await openZip(asFile(bytes));
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: "none", message: "" };
}

/** The places of a signature in a zip. */
function placesOf(bytes: Uint8Array, signature: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (view.getUint32(at, true) === signature) places.push(at);
  }
  return places;
}

const centralHeader = 0x02014b50;

test.each(["STORE", "DEFLATE"] as const)(
  "reads what another program has zipped by %s",
  async (compression) => {
    const bundle = await openZip(asFile(await zipped(files, compression)));
    expect(await textsOf(bundle)).toEqual(files);
    expect({ ...bundle, files: bundle.files.length }).toEqual({
      id: expect.stringMatching(/^bundle-[0-9a-f]{32}$/) as string,
      name: "phi3",
      origin: { kind: "zip", fileName: "phi3.zip" },
      isDemo: false,
      description: "Opened from the zip file phi3.zip.",
      files: 3,
    });
  },
);

test("a stored file is a place in the zip, not a slice: WebKit keeps a slice with the bytes of the whole zip", async () => {
  const zip = asFile(await zipped({ "config.json": "{}", "onnx/model.onnx": "weights" }, "STORE"));
  const { files: opened } = await openZip(zip);
  expect(opened.map(({ source, sizeBytes }) => [source, sizeBytes])).toEqual([
    [{ kind: "part", whole: zip, startByte: 41 }, 2],
    [{ kind: "part", whole: zip, startByte: 123 }, 7],
  ]);
});

test("takes off the folder that everything lies in, and leaves out what file managers add", async () => {
  const inFolder = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`phi3-mini/${path}`, text]),
  );
  const bundle = await openZip(
    asFile(await zipped({ ...inFolder, "__MACOSX/phi3-mini/._config.json": "", "phi3-mini/.DS_Store": "x" })),
  );
  expect(await textsOf(bundle)).toEqual(files);
});

test("the same files have the same id, however they were packed; other bytes have another", async () => {
  const [stored, deflated, changed] = await Promise.all([
    openZip(asFile(await zipped(files, "STORE"))),
    openZip(asFile(await zipped(files, "DEFLATE"), "other.zip")),
    openZip(asFile(await zipped({ ...files, "README.md": "Another model." }))),
  ]);
  expect(deflated.id).toBe(stored.id);
  expect(changed.id).not.toBe(stored.id);
});

test("a zip with a comment and something before the end is read", async () => {
  const zip = new JSZip();
  zip.file("config.json", "{}");
  const bytes = (await zip.generateAsync({
    type: "uint8array",
    comment: "PK\u0005\u0006 is only a comment",
  })) as Uint8Array<ArrayBuffer>;
  expect(await textsOf(await openZip(asFile(bytes)))).toEqual({ "config.json": "{}" });
});

test("zip64 sizes and offsets are read", async () => {
  expect(await textsOf(await openZip(asFile(zip64("config.json", "{}"))))).toEqual({ "config.json": "{}" });
});

test("a zip behind a program that unpacks it is read, as by Python's zipfile", async () => {
  const bytes = new Blob(["#!/bin/sh\n", await zipped({ "config.json": "{}" })]);
  expect(await textsOf(await openZip(new File([bytes], "m.zip")))).toEqual({ "config.json": "{}" });
});

test("refuses a zip of which a piece before the end is missing or doubled, as Python's zipfile does", async () => {
  const bytes = await zipped({ "a.json": "{}", "b.json": "{}" }, "STORE");
  const [first = 0] = placesOf(bytes, centralHeader);
  const doubled = new Blob([bytes.slice(0, first), bytes.slice(first - 3)]);
  const cut = new Blob([bytes.slice(0, first + 50), bytes.slice(first + 51)]);
  const why =
    "phi3.zip cannot be opened. Its table of contents does not fit its contents: it is damaged or was cut short. Make the zip again, or open the unpacked folder instead.";
  for (const damaged of [doubled, cut])
    expect(await failureOf(new Uint8Array(await damaged.arrayBuffer()))).toEqual({
      code: "invalid-zip",
      message: why,
    });
});

test("refuses a zip whose files are called otherwise than its table of contents says", async () => {
  const bytes = await zipped({ "a.json": "{}" }, "STORE");
  const [first = 0] = placesOf(bytes, centralHeader);
  bytes[first + 46] = "b".charCodeAt(0);
  expect(await failureOf(bytes)).toEqual({
    code: "invalid-zip",
    message:
      "phi3.zip cannot be opened. Its table of contents lists b.json, and a.json stands there. Make the zip again, or open the unpacked folder instead.",
  });
});

test("says that a file is no zip", async () => {
  expect(await failureOf(new TextEncoder().encode("Just some text, long enough to be a zip."))).toEqual({
    code: "invalid-zip",
    message:
      "phi3.zip cannot be opened. It is not a zip file. Make the zip again, or open the unpacked folder instead.",
  });
  expect((await failureOf(new Uint8Array())).message).toContain("It is not a zip file.");
});

test("says that a zip is cut short, wherever it was cut", async () => {
  const bytes = await zipped(files);
  for (const length of [60, bytes.length - 200, bytes.length - 1]) {
    const { code, message } = await failureOf(bytes.slice(0, length));
    expect({ code, message }).toEqual({
      code: "invalid-zip",
      message: expect.stringContaining("cut short") as string,
    });
  }
});

test("says which file is damaged", async () => {
  const stored = await zipped(files, "STORE");
  const at = new TextDecoder("latin1").decode(stored).indexOf("weights weights");
  stored[at] = stored[at]! ^ 1;
  expect((await failureOf(stored)).message).toContain("onnx/model_q4.onnx in it is damaged.");

  const deflated = await zipped({ "model.onnx": files["onnx/model_q4.onnx"] });
  deflated.fill(0xff, 45, 60);
  expect((await failureOf(deflated)).message).toContain("model.onnx in it is damaged.");
});

test("says that a zip is encrypted", async () => {
  const bytes = await zipped(files);
  for (const place of placesOf(bytes, centralHeader)) bytes[place + 8] = bytes[place + 8]! | 1;
  const { code, message } = await failureOf(bytes);
  expect({ code, message }).toEqual({
    code: "invalid-zip",
    message: expect.stringContaining("encrypted with a password") as string,
  });
});

test("says that a packing method is not known", async () => {
  const bytes = await zipped(files);
  for (const place of placesOf(bytes, centralHeader)) bytes[place + 10] = 93;
  expect((await failureOf(bytes)).message).toContain("packed by method 93");
});

test("refuses a zip that unpacks to far more than it holds", async () => {
  const bomb = await zipped({ "model.onnx": "\0".repeat(1 << 20) });
  const view = new DataView(bomb.buffer);
  const [place] = placesOf(bomb, centralHeader);
  view.setUint32(place! + 24, 2 ** 31, true);
  expect((await failureOf(bomb)).message).toContain("more than 50 times: that cannot be a model");
});

test("refuses a file that is larger than the zip says", async () => {
  const bytes = await zipped({ "model.onnx": "\0".repeat(1 << 20) });
  const [place] = placesOf(bytes, centralHeader);
  new DataView(bytes.buffer).setUint32(place! + 24, 1000, true);
  expect((await failureOf(bytes)).message).toContain("model.onnx in it is larger than the zip says.");
});

test("refuses files that lie over each other", async () => {
  const bytes = await zipped({ "a.bin": "x".repeat(1000), "b.bin": "y".repeat(1000) }, "STORE");
  const view = new DataView(bytes.buffer);
  for (const place of placesOf(bytes, centralHeader)) view.setUint32(place + 20, 2000, true);
  expect((await failureOf(bytes)).message).toContain("Its files overlap");
});

test.each(["../evil.json", "/etc/evil.json", "C:evil.json", "a\\evil.json"])(
  "refuses the path %j",
  async (path) => {
    const placeholder = "x".repeat(path.length);
    const bytes = await zipped({ [placeholder]: "{}" });
    const text = new TextDecoder("latin1").decode(bytes).replaceAll(placeholder, path);
    const { code, message } = await failureOf(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    expect({ code, message }).toEqual({
      code: "unsafe-path",
      message: expect.stringContaining(JSON.stringify(path)) as string,
    });
  },
);

test("refuses a symbolic link", async () => {
  const zip = new JSZip();
  zip.file("config.json", "/etc/passwd", { unixPermissions: 0o120777 });
  const bytes = (await zip.generateAsync({
    type: "uint8array",
    platform: "UNIX",
  })) as Uint8Array<ArrayBuffer>;
  expect(await failureOf(bytes)).toEqual({
    code: "unsafe-path",
    message: expect.stringContaining("symbolic link") as string,
  });
});

test("says that a zip is empty", async () => {
  expect(await failureOf(await zipped({}))).toEqual({
    code: "invalid-bundle",
    message: expect.stringContaining("phi3.zip holds no files") as string,
  });
});

test("stops when it is aborted", async () => {
  const controller = new AbortController();
  const opening = openZip(asFile(await zipped(files)), { signal: controller.signal });
  controller.abort();
  await expect(opening).rejects.toMatchObject({ code: "aborted" });
});

test("tells how many bytes of all it has read, to the last", async () => {
  const seen: [number, number][] = [];
  await openZip(asFile(await zipped(files)), { onBytes: (...bytes) => seen.push(bytes) });
  const total = Object.values(files).reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  expect(seen.at(-1)).toEqual([total, total]);
  expect(seen.length).toBeGreaterThanOrEqual(3);
});

test("CRC-32 is that of ISO 3309", () => {
  expect(crc32(0, new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

/** A zip of one stored file, with all its numbers in zip64 fields (APPNOTE.TXT 4.3.14, 4.5.3). */
function zip64(path: string, text: string): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(path);
  const data = new TextEncoder().encode(text);
  const crc = crc32(0, data);
  const local = record(30, (view) => {
    view.setUint32(0, 0x04034b50, true);
    view.setUint32(14, crc, true);
    view.setUint32(18, 0xffffffff, true);
    view.setUint32(22, 0xffffffff, true);
    view.setUint16(26, name.length, true);
  });
  const extra = record(28, (view) => {
    view.setUint16(0, 1, true);
    view.setUint16(2, 24, true);
    view.setBigUint64(4, BigInt(data.length), true);
    view.setBigUint64(12, BigInt(data.length), true);
    view.setBigUint64(20, 0n, true);
  });
  const central = record(46, (view) => {
    view.setUint32(0, centralHeader, true);
    view.setUint32(16, crc, true);
    view.setUint32(20, 0xffffffff, true);
    view.setUint32(24, 0xffffffff, true);
    view.setUint16(28, name.length, true);
    view.setUint16(30, extra.length, true);
    view.setUint32(42, 0xffffffff, true);
  });
  const directoryOffset = local.length + name.length + data.length;
  const directoryBytes = central.length + name.length + extra.length;
  const end64 = record(56, (view) => {
    view.setUint32(0, 0x06064b50, true);
    view.setBigUint64(4, 44n, true);
    view.setBigUint64(24, 1n, true);
    view.setBigUint64(32, 1n, true);
    view.setBigUint64(40, BigInt(directoryBytes), true);
    view.setBigUint64(48, BigInt(directoryOffset), true);
  });
  const locator = record(20, (view) => {
    view.setUint32(0, 0x07064b50, true);
    view.setBigUint64(8, BigInt(directoryOffset + directoryBytes), true);
    view.setUint32(16, 1, true);
  });
  const end = record(22, (view) => {
    view.setUint32(0, 0x06054b50, true);
    view.setUint16(10, 0xffff, true);
    view.setUint32(12, 0xffffffff, true);
    view.setUint32(16, 0xffffffff, true);
  });
  const parts = [local, name, data, central, name, extra, end64, locator, end];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function record(bytes: number, write: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  write(view);
  return new Uint8Array(view.buffer);
}

test("a zip of ten thousand deep paths is refused or opened at once", async () => {
  const names = (folders: number) =>
    Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`${"d/".repeat(folders)}${at}`, "x"]));
  expect(await failureOf(await zipped(names(400), "STORE"))).toMatchObject({ code: "unsafe-path" });
  expect((await openZip(asFile(await zipped(names(60), "STORE")))).files).toHaveLength(2000);
});
