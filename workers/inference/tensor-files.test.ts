import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { type FileHandle, mkdir, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BundleFile } from "#bundle/bundle.ts";
import { type OnnxModel, readOnnxModel } from "#onnx/onnx-model.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";
import { BundleReader } from "./bundle-reader.ts";
import { placeOf, type PutBytes, type TensorFiles } from "./int4/tensor-reader.ts";
import { loadOnnx } from "./load-onnx.ts";
import { openTensorFiles } from "./tensor-files.ts";

/** fixtures/external/cases.json: files that the onnx package wrote, and read back. */
interface CaseJson {
  readonly name: string;
  readonly tensors: readonly TensorJson[];
}

interface TensorJson {
  readonly name: string;
  /** For a tensor inside the ONNX file. */
  readonly base64?: string;
  readonly location?: string;
  readonly length?: number;
  readonly offset?: number;
  /** Non-zero bytes, by their offset in the weights file. */
  readonly pieces?: readonly { readonly at: number; readonly base64: string }[];
}

const { resolve } = createRequire(import.meta.url);
const fixture = (name: string): string => resolve(`#fixtures/external/${name}`);
let cases: readonly CaseJson[];
let folder: string;
const files: FileHandle[] = [];

beforeAll(async () => {
  ({ cases } = JSON.parse(await readFile(fixture("cases.json"), "utf8")) as { cases: CaseJson[] });
  folder = await mkdtemp(path.join(tmpdir(), "external-"));
  for (const { tensors } of cases) for (const tensor of tensors) await writePieces(tensor);
});
afterAll(async () => {
  for (const file of files) await file.close();
  await rm(folder, { recursive: true });
});

