import { BLOCK } from "./quantize";

/**
 * Puts int4 weights in the order in which the kernel reads them, in place.
 *
 * MatMulNBits keeps them as [N][K / 32][16 bytes], two values a byte, even k low. The kernel reads four rows at once:
 * [N / 4][K / 32][4 pieces][4 rows][4 bytes], where byte j of piece i has value k = 4i + j low and k = 16 + 4i + j high.
 *
 * @param rows a multiple of 4.
 * @param scratch K × 2 bytes.
 */
export function repack4(weights: usize, rows: i32, columns: i32, scratch: usize): void {
  const blocks = columns / BLOCK;
  const rowBytes = <usize>blocks * 16;
  const low = i8x16.splat(15);
  for (let group = 0; group < rows / 4; group++) {
    memory.copy(scratch, weights, rowBytes * 4);
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
        const target = weights + <usize>block * 64 + <usize>row * 4;
        store<i32>(target, i32x4.extract_lane(both, 0));
        store<i32>(target, i32x4.extract_lane(both, 1), 16);
        store<i32>(target, i32x4.extract_lane(both, 2), 32);
        store<i32>(target, i32x4.extract_lane(both, 3), 48);
      }
    }
    weights += rowBytes * 4;
  }
}

/** The same for int8 weights: [N][K / 32][32 bytes] to [N / 4][K / 32][8 pieces][4 rows][4 bytes]. @param scratch K × 4 bytes. */
export function repack8(weights: usize, rows: i32, columns: i32, scratch: usize): void {
  const groupBytes = <usize>columns * 4;
  for (let group = 0; group < rows / 4; group++) {
    memory.copy(scratch, weights, groupBytes);
    for (let row = 0; row < 4; row++) {
      for (let word = 0; word < columns / 4; word++) {
        const value = load<i32>(scratch + (<usize>row * <usize>columns + <usize>word * 4));
        store<i32>(weights + <usize>word * 16 + <usize>row * 4, value);
      }
    }
    weights += groupBytes;
  }
}

/** Scales, one a block: [N][K / 32] to [N / 4][K / 32][4 rows], in place. @param scratch K / 2 bytes. */
export function repackScales(scales: usize, rows: i32, columns: i32, scratch: usize): void {
  const blocks = columns / BLOCK;
  const groupBytes = <usize>blocks * 16;
  for (let group = 0; group < rows / 4; group++) {
    memory.copy(scratch, scales, groupBytes);
    for (let row = 0; row < 4; row++) {
      for (let block = 0; block < blocks; block++) {
        store<f32>(
          scales + <usize>(block * 4 + row) * 4,
          load<f32>(scratch + <usize>(row * blocks + block) * 4),
        );
      }
    }
    scales += groupBytes;
  }
}
