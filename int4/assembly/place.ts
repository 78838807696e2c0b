import { blockCount, SPAN } from "./quantize";

/**
 * Puts the tensors of MatMulNBits where the kernel reads them: in one stream, along which a processor fetches ahead best.
 *
 * From weights [N][blocks][bytes] and scales [N][blocks], f32, to N / 4 groups of four rows. A group has for each block its weights,
 * in spans of 32 columns, and then its four scales. A span has two int4 blocks of 16; their scales follow both. Weights and scales
 * come at different times, a few groups at once; neither overwrites the other.
 */

/** Bytes of four rows' scales of a block. */
const SCALE_BYTES: usize = 16;
/** Bytes of a span of int4 and of int8 weights. */
export const SPAN_BYTES_4: usize = 64;
const SPAN_BYTES_8: usize = 128;

/** Bytes of a group of four rows. */
// @ts-ignore: decorator
@inline
export function groupBytes(columns: i32, blockSize: i32, bits: i32): usize {
  return <usize>columns * <usize>(bits / 2) + <usize>blockCount(columns, blockSize) * SCALE_BYTES;
}

/** Where a group's weights from `column` on lie. */
// @ts-ignore: decorator
@inline
function weightsAt(column: i32, blockSize: i32, bits: i32): usize {
  return <usize>column * <usize>(bits / 2) + <usize>(column / blockSize) * SCALE_BYTES;
}

/**
 * A group's int4 weights, two values per byte, even k in the low half. A span's 64 bytes become [4 pieces][4 rows][4 bytes]. Byte j
 * of piece i has value k = 4i + j in its low half and k = 16 + 4i + j in its high half.
 */
export function placeWeights4(source: usize, columns: i32, blockSize: i32, target: usize): void {
  // The last block is whole in the file.
  const rowBytes = <usize>(blockCount(columns, blockSize) * blockSize) / 2;
  const low = i8x16.splat(15);
  for (let column = 0; column < columns; column += SPAN) {
    const span = target + weightsAt(column, blockSize, 4);
    for (let row: usize = 0; row < 4; row++) {
      const packed = v128.load(source + row * rowBytes);
      const even = v128.and(packed, low);
      const odd = i8x16.shr_u(packed, 4);
      // Values 0..15 and 16..31, in order, then one in the low and one in the high half of each byte.
      const first = v128.shuffle<i8>(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const second = v128.shuffle<i8>(
        even,
        odd,
        8,
        24,
        9,
        25,
        10,
        26,
        11,
        27,
        12,
        28,
        13,
        29,
        14,
        30,
        15,
        31,
      );
      const both = v128.or(first, i8x16.shl(second, 4));
      const at = span + row * 4;
      store<i32>(at, i32x4.extract_lane(both, 0));
      store<i32>(at, i32x4.extract_lane(both, 1), 16);
      store<i32>(at, i32x4.extract_lane(both, 2), 32);
      store<i32>(at, i32x4.extract_lane(both, 3), 48);
    }
    source += 16;
  }
}

/** A group's int8 weights: four columns of each row in turn, k in order. */
export function placeWeights8(source: usize, columns: i32, blockSize: i32, target: usize): void {
  const rowBytes = <usize>(blockCount(columns, blockSize) * blockSize);
  for (let column = 0; column < columns; column += 4) {
    const piece = target + weightsAt(column, blockSize, 8);
    for (let row: usize = 0; row < 4; row++) store<i32>(piece + row * 4, load<i32>(source + row * rowBytes));
    source += 4;
  }
}

/** A group's scales. */
export function placeScales(source: usize, columns: i32, blockSize: i32, bits: i32, target: usize): void {
  const blocks = blockCount(columns, blockSize);
  const rowBytes = <usize>blocks * 4;
  for (let block = 0; block < blocks; block++) {
    const at = target + scalesAt(block, columns, blockSize, bits);
    for (let row: usize = 0; row < 4; row++) store<f32>(at + row * 4, load<f32>(source + row * rowBytes));
    source += 4;
  }
}

/** Where a block's scales lie in its group. */
// @ts-ignore: decorator
@inline
function scalesAt(block: i32, columns: i32, blockSize: i32, bits: i32): usize {
  const width = bits == 4 ? max(blockSize, SPAN) : blockSize;
  const end = min((block * blockSize / width + 1) * width, columns);
  return <usize>end * <usize>(bits / 2) + <usize>block * SCALE_BYTES;
}
