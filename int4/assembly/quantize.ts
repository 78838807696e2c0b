import { maxLane } from "./simd";

/** Values that share a scale: MatMulNBits' block_size, and of activations MLAS' at accuracy level 4. */
export const BLOCK: i32 = 32;

/**
 * Activations as int8, a row after the other: for each row the values, and for each block a scale (f32) and -8 × the sum of its
 * int8 values, 8 being the zero point of most weights: an i16 in the low half of 32 bits, whose high half is 0 (dot.ts says why). The
 * plain build keeps the values as int16, in the order in which it multiplies them.
 */
// @ts-ignore: decorator
@inline
export const VALUE_BYTES: usize = ASC_FEATURE_RELAXED_SIMD ? 1 : 2;

/**
 * Quantises `blocks` blocks at `source` (f32): scale = max |x| / 127, values rounded to the nearest, ties to even. The same
 * arithmetic as QuantizeARow_CompInt8 of MLAS (onnxruntime 1.30, sqnbitgemm_kernel_avx*.cpp).
 */
export function quantizeBlocks(source: usize, values: usize, scales: usize, sums: usize, blocks: i32): void {
  for (let block = 0; block < blocks; block++) {
    const x0 = v128.load(source, 0);
    const x1 = v128.load(source, 16);
    const x2 = v128.load(source, 32);
    const x3 = v128.load(source, 48);
    const x4 = v128.load(source, 64);
    const x5 = v128.load(source, 80);
    const x6 = v128.load(source, 96);
    const x7 = v128.load(source, 112);
    const largest = maxLane(
      f32x4.max(
        f32x4.max(f32x4.max(f32x4.abs(x0), f32x4.abs(x1)), f32x4.max(f32x4.abs(x2), f32x4.abs(x3))),
        f32x4.max(f32x4.max(f32x4.abs(x4), f32x4.abs(x5)), f32x4.max(f32x4.abs(x6), f32x4.abs(x7))),
      ),
    );
    const inverse = f32x4.splat(largest > 0 ? <f32>127 / largest : 0);
    const low0 = i16x8.narrow_i32x4_s(round(x0, inverse), round(x1, inverse));
    const low1 = i16x8.narrow_i32x4_s(round(x2, inverse), round(x3, inverse));
    const high0 = i16x8.narrow_i32x4_s(round(x4, inverse), round(x5, inverse));
    const high1 = i16x8.narrow_i32x4_s(round(x6, inverse), round(x7, inverse));
    if (ASC_FEATURE_RELAXED_SIMD) {
      v128.store(values, i8x16.narrow_i16x8_s(low0, low1));
      v128.store(values, i8x16.narrow_i16x8_s(high0, high1), 16);
    } else {
      storePairs(values, low0, high0);
      storePairs(values + 32, low1, high1);
    }
    const factor = i16x8.splat(-8);
    const sum = i32x4.dot_i16x8_s(i16x8.add(i16x8.add(low0, low1), i16x8.add(high0, high1)), factor);
    store<f32>(scales, largest / 127);
    store<i32>(
      sums,
      (i32x4.extract_lane(sum, 0) +
        i32x4.extract_lane(sum, 1) +
        i32x4.extract_lane(sum, 2) +
        i32x4.extract_lane(sum, 3)) &
        0xffff,
    );
    source += 128;
    values += 32 * VALUE_BYTES;
    scales += 4;
    sums += 4;
  }
}

// @ts-ignore: decorator
@inline
function round(x: v128, inverse: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x, inverse)));
}

/**
 * Of two times four values k..k+3 and k+16..k+19, the pairs (k, k+2), (k+16, k+18), (k+1, k+3), (k+17, k+19): what the plain
 * build multiplies with the four nibbles of 16 bits of weights. Twice, for the eight values of `low` and of `high`.
 */
// @ts-ignore: decorator
@inline
function storePairs(target: usize, low: v128, high: v128): void {
  v128.store(target, v128.shuffle<i16>(low, high, 0, 2, 8, 10, 1, 3, 9, 11));
  v128.store(target, v128.shuffle<i16>(low, high, 4, 6, 12, 14, 5, 7, 13, 15), 16);
}
