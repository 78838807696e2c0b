import { maxLane } from "./simd";

/** Columns of weights that lie together (place.ts), whatever the block size. */
export const SPAN: i32 = 32;

/**
 * Activations as int8, row by row, in blocks of MatMulNBits' block_size, as in MLAS at accuracy level 4:
 *
 * - for each row its values; the plain build has them as int16, in the order in which it multiplies them;
 * - for each block a scale (f32), and minus the sum of its int8 values (i32);
 * - for each stretch of a block (dot.ts) -8 × the sums of its int8 values, as two i16: first that of the columns k with k mod 4 < 2.
 *   8 is the zero point of most weights.
 */
// @ts-ignore: decorator
@unmanaged
export class Activations {
  values: usize;
  scales: usize;
  sums: usize;
  totals: usize;
}

/** Of a value. */
// @ts-ignore: decorator
@inline
export const VALUE_BYTES: usize = ASC_FEATURE_RELAXED_SIMD ? 1 : 2;
/** Bytes of a span of a row. */
// @ts-ignore: decorator
@inline
export const SPAN_VALUES: usize = 32 * VALUE_BYTES;

// @ts-ignore: decorator
@inline
export function blockCount(columns: i32, blockSize: i32): i32 {
  return (columns + blockSize - 1) / blockSize;
}

/** Columns of a stretch of a block (dot.ts). */
// @ts-ignore: decorator
@inline
function stretchSize(blockSize: i32): i32 {
  return min(blockSize, 2 * SPAN);
}

/** How many `sums` a row of activations has. */
// @ts-ignore: decorator
@inline
export function sumCount(columns: i32, blockSize: i32): i32 {
  return blockCount(columns, stretchSize(blockSize));
}

/**
 * Quantises a part of a row: scale = max |x| / 127, values rounded to the nearest, ties to even. The arithmetic is that of
 * QuantizeARow_CompInt8 of MLAS (onnxruntime 1.30, sqnbitgemm_kernel_avx*.cpp).
 *
 * @param source f32 [count]
 * @param column where the part begins in the row: a multiple of the block size.
 * @param count a multiple of 32, and of the block size except at the row's end.
 * @param size of the row.
 */
export function quantizePart(
  source: usize,
  to: Activations,
  row: i32,
  column: i32,
  count: i32,
  size: i32,
  blockSize: i32,
): void {
  let values = to.values + (<usize>row * <usize>size + <usize>column) * VALUE_BYTES;
  const block = <usize>row * <usize>blockCount(size, blockSize) + <usize>(column / blockSize);
  let scales = to.scales + block * 4;
  let totals = to.totals + block * 4;
  let sums = to.sums + (<usize>row * <usize>sumCount(size, blockSize) + <usize>(column / stretchSize(blockSize))) * 4;
  if (blockSize < SPAN) {
    for (let done = 0; done < count; done += SPAN) {
      const low = largestOf16(source);
      const high = largestOf16(source + 64);
      const low0 = quantized(source, inverseOf(low));
      const low1 = quantized(source + 32, inverseOf(low));
      const high0 = quantized(source + 64, inverseOf(high));
      const high1 = quantized(source + 96, inverseOf(high));
      storeSpan(values, low0, low1, high0, high1);
      store<f32>(scales, low / 127);
      store<f32>(scales, high / 127, 4);
      store<i32>(totals, storeSums(sums, i16x8.add(low0, low1)));
      store<i32>(totals, storeSums(sums + 4, i16x8.add(high0, high1)), 4);
      source += 128;
      values += SPAN_VALUES;
      scales += 8;
      totals += 8;
      sums += 8;
    }
    return;
  }
  for (let done = 0; done < count; done += blockSize) {
    const end = source + <usize>min(blockSize, count - done) * 4;
    let largest: f32 = 0;
    for (let at = source; at < end; at += 64) largest = max(largest, largestOf16(at));
    const inverse = inverseOf(largest);
    let total = 0;
    while (source < end) {
      let sum = quantizeSpan(source, values, inverse);
      source += 128;
      values += SPAN_VALUES;
      if (source < end) {
        sum = i16x8.add(sum, quantizeSpan(source, values, inverse));
        source += 128;
        values += SPAN_VALUES;
      }
      total += storeSums(sums, sum);
      sums += 4;
    }
    store<f32>(scales, largest / 127);
    store<i32>(totals, total);
    scales += 4;
    totals += 4;
  }
}