describe("weights beside an ONNX file", () => {
  it.each([
    ["at offsets, and some in the file itself", "offsets"],
    ["in several shards", "shards"],
    ["behind 2 and 4 GiB of one file", "beyond-4-gib"],
  ])("%s are those that the onnx package reads", async (_what, name) => {
    const { tensors } = cases.find((each) => each.name === name)!;
    expect(await readAll(name)).toEqual(
      Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor.base64 ?? tensor.pieces![0]!.base64])),
    );
  });

  it("that lie in the origin private file system are read in place, and closed when all is read", async () => {
    const opened: [string, unknown][] = [];
    const closed: string[] = [];
    const inPlace = (place: string): FileSystemFileHandle => {
      const createSyncAccessHandle = async (options: unknown) => {
        opened.push([path.basename(place), options]);
        const descriptor = openSync(place, "r");
        return {
          getSize: () => fstatSync(descriptor).size,
          read: (into: Uint8Array, { at }: { at: number }) => readSync(descriptor, into, 0, into.length, at),
          close: () => {
            closeSync(descriptor);
            closed.push(path.basename(place));
          },
        };
      };
      return { createSyncAccessHandle } as unknown as FileSystemFileHandle;
    };
    const { model, files } = await openedBy(await readerOf("shards", { inPlace }), "shards");
    expect(await bytesOf(model, files)).toEqual(await readAll("shards"));
    files.close();
    const names = ["shards.onnx_data", "shards.onnx_data_1", "shards.bin"];
    expect([opened, closed]).toEqual([names.map((name) => [name, { mode: "read-only" }]), names]);
  });

  it("that lie there and are in use elsewhere are read all the same", async () => {
    const inPlace = (): FileSystemFileHandle => {
      const createSyncAccessHandle = async () => {
        throw new DOMException("", "NoModificationAllowedError");
      };
      return { createSyncAccessHandle } as unknown as FileSystemFileHandle;
    };
    const { model, files } = await openedBy(await readerOf("shards", { inPlace }), "shards");
    expect(await bytesOf(model, files)).toEqual(await readAll("shards"));
  });

  it("that lie on a server come straight from their ranges", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "")!;
      asked.push(`${request.url} ${start}-${end}`);
      const bytes = readFileSync(path.join(folder, request.url!)).subarray(Number(start), Number(end) + 1);
      response.writeHead(206, { "Content-Length": bytes.length }).end(bytes);
    });
    const url = await listen(server);
    try {
      const { model, files } = await openedBy(await readerOf("shards", { url }), "shards");
      expect(await bytesOf(model, files)).toEqual(await readAll("shards"));
      expect(asked).toEqual([
        "/shards.onnx_data 0-23",
        "/shards.onnx_data_1 64-87",
        "/parts/shards.bin 0-35",
      ]);
      expect([...files.external.values()].map(({ connections }) => connections)).toEqual([4, 4, 4]);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it("that lie on a server which knows no ranges, or is gone, are named with what to do", async () => {
    const server = createServer((_request, response) => response.writeHead(200).end("all of it"));
    const url = await listen(server);
    const read = async (): Promise<unknown> => {
      const { model, files } = await openedBy(await readerOf("shards", { url }), "shards");
      return bytesOf(model, files);
    };
    await expect(read()).rejects.toMatchObject({
      code: "network",
      message: expect.stringContaining("could not be read in parts: the server answered 200"),
    });
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await expect(read()).rejects.toMatchObject({
      code: "network",
      message: expect.stringMatching(/^shards\.\S+ could not be read\. Check the connection/),
    });
  });

  it("that are one tensor of 2.4 GB are read whole, to the last byte, a piece at a time", async () => {
    const { file, model, files } = await opened("over-2-gb");
    const [tensor] = cases.find(({ name }) => name === "over-2-gb")!.tensors;
    let readBytes = 0;
    let mostBytes = 0;
    let notZero = "";
    await readTensor(model.initializers.get("matrix")!, files, (bytes, offset) => {
      expect(offset).toBe(readBytes);
      readBytes += bytes.length;
      mostBytes = Math.max(mostBytes, bytes.length);
      const isEnd = offset === 0 || readBytes === tensor!.length;
      if (isEnd) {
        const part = offset === 0 ? bytes.subarray(0, 32) : bytes.subarray(-32);
        notZero += Buffer.from(part).toString("hex");
      }
    });
    const pieces = tensor!.pieces!.map(({ base64 }) => Buffer.from(base64, "base64").toString("hex"));
    expect([file.path, readBytes, notZero]).toEqual(["over-2-gb.onnx", 2_400_000_000, pieces.join("")]);
    expect(mostBytes).toBeLessThanOrEqual(2 ** 20);
  });

  it("are read whole for onnxruntime-web in Node, which reads no blob at once", async () => {
    const reader = await readerOf("shards");
    const { externalData } = await loadOnnx(reader.find("shards.onnx"), reader);
    const read = externalData.map(({ path: name, data }) => [
      name,
      Buffer.from(data.subarray(0, data.byteLength)).toString("base64"),
    ]);
    const names = ["shards.onnx_data", "shards.onnx_data_1", "parts/shards.bin"];
    expect(read).toEqual(
      names.map((name) => [name, readFileSync(path.join(folder, name)).toString("base64")]),
    );
  });

  it("that are missing are named, all of them, on either runtime", async () => {
    const reader = await readerOf("shards", { isThere: ({ path }) => !/_1$|parts/.test(path) });
    const error = {
      code: "invalid-bundle",
      message:
        "shards.onnx keeps weights in shards.onnx_data_1 and parts/shards.bin, which the model does not have. Add them to the folder, under the same name, and open it again.",
    };
    await expect(openedBy(reader, "shards")).rejects.toMatchObject(error);
    await expect(loadOnnx(reader.find("shards.onnx"), reader)).rejects.toMatchObject(error);
  });

  it("that were cut short are named, with how much is there and how much is needed, on either runtime", async () => {
    const reader = await readerOf("shards", {
      cut: ({ path }) => (/_1$|parts/.test(path) ? 20 : undefined),
    });
    const error = {
      code: "invalid-model",
      message:
        "Weights that shards.onnx needs were cut short: shards.onnx_data_1 holds 20 bytes of 88; parts/shards.bin holds 20 bytes of 36. Copy or download those files again.",
    };
    await expect(openedBy(reader, "shards")).rejects.toMatchObject(error);
    await expect(loadOnnx(reader.find("shards.onnx"), reader)).rejects.toMatchObject(error);
  });

  it("that are said to have another length than their shape are refused with the tensor's name", async () => {
    const onnx = (await readFile(fixture("shards.onnx")))
      .toString("latin1")
      .replace("\x12\x0236", "\x12\x0237");
    await expect(readOnnxModel(new Blob([Buffer.from(onnx, "latin1")]))).rejects.toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining('37 bytes of weights "c" instead of 36'),
    });
  });

  it("outside of the model's folder are not read", async () => {
    const onnx = (await readFile(fixture("shards.onnx")))
      .toString("latin1")
      .replace("parts/shards.bin", "../../etc/passwd");
    await expect(readOnnxModel(new Blob([Buffer.from(onnx, "latin1")]))).rejects.toMatchObject({
      code: "unsafe-path",
      details: { location: "../../etc/passwd" },
    });
  });
});

