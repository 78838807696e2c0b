import { multiplyAdd } from "./simd";

/**
 * Products of int8 activations and int4 weights, for four rows of weights at once: a lane each.
 *
 * A *piece* is 16 bytes of weights: 4 rows × 8 values. The relaxed build multiplies it with 2 × 4 activations by
 * i32x4.relaxed_dot_i8x16_i7x16_add_s, which is one instruction where the machine has VNNI (weights of 4 bits fit its 7); the
 * plain build with 4 × 2 activations of 16 bits.
 */

/**
 * A mask of the low bits of each int8 lane in the relaxed build, of each int16 lane in the plain one.
 * @param bits not a constant: V8 makes a vector that it knows anew at each use, in three instructions, and keeps one that it does not.
 */
// @ts-ignore: decorator
@inline
export function lowBits(bits: i32): v128 {
  const ones = (1 << bits) - 1;
  return ASC_FEATURE_RELAXED_SIMD ? i8x16.splat(<i8>ones) : i16x8.splat(<i16>ones);
}

/** The activations that a piece is multiplied with, each in all lanes: `part` 0 and 1 in the relaxed build, 0 to 3 in the plain. */
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
  // A shift of 16-bit lanes: x86 has none of bytes.
  if (ASC_FEATURE_RELAXED_SIMD || part < 3) return v128.and(i16x8.shr_u(piece, 4 * part), mask);
  return i16x8.shr_u(piece, 12);
}

/**
 * The type of a stretch's sums; a *stretch* is a block, or two spans of a larger block. i32: one instruction a product and its sum where
 * the machine has VNNI for vectors of 128 bits (AVX-VNNI) or ARM's dot product, three elsewhere. i16: two everywhere on x86, and the
 * pairs of lanes are added once a stretch, which has 32 products a lane: less 8, a weight is at most 8 from 0, and 32 × 8 × 127 is below
 * 2^15. Both give the same sums. The plain build has i32 only.
 */

/**
 * Whether i16 is faster on this processor. A product with weights of more than 7 bits shows the instruction that the engine takes: x86
 * without VNNI adds pairs of products in 16 bits, which end at 32767; VNNI and ARM add all four in 32 bits, in one instruction.
 * @param weights 255: not a constant, since a compiler would compute with it what no processor does.
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

/** What a stretch's sums begin with: of each row, -8 × the sums of the activations. @param sums as Activations has them. */
// @ts-ignore: decorator
@inline
export function beginStretch<Sum>(sums: usize): v128 {
  const sum = v128.load_splat<i32>(sums);
  // As i16, they may leave their range on the way, but not at the end: each lane begins with -8 × the sum of its own activations.
  return sizeof<Sum>() == 2 ? sum : i32x4.extadd_pairwise_i16x8_s(sum);
}

/** The sums as i32. */
// @ts-ignore: decorator
@inline
export function endStretch<Sum>(sum: v128): v128 {
  return sizeof<Sum>() == 2 ? i32x4.extadd_pairwise_i16x8_s(sum) : sum;
}

/** The zero points of four rows' blocks, a byte each, as i32. */
// @ts-ignore: decorator
@inline
export function zeroPoints4(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load_zero<i32>(at)));
}

/**
 * What a block's sums lack where zero points are not the usual 8, which they began with.
 * @param total as Activations has them.
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
