import { BLOCK } from "./quantize";

/**
 * Puts a matrix of MatMulNBits in the order in which the kernel reads it: one stream, since a processor fetches ahead best along
 * one.
 *
 * From weights [N][K / 32][bytes] and scales [N][K / 32], f32, to [N / 4][K / 32] times a block of four rows: its weights, then its
 * four scales. The host puts the weights at the end of `matrix`, which has room for both; they are moved forward group by group,
 * and what is written never reaches what is still to be read.
 *
 * @param rows a multiple of 4.
 * @param scratch a group's weights: 4 × K / 2 bytes (int4) or 4 × K (int8).
 */

/**
 * int4: two values a byte, even k low. A block's 64 bytes of weights become [4 pieces][4 rows][4 bytes], where byte j of piece i
 * has value k = 4i + j low and k = 16 + 4i + j high.
 */
export function repack4(matrix: usize, rows: i32, columns: i32, scales: usize, scratch: usize): void {
  const blocks = columns / BLOCK;
  const rowBytes = <usize>blocks * 16;
  let source = matrix + <usize>rows * <usize>blocks * 4;
  let target = matrix;
  const low = i8x16.splat(15);
  for (let group = 0; group < rows / 4; group++) {
    memory.copy(scratch, source, rowBytes * 4);
    source += rowBytes * 4;
    for (let block = 0; block < blocks; block++) {
      for (let row = 0; row < 4; row++) {
        const packed = v128.load(scratch + <usize>row * rowBytes + <usize>block * 16);
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
        const at = target + <usize>row * 4;
        store<i32>(at, i32x4.extract_lane(both, 0));
        store<i32>(at, i32x4.extract_lane(both, 1), 16);
        store<i32>(at, i32x4.extract_lane(both, 2), 32);
        store<i32>(at, i32x4.extract_lane(both, 3), 48);
        store<f32>(at, load<f32>(scales + <usize>(row * blocks + block) * 4), 64);
      }
      target += 80;
    }
    scales += <usize>blocks * 16;
  }
}

/** int8: a block's 128 bytes become [8 pieces][4 rows][4 bytes], k in order. */
export function repack8(matrix: usize, rows: i32, columns: i32, scales: usize, scratch: usize): void {
  const blocks = columns / BLOCK;
  const rowBytes = <usize>columns;
  let source = matrix + <usize>rows * <usize>blocks * 4;
  let target = matrix;
  for (let group = 0; group < rows / 4; group++) {
    memory.copy(scratch, source, rowBytes * 4);
    source += rowBytes * 4;
    for (let block = 0; block < blocks; block++) {
      for (let row = 0; row < 4; row++) {
        const from = scratch + <usize>row * rowBytes + <usize>block * 32;
        const at = target + <usize>row * 4;
        for (let piece: usize = 0; piece < 8; piece++)
          store<i32>(at + 16 * piece, load<i32>(from + 4 * piece));
        store<f32>(at, load<f32>(scales + <usize>(row * blocks + block) * 4), 128);
      }
      target += 144;
    }
    scales += <usize>blocks * 16;
  }
}
