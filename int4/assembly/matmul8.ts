import { accumulate, beginBlock, lowBits, scaled, zeroPointShare } from "./dot";
import { Activations, Matrix, groupsAtOnce } from "./matmul";
import { BLOCK_BYTES_8 } from "./place";
import { BLOCK, VALUE_BYTES } from "./quantize";
import { takePiece } from "./team";

/**
 * As multiplyMatrix, for weights of eight bits, which the builder makes of a language model's head: one row of activations at a
 * time, since logits of the last position only are asked for.
 */
export function multiplyMatrix8(
  matrix: Matrix,
  activations: Activations,
  count: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
  counter: usize,
  threads: i32,
): void {
  const groups = matrix.rows / 4;
  const chunkGroups = groupsAtOnce(groups, threads);
  const chunks = (groups + chunkGroups - 1) / chunkGroups;
  let chunk = takePiece(counter);
  while (chunk < chunks) {
    const to = min((chunk + 1) * chunkGroups, groups);
    for (let row = 0; row < count; row++) {
      for (let group = chunk * chunkGroups; group < to; group++) {
        let result = groupResult(matrix, group, activations, row);
        if (matrix.bias != 0) result = f32x4.add(result, v128.load(matrix.bias + <usize>group * 16));
        const target = out + (<usize>row * stride + <usize>group * 4) * 4;
        if (addsToOut) result = f32x4.add(v128.load(target), result);
        v128.store(target, result);
      }
    }
    chunk = takePiece(counter);
  }
}

function groupResult(matrix: Matrix, group: i32, activations: Activations, row: i32): v128 {
  const blocks = <usize>(matrix.columns / BLOCK);
  let weights = matrix.blocks + <usize>group * blocks * BLOCK_BYTES_8;
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  let values = activations.values + <usize>row * blocks * 32 * VALUE_BYTES;
  let activationScales = activations.scales + <usize>row * blocks * 4;
  let sums = activations.sums + <usize>row * blocks * 4;
  // Half a byte in the relaxed build, a whole one in the plain.
  const mask = lowBits(ASC_FEATURE_RELAXED_SIMD ? matrix.bits / 2 : matrix.bits);
  let result = f32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++) {
    let low = startingSum8(matrix.zeroPoints == 0 ? 0 : zeroPoints, sums);
    let high = i32x4.splat(0);
    for (let piece: usize = 0; piece < 8; piece++) {
      const bytes = v128.load(weights + 16 * piece);
      if (ASC_FEATURE_RELAXED_SIMD) {
        // Eight bits do not fit the instruction's seven: 16 × the high four and the low four.
        const a = v128.load_splat<i32>(values + 4 * piece);
        low = accumulate<i32>(a, v128.and(bytes, mask), low);
        high = accumulate<i32>(a, v128.and(i16x8.shr_u(bytes, 4), mask), high);
      } else {
        // quantize.ts keeps pairs (k, k + 2) and (k + 1, k + 3), of the block's two halves in turn.
        const pairs = values + 16 * (piece & 3) + 4 * (piece >> 2);
        low = accumulate<i32>(v128.load_splat<i32>(pairs), v128.and(bytes, mask), low);
        low = accumulate<i32>(v128.load_splat<i32>(pairs + 8), i16x8.shr_u(bytes, 8), low);
      }
    }
    const sum = i32x4.add(low, i32x4.shl(high, 4));
    result = scaled(sum, v128.load(weights, 128), v128.load_splat<f32>(activationScales), result);
    weights += BLOCK_BYTES_8;
    zeroPoints += 4;
    values += 32 * VALUE_BYTES;
    activationScales += 4;
    sums += 4;
  }
  return result;
}

/** -128, the usual zero point, × the sum of the activations, and what others are more. */
// @ts-ignore: decorator
@inline
function startingSum8(zeroPoints: usize, sums: usize): v128 {
  const sum = i32x4.shl(beginBlock<i32>(sums), 4);
  return zeroPoints == 0 ? sum : i32x4.add(sum, zeroPointShare(zeroPoints, sums, 128));
}
