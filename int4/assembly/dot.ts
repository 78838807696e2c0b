import { multiplyAdd } from "./simd";

/**
 * Products of int8 activations and int4 weights. Four rows of weights at once, one in each lane.
 *
 * A *piece* is 16 bytes of weights: 4 rows × 8 values. The relaxed build multiplies it by 2 × 4 activations with
 * i32x4.relaxed_dot_i8x16_i7x16_add_s, one instruction on a machine with VNNI (4-bit weights fit its 7 bits). The plain build
 * multiplies it by 4 × 2 activations of 16 bits.
 */

/**
 * A mask of the low bits of each int8 lane in the relaxed build, of each int16 lane in the plain one.
 * @param bits not a constant. V8 builds a constant vector again at each use, in three instructions; any other vector stays in a register.
 */
// @ts-ignore: decorator
@inline
export function lowBits(bits: i32): v128 {
  const ones = (1 << bits) - 1;
  return ASC_FEATURE_RELAXED_SIMD ? i8x16.splat(<i8>ones) : i16x8.splat(<i16>ones);
}

/** The activations that multiply a piece, each in all lanes. `part` is 0 or 1 in the relaxed build, 0 to 3 in the plain one. */
// @ts-ignore: decorator
@inline
function activation(values: usize, piece: usize, part: usize): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.load_splat<i32>(values + 4 * piece + 16 * part);
  return v128.load_splat<i32>(values + 16 * piece + 4 * part);
}

/** The `part`-th values of a piece's bytes, ready to be multiplied. */
// @ts-ignore: decorator
@inline
export function unpack(piece: v128, part: i32, mask: v128): v128 {
  if (part == 0) return v128.and(piece, mask);
  // Shifts 16-bit lanes, since x86 cannot shift bytes.
  if (ASC_FEATURE_RELAXED_SIMD || part < 3) return v128.and(i16x8.shr_u(piece, 4 * part), mask);
  return i16x8.shr_u(piece, 12);
}

/**
 * The type of a stretch's sums. A *stretch* is a block, or two spans of a larger block.
 *
 * - i32 takes one instruction per product and sum on a machine with VNNI for 128-bit vectors (AVX-VNNI) or ARM's dot product, and
 *   three elsewhere.
 * - i16 takes two on any x86, and adds pairs of lanes once per stretch. It does not overflow: a lane has 32 products, a weight minus 8
 *   is between -8 and 7, and 32 × 8 × 127 is below 2^15.
 *
 * Both give the same sums. The plain build has i32 only.
 */

/**
 * Whether i16 is faster on this processor. A product with weights of more than 7 bits shows which instruction the engine uses: x86
 * without VNNI adds pairs of products in 16 bits, which saturate at 32767; VNNI and ARM add all four in 32 bits, in one instruction.
 * @param weights 255. Not a constant: the compiler would fold it to a value that no processor gives.
 */
export function shortSumsAreFaster(weights: i32): bool {
  if (!ASC_FEATURE_RELAXED_SIMD) return false;
  const sum = i32x4.relaxed_dot_i8x16_i7x16_add_s(i8x16.splat(127), i8x16.splat(<i8>weights), i32x4.splat(0));
  return i32x4.extract_lane(sum, 0) == 2 * 32767;
}

/** sum + activations · weights, of one part of a piece. */
// @ts-ignore: decorator
@inline
export function accumulate<Sum>(activations: v128, weights: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (sizeof<Sum>() == 2) return i16x8.add(sum, i16x8.relaxed_dot_i8x16_i7x16_s(activations, weights));
    return i32x4.relaxed_dot_i8x16_i7x16_add_s(activations, weights, sum);
  }
  return i32x4.add(sum, i32x4.dot_i16x8_s(activations, weights));
}

/** The start value of a stretch's sums: for each row, -8 × the sums of the activations. @param sums see Activations. */
// @ts-ignore: decorator
@inline
export function beginStretch<Sum>(sums: usize): v128 {
  const sum = v128.load_splat<i32>(sums);
  // i16 sums may wrap on the way but not at the end, since each lane begins with -8 × the sum of its own activations.
  return sizeof<Sum>() == 2 ? sum : i32x4.extadd_pairwise_i16x8_s(sum);
}

/** The sums as i32. */
// @ts-ignore: decorator
@inline
export function endStretch<Sum>(sum: v128): v128 {
  return sizeof<Sum>() == 2 ? i32x4.extadd_pairwise_i16x8_s(sum) : sum;
}

/** The zero points of four rows' blocks, one byte each, as i32. */
// @ts-ignore: decorator
@inline
export function zeroPoints4(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load_zero<i32>(at)));
}

/**
 * The correction of a block's sums for zero points other than 8, with which the sums began.
 * @param total see Activations.
 */
// @ts-ignore: decorator
@inline
export function zeroPointShare(zeroPoints: usize, total: usize): v128 {
  return i32x4.mul(v128.load_splat<i32>(total), i32x4.sub(zeroPoints4(zeroPoints), i32x4.splat(8)));
}

/** sum + a whole piece, for one row of activations. */
// @ts-ignore: decorator
@inline
export function accumulatePiece<Sum>(values: usize, index: usize, piece: v128, mask: v128, sum: v128): v128 {
  return accumulateHalf<Sum>(values, index, piece, 1, mask, accumulateHalf<Sum>(values, index, piece, 0, mask, sum));
}

/** sum + half of a piece: its columns 4 × index + 0..3 of a span, or those 16 further. */
// @ts-ignore: decorator
@inline
export function accumulateHalf<Sum>(values: usize, index: usize, piece: v128, half: i32, mask: v128, sum: v128): v128 {
  sum = accumulate<Sum>(activation(values, index, <usize>half), unpack(piece, half, mask), sum);
  if (!ASC_FEATURE_RELAXED_SIMD) {
    sum = accumulate<Sum>(activation(values, index, <usize>half + 2), unpack(piece, half + 2, mask), sum);
  }
  return sum;
}

/** result + sum × the rows' scales × the activations' scale */
// @ts-ignore: decorator
@inline
export function scaled(sum: v128, scales: v128, activationScale: v128, result: v128): v128 {
  return multiplyAdd(f32x4.convert_i32x4_s(sum), f32x4.mul(scales, activationScale), result);
}