// @ts-ignore: decorator
@inline
function largestOf16(source: usize): f32 {
  const first = f32x4.max(f32x4.abs(v128.load(source)), f32x4.abs(v128.load(source, 16)));
  const second = f32x4.max(f32x4.abs(v128.load(source, 32)), f32x4.abs(v128.load(source, 48)));
  return maxLane(f32x4.max(first, second));
}

// @ts-ignore: decorator
@inline
function inverseOf(largest: f32): v128 {
  return f32x4.splat(largest > 0 ? <f32>127 / largest : 0);
}

/** Quantises 32 values. @returns their sums, i16x8: those of columns k with k mod 8 = 0, 1 … */
// @ts-ignore: decorator
@inline
function quantizeSpan(source: usize, values: usize, inverse: v128): v128 {
  const low0 = quantized(source, inverse);
  const low1 = quantized(source + 32, inverse);
  const high0 = quantized(source + 64, inverse);
  const high1 = quantized(source + 96, inverse);
  storeSpan(values, low0, low1, high0, high1);
  return i16x8.add(i16x8.add(low0, low1), i16x8.add(high0, high1));
}

/** Eight values, as i16. */
// @ts-ignore: decorator
@inline
function quantized(source: usize, inverse: v128): v128 {
  return i16x8.narrow_i32x4_s(rounded(v128.load(source), inverse), rounded(v128.load(source, 16), inverse));
}

/** 1.5 × 2^23. An f32 of this size has no room for a fraction, so an added number ends up rounded in its lowest bits. */
// @ts-ignore: decorator
@inline
const NO_FRACTION: f32 = 12582912;

/** x × inverse, rounded to the nearest i32, ties to even. The product is within ±127. */
// @ts-ignore: decorator
@inline
function rounded(x: v128, inverse: v128): v128 {
  const noFraction = f32x4.splat(NO_FRACTION);
  return i32x4.sub(f32x4.add(f32x4.mul(x, inverse), noFraction), noFraction);
}

// @ts-ignore: decorator
@inline
function storeSpan(values: usize, low0: v128, low1: v128, high0: v128, high1: v128): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(values, i8x16.narrow_i16x8_s(low0, low1));
    v128.store(values, i8x16.narrow_i16x8_s(high0, high1), 16);
  } else {
    storePairs(values, low0, high0);
    storePairs(values + 32, low1, high1);
  }
}

/** Stores the sums of a stretch. @param values its sums, as of quantizeSpan. @returns minus the sum of all. */
// @ts-ignore: decorator
@inline
function storeSums(target: usize, values: v128): i32 {
  const sums = i32x4.dot_i16x8_s(values, i16x8.splat(-8));
  const first = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 2);
  const second = i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 3);
  store<i16>(target, <i16>first);
  store<i16>(target, <i16>second, 2);
  return (first + second) >> 3;
}

/**
 * From the values k..k+3 and k+16..k+19, makes the pairs (k, k+2), (k+16, k+18), (k+1, k+3), (k+17, k+19). The plain build
 * multiplies them by the four nibbles of 16 bits of weights. Does so twice, for the eight values of `low` and of `high`.
 */
// @ts-ignore: decorator
@inline
function storePairs(target: usize, low: v128, high: v128): void {
  v128.store(target, v128.shuffle<i16>(low, high, 0, 2, 8, 10, 1, 3, 9, 11));
  v128.store(target, v128.shuffle<i16>(low, high, 4, 6, 12, 14, 5, 7, 13, 15), 16);
}
