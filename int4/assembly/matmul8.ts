import { accumulate, lowBits, scaled, zeroPoints4 } from "./dot";
import { Matrix, groupsAtOnce } from "./matmul";
import { groupBytes } from "./place";
import { Activations, blockCount, VALUE_BYTES } from "./quantize";
import { takePiece } from "./team";

/** The zero point of MatMulNBits with eight bits, if none is given. */
const USUAL_ZERO_POINT: i32 = 128;

/**
 * multiplyMatrix for weights of eight bits, which the builder uses for a language model's head. One row of activations at a time,
 * since only the logits of the last position are needed.
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
  const columns = matrix.columns;
  const blockSize = matrix.blockSize;
  const blocks = <usize>blockCount(columns, blockSize);
  let weights = matrix.blocks + <usize>group * groupBytes(columns, blockSize, 8);
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  const values = activations.values + <usize>row * <usize>columns * VALUE_BYTES;
  let activationScales = activations.scales + <usize>row * blocks * 4;
  let totals = activations.totals + <usize>row * blocks * 4;
  // Half a byte in the relaxed build, a whole one in the plain.
  const mask = lowBits(ASC_FEATURE_RELAXED_SIMD ? matrix.bits / 2 : matrix.bits);
  const usual = i32x4.splat(USUAL_ZERO_POINT);
  let result = f32x4.splat(0);
  let piece: usize = 0;
  for (let column = 0; column < columns; column += blockSize) {
    const end = <usize>min(column + blockSize, columns) / 4;
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    for (; piece < end; piece++) {
      const bytes = v128.load(weights);
      if (ASC_FEATURE_RELAXED_SIMD) {
        // Eight bits do not fit the instruction's seven: 16 × the high four and the low four.
        const a = v128.load_splat<i32>(values + 4 * piece);
        low = accumulate<i32>(a, v128.and(bytes, mask), low);
        high = accumulate<i32>(a, v128.and(i16x8.shr_u(bytes, 4), mask), high);
      } else {
        // quantize.ts keeps pairs (k, k + 2) and (k + 1, k + 3), of a span's two halves in turn.
        const pairs = values + 64 * (piece >> 3) + 16 * (piece & 3) + 4 * ((piece >> 2) & 1);
        low = accumulate<i32>(v128.load_splat<i32>(pairs), v128.and(bytes, mask), low);
        low = accumulate<i32>(v128.load_splat<i32>(pairs + 8), i16x8.shr_u(bytes, 8), low);
      }
      weights += 16;
    }
    const zeros = matrix.zeroPoints == 0 ? usual : zeroPoints4(zeroPoints);
    const share = i32x4.mul(v128.load_splat<i32>(totals), zeros);
    const sum = i32x4.add(i32x4.add(low, share), i32x4.shl(high, 4));
    result = scaled(sum, v128.load(weights), v128.load_splat<f32>(activationScales), result);
    weights += 16;
    zeroPoints += 4;
    activationScales += 4;
    totals += 4;
  }
  return result;
}
