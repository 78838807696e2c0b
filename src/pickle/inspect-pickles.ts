/** Finds the pickles of a model: files, and those inside what torch, NumPy, joblib and skops write. None is loaded. */
import { chunksOf } from "#base/chunks-of.ts";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { blobOf } from "#bundle/blob-of.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { crc32 } from "#bundle/crc32.ts";
import { packedBlob, readZipDirectory, type ZipEntry } from "#bundle/zip-directory.ts";
import { inspectPickle, type PickleReport } from "./inspect-pickle.ts";
import { type ImportConcern, knownName } from "./known-names.ts";
import { MAX_PICKLE_BYTES } from "./read-opcodes.ts";

export interface PickleVerdict {
  /** "weights.pt: archive/data.pkl" for one inside another file. */
  readonly path: string;
  /** The most dangerous import; null if it imports nothing. */
  readonly concern: ImportConcern | null;
  /** A few of the names that are equally dangerous. */
  readonly names: readonly string[];
  /** Why it was not read to the end; what it imports after that is unknown. */
  readonly fault: Wording | null;
}

/** Protocols 0 and 1 have no mark at the start: such a pickle is recognised by its name. */
const NAME = /\.(?:pkl|pickle|pck|p|joblib|jl|sav|dill|cloudpickle)(?:\.(?:z|gz|bz2|xz|lzma|lz4))?$/i;
/** skops reads a zip behind other bytes too. */
const ZIP_NAME = /\.skops$/i;
const HEAD_BYTES = 12;
const MAX_FILES = 2000;
const MAX_NAMES = 5;
/** Before version 1.6, torch wrote five pickles, one after the other. */
const MAX_SEQUENCE = 16;
const damagedPacking = message`It is compressed, and the compressed data is damaged.`;
const ORDER: readonly ImportConcern[] = ["dangerous", "code", "unknown", "known"];

/** @throws AppError "aborted". A file that cannot be read gets a verdict with its fault. */
export async function inspectPickles(
  files: readonly BundleFile[],
  signal?: AbortSignal,
): Promise<readonly PickleVerdict[]> {
  const verdicts: PickleVerdict[] = [];
  for (const file of files.slice(0, MAX_FILES)) {
    throwIfAborted(signal);
    // Files on a server are the page's own.
    const blob = blobOf(file);
    if (blob === null) continue;
    try {
      verdicts.push(...(await verdictsOf(file.path, blob)));
    } catch (thrown) {
      verdicts.push(unread(file.path, AppError.from(thrown, "invalid-model").wording));
    }
  }
  return verdicts;
}

async function verdictsOf(path: string, blob: Blob): Promise<PickleVerdict[]> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  if (beginsWith(head, 0x50, 0x4b, 0x03, 0x04) || ZIP_NAME.test(path)) return inZip(path, blob);
  if (beginsWith(head, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)) return inNpy(path, blob);
  if (beginsWith(head, 0x80) && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5)
    return [await ofStream(path, blob)];
  if (!NAME.test(path)) return [];
  const compression = beginsWith(head, 0x1f, 0x8b) ? "gzip" : beginsWith(head, 0x78) ? "deflate" : null;
  return [await ofStream(path, compression === null ? blob : await unpacked(blob, compression))];
}

async function ofStream(path: string, blob: Blob): Promise<PickleVerdict> {
  if (blob.size > MAX_PICKLE_BYTES) {
    return unread(path, message`It holds ${blob.size} bytes; pickles are read up to ${MAX_PICKLE_BYTES}.`);
  }
  let bytes = new Uint8Array(await blob.arrayBuffer());
  const reports: PickleReport[] = [];
  for (let count = 0; count < MAX_SEQUENCE; count += 1) {
    const report = inspectPickle(bytes);
    reports.push(report);
    if (report.trailingBytes === 0) break;
    bytes = bytes.subarray(bytes.length - report.trailingBytes);
    if (bytes[0] !== 0x80) break;
  }
  return verdictOf(
    path,
    reports.flatMap(({ imports }) => imports),
    reports.find(({ fault }) => fault !== null)?.fault ?? null,
  );
}

async function inZip(path: string, blob: Blob): Promise<PickleVerdict[]> {
  const verdicts: PickleVerdict[] = [];
  const entries = await readZipDirectory(blob);
  const names = new Set(entries.map((entry) => entry.path));
  for (const entry of entries) {
    const inside = `${path}: ${entry.path}`;
    try {
      verdicts.push(...(await inEntry(inside, blob, entry, names)));
    } catch (thrown) {
      verdicts.push(unread(inside, AppError.from(thrown, "invalid-model").wording));
    }
  }
  return verdicts;
}

