import { BLOCK } from "./quantize";

/**
 * Puts the tensors of MatMulNBits where the kernel reads them: one stream, since a processor fetches ahead best along one.
 *
 * From weights [N][K / 32][bytes] and scales [N][K / 32], f32, to [N / 4][K / 32] times a block of four rows: its weights, then its
 * four scales. Weights and scales come at different times, a few groups of four rows at once; each leaves the other's place alone.
 */

/** Bytes of a block's scales. */
const SCALE_BYTES: usize = 16;
/** Bytes of a block of int4 weights, 64 of them, and of int8 weights, 128, with its scales. */
export const BLOCK_BYTES_4: usize = 64 + SCALE_BYTES;
export const BLOCK_BYTES_8: usize = 128 + SCALE_BYTES;

// @ts-ignore: decorator
@inline
export function blockBytes(bits: i32): usize {
  return bits == 4 ? BLOCK_BYTES_4 : BLOCK_BYTES_8;
}

/**
 * A group's weights of int4: two values a byte, even k low. A block's 64 bytes become [4 pieces][4 rows][4 bytes], where byte j of
 * piece i has value k = 4i + j low and k = 16 + 4i + j high.
 */
export function placeWeights4(source: usize, columns: i32, target: usize): void {
  const blocks = columns / BLOCK;
  const rowBytes = <usize>blocks * 16;
  const low = i8x16.splat(15);
  for (let block = 0; block < blocks; block++) {
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
      const at = target + row * 4;
      store<i32>(at, i32x4.extract_lane(both, 0));
      store<i32>(at, i32x4.extract_lane(both, 1), 16);
      store<i32>(at, i32x4.extract_lane(both, 2), 32);
      store<i32>(at, i32x4.extract_lane(both, 3), 48);
    }
    source += 16;
    target += BLOCK_BYTES_4;
  }
}

/** A group's weights of int8: a block's 128 bytes become [8 pieces][4 rows][4 bytes], k in order. */
export function placeWeights8(source: usize, columns: i32, target: usize): void {
  const blocks = columns / BLOCK;
  const rowBytes = <usize>columns;
  for (let block = 0; block < blocks; block++) {
    for (let row: usize = 0; row < 4; row++) {
      const from = source + row * rowBytes;
      const at = target + row * 4;
      for (let piece: usize = 0; piece < 8; piece++) store<i32>(at + 16 * piece, load<i32>(from + 4 * piece));
    }
    source += 32;
    target += BLOCK_BYTES_8;
  }
}

/** A group's scales. */
export function placeScales(source: usize, columns: i32, bits: i32, target: usize): void {
  const blocks = columns / BLOCK;
  const rowBytes = <usize>blocks * 4;
  target += blockBytes(bits) - SCALE_BYTES;
  for (let block = 0; block < blocks; block++) {
    for (let row: usize = 0; row < 4; row++) store<f32>(target + row * 4, load<f32>(source + row * rowBytes));
    source += 4;
    target += blockBytes(bits);
  }
}
