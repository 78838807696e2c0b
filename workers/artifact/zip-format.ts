/** The records of a zip with stored files (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.3). All numbers little-endian. */
export interface ZipEntry {
  readonly path: string;
  readonly crc32: number;
  readonly sizeBytes: number;
  /** Offset of its local header in the zip. */
  readonly offset: number;
}

/** A 32-bit field with this value means: see the zip64 field. */
const SEE_ZIP64 = 0xffff_ffff;
const SEE_ZIP64_COUNT = 0xffff;
const VERSION = 20;
const VERSION_ZIP64 = 45;
const MADE_BY_UNIX = 3 << 8;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const STORED = 0;
/** 1980-01-01 00:00, the earliest time of a zip: the same files always give the same bytes. */
const TIME = 0;
const DATE = (1 << 5) | 1;
/** A regular file that its owner can write and everybody can read. */
const UNIX_MODE = 0o100644;

export function localHeader(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const big = entry.sizeBytes >= SEE_ZIP64;
  const name = new TextEncoder().encode(entry.path);
  const record = new RecordWriter();
  record.u32(0x0403_4b50);
  record.u16(big ? VERSION_ZIP64 : VERSION);
  common(record, entry);
  // In a local header, either both sizes are in the zip64 field or neither.
  record.u32(big ? SEE_ZIP64 : entry.sizeBytes);
  record.u32(big ? SEE_ZIP64 : entry.sizeBytes);
  record.u16(name.length);
  const extra = zip64Extra(big ? [entry.sizeBytes, entry.sizeBytes] : []);
  record.u16(extra.length);
  record.bytes(name);
  record.bytes(extra);
  return record.take();
}

/** The directory of all files and the end of the zip. @param offset where it starts. */
export function centralDirectory(entries: readonly ZipEntry[], offset: number): Uint8Array<ArrayBuffer> {
  const record = new RecordWriter();
  for (const entry of entries) centralHeader(record, entry);
  const bytes = record.length;
  const big = entries.length >= SEE_ZIP64_COUNT || offset >= SEE_ZIP64 || bytes >= SEE_ZIP64;
  if (big) {
    record.u32(0x0606_4b50);
    record.u64(44);
    record.u16(MADE_BY_UNIX | VERSION_ZIP64);
    record.u16(VERSION_ZIP64);
    record.u32(0);
    record.u32(0);
    record.u64(entries.length);
    record.u64(entries.length);
    record.u64(bytes);
    record.u64(offset);
    record.u32(0x0706_4b50);
    record.u32(0);
    record.u64(offset + bytes);
    record.u32(1);
  }
  record.u32(0x0605_4b50);
  record.u16(0);
  record.u16(0);
  record.u16(Math.min(entries.length, SEE_ZIP64_COUNT));
  record.u16(Math.min(entries.length, SEE_ZIP64_COUNT));
  record.u32(Math.min(bytes, SEE_ZIP64));
  record.u32(Math.min(offset, SEE_ZIP64));
  record.u16(0);
  return record.take();
}

function centralHeader(record: RecordWriter, entry: ZipEntry): void {
  const bigSize = entry.sizeBytes >= SEE_ZIP64;
  const bigOffset = entry.offset >= SEE_ZIP64;
  const version = bigSize || bigOffset ? VERSION_ZIP64 : VERSION;
  const name = new TextEncoder().encode(entry.path);
  const extra = zip64Extra([
    ...(bigSize ? [entry.sizeBytes, entry.sizeBytes] : []),
    ...(bigOffset ? [entry.offset] : []),
  ]);
  record.u32(0x0201_4b50);
  record.u16(MADE_BY_UNIX | version);
  record.u16(version);
  common(record, entry);
  record.u32(bigSize ? SEE_ZIP64 : entry.sizeBytes);
  record.u32(bigSize ? SEE_ZIP64 : entry.sizeBytes);
  record.u16(name.length);
  record.u16(extra.length);
  record.u16(0);
  record.u16(0);
  record.u16(0);
  record.u32(UNIX_MODE * 2 ** 16);
  record.u32(bigOffset ? SEE_ZIP64 : entry.offset);
  record.bytes(name);
  record.bytes(extra);
}

/** From the flags to the CRC, which both headers contain. */
function common(record: RecordWriter, { crc32 }: ZipEntry): void {
  record.u16(FLAGS);
  record.u16(STORED);
  record.u16(TIME);
  record.u16(DATE);
  record.u32(crc32);
}

function zip64Extra(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const record = new RecordWriter();
  if (values.length === 0) return record.take();
  record.u16(0x0001);
  record.u16(values.length * 8);
  for (const value of values) record.u64(value);
  return record.take();
}

class RecordWriter {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  u16(value: number): void {
    this.#bytes.push(value & 0xff, (value >>> 8) & 0xff);
  }

  u32(value: number): void {
    this.u16(value % 0x1_0000);
    this.u16(Math.floor(value / 0x1_0000) % 0x1_0000);
  }

  u64(value: number): void {
    this.u32(value % 0x1_0000_0000);
    this.u32(Math.floor(value / 0x1_0000_0000));
  }

  bytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }

  take(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}