/** @param names of all files in the zip. */
async function inEntry(
  inside: string,
  zip: Blob,
  entry: ZipEntry,
  names: ReadonlySet<string>,
): Promise<PickleVerdict[]> {
  const isPickle = NAME.test(entry.path);
  const isArray = entry.path.endsWith(".npy");
  if (!isPickle && !isArray && entry.path !== "schema.json") return [];
  const content = await contentOf(zip, entry);
  const verdicts = isPickle
    ? [await ofStream(inside, content)]
    : isArray
      ? await inNpy(inside, content)
      : await ofSkops(inside, content, names);
  // Numbers are not read, but skops loads no file that is damaged in any part.
  const isSkops = names.has("schema.json");
  if ((verdicts.length === 0 && !isSkops) || (await isWhole(content, entry))) return verdicts;
  if (verdicts.length === 0) return [unread(inside, damagedPacking)];
  return verdicts.map((verdict) => ({ ...verdict, fault: verdict.fault ?? damagedPacking }));
}

async function isWhole(content: Blob, { unpackedBytes, crc32: expected }: ZipEntry): Promise<boolean> {
  if (content.size !== unpackedBytes) return false;
  // What is larger was not read either.
  return (
    content.size > MAX_PICKLE_BYTES || crc32(0, new Uint8Array(await content.arrayBuffer())) === expected
  );
}

async function contentOf(zip: Blob, entry: ZipEntry): Promise<Blob> {
  const packed = await packedBlob(zip, entry);
  return entry.method === "stored" ? packed : unpacked(packed, "deflate-raw");
}

/** NEP 1: an array of objects is a pickle after its header. */
async function inNpy(path: string, blob: Blob): Promise<PickleVerdict[]> {
  const view = new DataView(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  if (view.byteLength < HEAD_BYTES) return [];
  const isWide = view.getUint8(6) > 1;
  const start = isWide ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true);
  const header = await blob.slice(HEAD_BYTES - 2, Math.min(start, 1 << 16)).text();
  return /'descr':.*'[|<>=]?O/.test(header) ? [await ofStream(path, blob.slice(start))] : [];
}

/** skops names each type that it creates, and creates only types that its reader trusts. */
async function ofSkops(path: string, blob: Blob, names: ReadonlySet<string>): Promise<PickleVerdict[]> {
  const schema = parseJson(await blob.slice(0, MAX_PICKLE_BYTES).text());
  if (typeof schema !== "object" || schema === null || !("__loader__" in schema)) return [];
  const found = new Map<string, { module: string; name: string }>();
  let missing: string | null = null;
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { __module__: module, __class__: name, file } = value as Readonly<Record<string, unknown>>;
    if (typeof file === "string" && "__loader__" in value && !names.has(file)) missing ??= file;
    if (typeof module === "string" && typeof name === "string")
      found.set(`${module} ${name}`, { module, name });
    for (const member of Object.values(value)) walk(member);
  };
  walk(schema);
  const imports = [...found.values()].map((each) => ({ ...each, ...knownName(each.module, each.name) }));
  return [
    verdictOf(
      path,
      imports,
      missing === null ? null : message`It names ${missing}, which is not in the zip.`,
    ),
  ];
}

/** @throws AppError "invalid-model", "over-limit". */
async function unpacked(blob: Blob, format: CompressionFormat): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of chunksOf(blob.stream().pipeThrough(new DecompressionStream(format)))) {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_PICKLE_BYTES) {
        throw new AppError(
          "over-limit",
          message`Unpacked, it has more than ${MAX_PICKLE_BYTES} bytes, so this page does not inspect it.`,
        );
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("invalid-model", damagedPacking, { cause });
  }
  return new Blob(chunks);
}

function verdictOf(
  path: string,
  imports: readonly { readonly module: string; readonly name: string; readonly concern: ImportConcern }[],
  fault: Wording | null,
): PickleVerdict {
  const concern = ORDER.find((one) => imports.some((found) => found.concern === one)) ?? null;
  const worst = imports.filter((found) => found.concern === concern);
  const names = [...new Set(worst.map(({ module, name }) => `${module}.${name}`))].slice(0, MAX_NAMES);
  return { path, concern, names, fault };
}

function unread(path: string, fault: Wording): PickleVerdict {
  return { path, concern: null, names: [], fault };
}

function beginsWith(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}