async function writePieces({ location, pieces = [], offset = 0, length = 0 }: TensorJson): Promise<void> {
  if (location === undefined) return;
  const place = path.join(folder, location);
  await mkdir(path.dirname(place), { recursive: true });
  const file = await open(place, "a").then(async (made) => {
    await made.close();
    return open(place, "r+");
  });
  const { size } = await file.stat();
  await file.truncate(Math.max(size, offset + length));
  for (const { at, base64 } of pieces) {
    const bytes = Buffer.from(base64, "base64");
    await file.write(bytes, 0, bytes.length, at);
  }
  await file.close();
}

interface ReaderOptions {
  readonly isThere?: (file: { readonly path: string }) => boolean;
  readonly cut?: (file: { readonly path: string }) => number | undefined;
  /** For a server that has the weights. */
  readonly url?: string;
  /** Returns the handle of a weights file. */
  readonly inPlace?: (place: string) => FileSystemFileHandle;
}

/** A reader of a case's bundle, without some files, with some truncated, or with weights that can be read in place. */
async function readerOf(
  name: string,
  { isThere = () => true, cut = () => undefined, url, inPlace }: ReaderOptions = {},
): Promise<BundleReader> {
  const { tensors } = cases.find((each) => each.name === name)!;
  const locations = [...new Set(tensors.flatMap(({ location }) => location ?? []))];
  const places: [string, string][] = [
    [`${name}.onnx`, fixture(`${name}.onnx`)],
    ...locations.map((location): [string, string] => [location, path.join(folder, location)]),
  ];
  const files = await Promise.all(
    places.map(async ([path, place]): Promise<BundleFile> => {
      const blob = await fileBlob(place, cut({ path }));
      if (url !== undefined && !place.endsWith(".onnx"))
        return { path, sizeBytes: blob.size, source: { kind: "url", url: `${url}/${path}` } };
      const handle = place.endsWith(".onnx") ? undefined : inPlace?.(place);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob, ...(handle && { handle }) } };
    }),
  );
  const bundle = {
    id: name,
    name,
    origin: { kind: "folder", folderName: name },
    isDemo: false,
    description: "",
    files: files.filter(isThere),
  } as const;
  return new BundleReader(bundle, () => undefined, new AbortController().signal);
}

/** @returns the server's address. */
async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A file as browsers return it; Node's own Blob of a file treats its size as 32 bits. */
async function fileBlob(place: string, cutBytes?: number): Promise<Blob> {
  const file = await open(place, "r");
  files.push(file);
  const size = cutBytes ?? (await file.stat()).size;
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    await file.read(bytes, 0, bytes.length, start);
    return bytes.buffer;
  };
  const slice = (start: number, end: number) => ({
    arrayBuffer: () => read(start, end),
    stream: () => byteStream(file, start, Math.min(end, size)),
  });
  const blob: unknown = {
    size,
    slice,
    arrayBuffer: () => read(0, size),
    stream: () => streamOf(read(0, size)),
  };
  return blob as Blob;
}

function streamOf(bytes: Promise<ArrayBuffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new Uint8Array(await bytes));
      controller.close();
    },
  });
}

/** Streams a file as a browser does: into the reader's own buffer. */
function byteStream(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      const request = controller.byobRequest!;
      const view = request.view!;
      const length = Math.min(view.byteLength, end - at);
      if (length <= 0) {
        controller.close();
        return request.respond(0);
      }
      readSync(file.fd, new Uint8Array(view.buffer, view.byteOffset, length), 0, length, at);
      at += length;
      request.respond(length);
    },
  });
}

async function readTensor(tensor: OnnxTensor, files: TensorFiles, put: PutBytes): Promise<void> {
  const place = placeOf(tensor, files);
  if ("bytes" in place) put(place.bytes, 0);
  else await place.file.read(place.start, place.end, put, new AbortController().signal);
}

async function opened(name: string) {
  return openedBy(await readerOf(name), name);
}

async function openedBy(reader: BundleReader, name: string) {
  const file = reader.find(`${name}.onnx`);
  const blob = file.source.kind === "blob" ? file.source.blob : new Blob();
  const model = await readOnnxModel(blob);
  return { file, model, files: await openTensorFiles(file, blob, model, reader) };
}

/** Every tensor's bytes, in base64. */
async function readAll(name: string): Promise<Record<string, string>> {
  const { model, files } = await opened(name);
  return bytesOf(model, files);
}

async function bytesOf(model: OnnxModel, files: TensorFiles): Promise<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const [tensor, value] of model.initializers) {
    const parts: Uint8Array[] = [];
    await readTensor(value, files, (bytes) => parts.push(bytes.slice()));
    read[tensor] = Buffer.concat(parts).toString("base64");
  }
  return read;
}
