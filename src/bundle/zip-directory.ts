import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";

/** One file of a zip, from its central directory (APPNOTE.TXT 6.3.10, 4.3.12). */
export interface ZipEntry {
  readonly path: string;
  readonly method: "stored" | "deflated";
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its local header is in the zip. */
  readonly headerOffset: number;
}

/** The source of a zip: a Blob, or a file on a server that answers ranges. */
export interface ZipBytes {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The end record has 22 bytes and a comment of at most 65535; a zip64 locator of 20 bytes can precede it. */
const endRecordBytes = 22;
const maxCommentBytes = 0xffff;
const zip64LocatorBytes = 20;
const zip64EndRecordBytes = 56;
const centralHeaderBytes = 46;
const localHeaderBytes = 30;

/** No model has so many files; reading more would only keep the page busy. */
const maxEntries = 10_000;
/** Room for `maxEntries` with long names and extra fields. */
const maxDirectoryBytes = 16 << 20;

const signatures = {
  endRecord: 0x06054b50,
  zip64Locator: 0x07064b50,
  zip64EndRecord: 0x06064b50,
  centralHeader: 0x02014b50,
  localHeader: 0x04034b50,
};

/**
 * Reads a zip's table of contents without unpacking; leaves out folders. Reads zip64.
 * @throws AppError "invalid-zip" for a file that is not a zip, truncated, split, encrypted or packed by a method other than stored and
 * deflated; "unsafe-path" for a symbolic link.
 */
export async function readZipDirectory(zip: ZipBytes): Promise<ZipEntry[]> {
  const { entryCount, directoryOffset, directoryBytes, shift } = await readEndRecord(zip);
  if (entryCount > maxEntries)
    throw invalidZip(message`It lists ${entryCount} files; a model has at most ${maxEntries}.`);
  if (directoryBytes > maxDirectoryBytes || shift < 0) throw cutShort();
  const view = await viewOf(zip, directoryOffset + shift, directoryBytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < entryCount; index += 1) {
    if (at + centralHeaderBytes > view.byteLength || view.getUint32(at, true) !== signatures.centralHeader) {
      throw cutShort();
    }
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + centralHeaderBytes + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw cutShort();
    const entry = readEntry(view, at, nameBytes, extraBytes);
    if (entry !== null) entries.push({ ...entry, headerOffset: entry.headerOffset + shift });
    at = next;
  }
  return entries;
}

/**
 * The packed bytes of an entry, as a slice of the zip.
 * @throws AppError "invalid-zip" if the directory points to something else.
 */
export async function packedBlob(zip: Blob, entry: ZipEntry): Promise<Blob> {
  const start = await packedStart(zip, entry);
  return zip.slice(start, start + entry.packedBytes);
}

/** Where the packed bytes of an entry start. Errors as `packedBlob`. */
export async function packedStart(zip: ZipBytes, entry: ZipEntry): Promise<number> {
  if (entry.headerOffset + localHeaderBytes > zip.size) throw cutShort();
  // With its name, which has at most three bytes per character.
  const most = Math.min(localHeaderBytes + 3 * entry.path.length, zip.size - entry.headerOffset);
  const header = await viewOf(zip, entry.headerOffset, most);
  if (header.getUint32(0, true) !== signatures.localHeader) throw cutShort();
  const nameBytes = header.getUint16(26, true);
  const name = new Uint8Array(header.buffer).subarray(localHeaderBytes, localHeaderBytes + nameBytes);
  if (decodeName(name) !== entry.path) {
    throw invalidZip(
      message`Its table of contents lists ${entry.path}, and ${decodeName(name)} stands there.`,
    );
  }
  const start = entry.headerOffset + localHeaderBytes + nameBytes + header.getUint16(28, true);
  if (start + entry.packedBytes > zip.size) throw cutShort();
  return start;
}

/** @param what is wrong, in a sentence; `openZip` adds which zip it is, and what to do. */
export function invalidZip(what: Message, cause?: unknown): AppError {
  return new AppError("invalid-zip", what, cause === undefined ? {} : { cause });
}

function cutShort(): AppError {
  return invalidZip(
    message`Its table of contents does not fit its contents: it is damaged or was cut short.`,
  );
}

interface EndRecord {
  readonly entryCount: number;
  readonly directoryBytes: number;
  readonly directoryOffset: number;
  /**
   * How much further back everything is than the zip says, as in a self-extracting program: the directory ends where the end record
   * starts. Python's zipfile does the same.
   */
  readonly shift: number;
}

async function readEndRecord(zip: ZipBytes): Promise<EndRecord> {
  const tailBytes = Math.min(zip.size, zip64LocatorBytes + endRecordBytes + maxCommentBytes);
  const tailOffset = zip.size - tailBytes;
  const tail = await viewOf(zip, tailOffset, tailBytes);
  const at = findEndRecord(tail);
  if (at < 0) {
    const startsLikeZip =
      zip.size >= 4 && (await viewOf(zip, 0, 4)).getUint32(0, true) === signatures.localHeader;
    throw startsLikeZip
      ? invalidZip(
          message`It starts like a zip but has no end: it was cut short, perhaps by an interrupted download.`,
        )
      : invalidZip(message`It is not a zip file.`);
  }
  const locatorAt = at - zip64LocatorBytes;
  if (locatorAt >= 0 && tail.getUint32(locatorAt, true) === signatures.zip64Locator) {
    return readZip64EndRecord(zip, toNumber(tail.getBigUint64(locatorAt + 8, true)));
  }
  if (tail.getUint16(at + 4, true) !== 0)
    throw invalidZip(message`It is one part of a zip split into several files.`);
  const directoryBytes = tail.getUint32(at + 12, true);
  const directoryOffset = tail.getUint32(at + 16, true);
  return {
    entryCount: tail.getUint16(at + 10, true),
    directoryBytes,
    directoryOffset,
    shift: tailOffset + at - directoryBytes - directoryOffset,
  };
}

async function readZip64EndRecord(zip: ZipBytes, offset: number): Promise<EndRecord> {
  if (offset + zip64EndRecordBytes > zip.size) throw cutShort();
  const view = await viewOf(zip, offset, zip64EndRecordBytes);
  if (view.getUint32(0, true) !== signatures.zip64EndRecord) throw cutShort();
  const directoryBytes = toNumber(view.getBigUint64(40, true));
  const directoryOffset = toNumber(view.getBigUint64(48, true));
  return {
    entryCount: toNumber(view.getBigUint64(32, true)),
    directoryBytes,
    directoryOffset,
    shift: offset - directoryBytes - directoryOffset,
  };
}

/** From the end, the first signature whose comment ends exactly at the end of the file. */
function findEndRecord(tail: DataView): number {
  for (let at = tail.byteLength - endRecordBytes; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== signatures.endRecord) continue;
    if (at + endRecordBytes + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return -1;
}

function readEntry(view: DataView, at: number, nameBytes: number, extraBytes: number): ZipEntry | null {
  const flags = view.getUint16(at + 8, true);
  const name = new Uint8Array(view.buffer, view.byteOffset + at + centralHeaderBytes, nameBytes);
  const path = decodeName(name);
  if (path.endsWith("/")) return null;
  const unixMode = view.getUint32(at + 38, true) >>> 16;
  if ((unixMode & 0xf000) === 0xa000) {
    throw new AppError(
      "unsafe-path",
      message`${JSON.stringify(path)} in the zip is a symbolic link, which is not followed. Put the file itself into the zip.`,
      { details: { path } },
    );
  }
  if ((flags & 0x2041) !== 0) throw invalidZip(message`${path} in it is encrypted with a password.`);
  if ((flags & 0x20) !== 0) throw invalidZip(message`${path} in it is a patch of another file.`);
  const sizes = readSizes(view, at, nameBytes, extraBytes);
  return {
    path,
    method: methodOf(view.getUint16(at + 10, true), path),
    crc32: view.getUint32(at + 16, true),
    ...sizes,
  };
}

function methodOf(method: number, path: string): ZipEntry["method"] {
  if (method === 0) return "stored";
  if (method === 8) return "deflated";
  throw invalidZip(
    message`${path} in it is packed by method ${method}; only stored (0) and deflated (8) can be read.`,
  );
}

/** Sizes and offset with all bits set are in the zip64 extra field (id 1), only those, in this order. */
function readSizes(
  view: DataView,
  at: number,
  nameBytes: number,
  extraBytes: number,
): Pick<ZipEntry, "packedBytes" | "unpackedBytes" | "headerOffset"> {
  let packedBytes = view.getUint32(at + 20, true);
  let unpackedBytes = view.getUint32(at + 24, true);
  let headerOffset = view.getUint32(at + 42, true);
  let field = at + centralHeaderBytes + nameBytes;
  const end = field + extraBytes;
  while (field + 4 <= end) {
    const id = view.getUint16(field, true);
    let value = field + 4;
    const next = value + view.getUint16(field + 2, true);
    if (next > end) break;
    if (id === 1) {
      const take = (): number => {
        if (value + 8 > next) throw cutShort();
        value += 8;
        return toNumber(view.getBigUint64(value - 8, true));
      };
      if (unpackedBytes === 0xffffffff) unpackedBytes = take();
      if (packedBytes === 0xffffffff) packedBytes = take();
      if (headerOffset === 0xffffffff) headerOffset = take();
    }
    field = next;
  }
  return { packedBytes, unpackedBytes, headerOffset };
}

/** UTF-8, flagged or not, as today's tools write; names that are not UTF-8 are read byte by byte. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}

function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw cutShort();
  return Number(value);
}

async function viewOf(zip: ZipBytes, offset: number, bytes: number): Promise<DataView> {
  return new DataView(await zip.slice(offset, offset + bytes).arrayBuffer());
}
