/** Tables for eight bytes at a step ("slicing by 8"): weights of gigabytes are read at the disk's speed, not at the sum's. */
const STEP = 8;
const tables = Array.from({ length: STEP }, () => new Uint32Array(256));

for (let byte = 0; byte < 256; byte += 1) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  tables[0]![byte] = remainder;
}
for (let at = 1; at < STEP; at += 1) {
  for (let byte = 0; byte < 256; byte += 1) {
    const before = tables[at - 1]![byte]!;
    tables[at]![byte] = (before >>> 8) ^ tables[0]![before & 0xff]!;
  }
}
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** CRC-32 as zip uses it (ISO 3309), continued from `crc` over more bytes; begin with 0. */
export function crc32(crc: number, bytes: Uint8Array): number {
  let remainder = ~crc;
  let at = 0;
  for (const end = bytes.length - (bytes.length % STEP); at < end; at += STEP) {
    remainder ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    remainder =
      t7[remainder & 0xff]! ^
      t6[(remainder >>> 8) & 0xff]! ^
      t5[(remainder >>> 16) & 0xff]! ^
      t4[remainder >>> 24]! ^
      t3[bytes[at + 4]!]! ^
      t2[bytes[at + 5]!]! ^
      t1[bytes[at + 6]!]! ^
      t0[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at += 1) remainder = (remainder >>> 8) ^ t0[(remainder ^ bytes[at]!) & 0xff]!;
  return ~remainder >>> 0;
}
