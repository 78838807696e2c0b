import { maxLane } from "./simd";

/** Columns of weights that lie together (place.ts), whatever the block size. */
export const SPAN: i32 = 32;

/**
 * Activations as int8, a row after the other, in blocks of MatMulNBits' block_size, as MLAS has them at accuracy level 4: for each
 * row the values; for each block a scale (f32), and minus the sum of its int8 values (i32); and for each span, or for each block of
 * 16, -8 × the sum of its int8 values, 8 being the zero point of most weights: an i16 in the low half of 32 bits, whose high half
 * is 0 (dot.ts says why). The plain build keeps the values as int16, in the order in which it multiplies them.
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

// @ts-ignore: decorator
@inline
export function blockCount(columns: i32, blockSize: i32): i32 {
  return (columns + blockSize - 1) / blockSize;
}

/** How many `sums` a row of activations has. */
// @ts-ignore: decorator
@inline
export function sumCount(columns: i32, blockSize: i32): i32 {
  return columns / min(blockSize, SPAN);
}

/**
 * Quantises a part of a row: scale = max |x| / 127, values rounded to the nearest, ties to even. The same arithmetic as
 * QuantizeARow_CompInt8 of MLAS (onnxruntime 1.30, sqnbitgemm_kernel_avx*.cpp).
 *
 * @param source f32 [count]
 * @param column of the row, where the part begins: a multiple of the block size.
 * @param count a multiple of 32; of the block size too, but at the row's end.
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
  let sums = to.sums + (<usize>row * <usize>sumCount(size, blockSize) + <usize>(column / min(blockSize, SPAN))) * 4;
  if (blockSize < SPAN) {
    for (let done = 0; done < count; done += SPAN) {
      const low = largestOf16(source);
      const high = largestOf16(source + 64);
      quantizeSpan(source, values, sums, inverseOf(low), inverseOf(high), true);
      store<f32>(scales, low / 127);
      store<f32>(scales, high / 127, 4);
      store<i32>(totals, <i32>load<i16>(sums) >> 3);
      store<i32>(totals, <i32>load<i16>(sums, 4) >> 3, 4);
      source += 128;
      values += 32 * VALUE_BYTES;
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
    for (; source < end; source += 128) {
      quantizeSpan(source, values, sums, inverse, inverse, false);
      total += <i32>load<i16>(sums) >> 3;
      values += 32 * VALUE_BYTES;
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

/** Quantises 32 values, the first 16 by `low` and the others by `high`, and stores their sum, or that of each 16. */
// @ts-ignore: decorator
@inline
function quantizeSpan(source: usize, values: usize, sums: usize, low: v128, high: v128, inHalves: bool): void {
  const low0 = i16x8.narrow_i32x4_s(round(v128.load(source), low), round(v128.load(source, 16), low));
  const low1 = i16x8.narrow_i32x4_s(round(v128.load(source, 32), low), round(v128.load(source, 48), low));
  const high0 = i16x8.narrow_i32x4_s(round(v128.load(source, 64), high), round(v128.load(source, 80), high));
  const high1 = i16x8.narrow_i32x4_s(round(v128.load(source, 96), high), round(v128.load(source, 112), high));
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(values, i8x16.narrow_i16x8_s(low0, low1));
    v128.store(values, i8x16.narrow_i16x8_s(high0, high1), 16);
  } else {
    storePairs(values, low0, high0);
    storePairs(values + 32, low1, high1);
  }
  const lowSum = i16x8.add(low0, low1);
  const highSum = i16x8.add(high0, high1);
  if (inHalves) {
    storeSum(sums, lowSum);
    storeSum(sums + 4, highSum);
  } else {
    storeSum(sums, i16x8.add(lowSum, highSum));
  }
}

// @ts-ignore: decorator
@inline
function storeSum(target: usize, values: v128): void {
  const sum = i32x4.dot_i16x8_s(values, i16x8.splat(-8));
  const whole =
    i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  store<i32>(target, whole & 0xffff);
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
