/** Tables for eight bytes per step ("slicing by 8"), so that gigabytes of weights are read at the disk's speed. */
const STEP = 8;
const BYTES = 256;
/** One after the other: the first is for a single byte, each further one for a byte one place earlier. */
const tables = new Uint32Array(STEP * BYTES);

/** @param byte its low eight bits count. */
function look(table: number, byte: number): number {
  return tables[table * BYTES + (byte & 0xff)]!;
}

for (let byte = 0; byte < BYTES; byte += 1) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  tables[byte] = remainder;
}
for (let table = 1; table < STEP; table += 1) {
  for (let byte = 0; byte < BYTES; byte += 1) {
    const before = look(table - 1, byte);
    tables[table * BYTES + byte] = (before >>> 8) ^ look(0, before);
  }
}

/** CRC-32 as zip uses it (ISO 3309), continued from `crc` over more bytes; start with 0. */
export function crc32(crc: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let remainder = ~crc;
  let at = 0;
  for (const end = bytes.length - (bytes.length % STEP); at < end; at += STEP) {
    const low = remainder ^ view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    remainder =
      look(7, low) ^
      look(6, low >>> 8) ^
      look(5, low >>> 16) ^
      look(4, low >>> 24) ^
      look(3, high) ^
      look(2, high >>> 8) ^
      look(1, high >>> 16) ^
      look(0, high >>> 24);
  }
  for (; at < bytes.length; at += 1) remainder = (remainder >>> 8) ^ look(0, remainder ^ view.getUint8(at));
  return ~remainder >>> 0;
}
