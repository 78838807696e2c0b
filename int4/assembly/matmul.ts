import { accumulate, accumulatePiece, beginBlock, endBlock, lowBits, scaled, unpack, zeroPointShare } from "./dot";
import { BLOCK_BYTES_4 } from "./place";
import { BLOCK, VALUE_BYTES } from "./quantize";
import { takePiece } from "./team";

/** MatMulNBits' of four bits, where none is given. */
const USUAL_ZERO_POINT: i32 = 8;
/** Steps of a block: a vector of weights each, and of activations 4 bytes a row. */
const STEPS: usize = ASC_FEATURE_RELAXED_SIMD ? 8 : 16;
/** Bytes of a block of four rows, unpacked: a vector of weights a step, and four scales. */
const UNPACKED_BYTES: usize = STEPS * 16 + 16;
/** Bytes of unpacked weights that a thread has at once, which a second-level cache holds. src/int4/memory-plan.ts knows it too. */
const UNPACKED_AT_ONCE: usize = 294912 * VALUE_BYTES;

/** Tokens from which on the unpacking of weights is worth its time. */
const TILED_COUNT: i32 = 8;

/**
 * Groups of four rows that a thread takes at once: a quarter of its share, and no more than it has room for, if they are to be unpacked. The
 * longer a thread reads on, the better the processor fetches ahead; and the last of all is not waited for long. Even: tiles are of two.
 */
export function groupsAtOnce(groups: i32, threads: i32, mostGroups: i32 = i32.MAX_VALUE): i32 {
  const share = (groups + 4 * threads - 1) / (4 * threads);
  return max(min(max(share + 1, 16), mostGroups) & ~1, 2);
}

/** A matrix of weights [rows, columns], in the order of place.ts. Addresses and sizes. */
// @ts-ignore: decorator
@unmanaged
export class Matrix {
  blocks: usize;
  /** A byte a row and block, in the order of the blocks; 0: all are 8 (of int8 weights: 128). */
  zeroPoints: usize;
  /** f32 [rows], or 0. */
  bias: usize;
  rows: i32;
  columns: i32;
  bits: i32;
}

/** Quantised activations (see quantize.ts). */
// @ts-ignore: decorator
@unmanaged
export class Activations {
  values: usize;
  scales: usize;
  sums: usize;
}

/**
 * out = activations · matrixᵀ (+ bias) (+ out), f32 [count, stride]. The team's threads call it with the same arguments, but for
 * the scratch; each takes chunks of the matrix's rows until none is left.
 * @param scratch UNPACKED_AT_ONCE, or two groups.
 */
export function multiplyMatrix<Sum>(
  matrix: Matrix,
  activations: Activations,
  count: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
  counter: usize,
  scratch: usize,
  threads: i32,
): void {
  const groups = matrix.rows / 4;
  const isTiled = count >= TILED_COUNT;
  const unpackedGroup = <usize>(matrix.columns / BLOCK) * UNPACKED_BYTES;
  const chunkGroups = isTiled
    ? groupsAtOnce(groups, threads, <i32>(UNPACKED_AT_ONCE / unpackedGroup))
    : groupsAtOnce(groups, threads);
  const chunks = (groups + chunkGroups - 1) / chunkGroups;
  let chunk = takePiece(counter);
  while (chunk < chunks) {
    const from = chunk * chunkGroups;
    const to = min(from + chunkGroups, groups);
    // Tiles are of two groups and four rows; what is left of either is multiplied one by one.
    const tiled = isTiled ? from + ((to - from) & ~1) : from;
    const tiledCount = isTiled ? count & ~3 : 0;
    if (isTiled) unpackGroups(matrix, from, tiled, scratch);
    for (let row = 0; row < tiledCount; row += 4) {
      for (let group = from; group < tiled; group += 2) {
        const weights = scratch + <usize>(group - from) * unpackedGroup;
        if (matrix.zeroPoints == 0) {
          multiplyTile<Sum, void>(matrix, group, weights, activations, row, out, stride, addsToOut);
        } else {
          multiplyTile<Sum, u8>(matrix, group, weights, activations, row, out, stride, addsToOut);
        }
      }
    }
    for (let group = from; group < to; group++) {
      for (let row = group < tiled ? tiledCount : 0; row < count; row++) {
        multiplyGroup<Sum>(matrix, group, activations, row, out, stride, addsToOut);
      }
    }
    chunk = takePiece(counter);
  }
}

/** Unpacks the weights of whole groups once, for all rows of activations, in the order in which the tiles read them. */
function unpackGroups(matrix: Matrix, from: i32, to: i32, target: usize): void {
  const mask = lowBits(matrix.bits);
  const groupBytes = <usize>(matrix.columns / BLOCK) * BLOCK_BYTES_4;
  const end = matrix.blocks + <usize>to * groupBytes;
  for (let weights = matrix.blocks + <usize>from * groupBytes; weights < end; weights += BLOCK_BYTES_4) {
    for (let piece: usize = 0; piece < 4; piece++) {
      const packed = v128.load(weights + 16 * piece);
      if (ASC_FEATURE_RELAXED_SIMD) {
        const at = target + 16 * piece;
        v128.store(at, unpack(packed, 0, mask));
        v128.store(at, unpack(packed, 1, mask), 64);
      } else {
        const at = target + 64 * piece;
        v128.store(at, unpack(packed, 0, mask));
        v128.store(at, unpack(packed, 1, mask), 16);
        v128.store(at, unpack(packed, 2, mask), 32);
        v128.store(at, unpack(packed, 3, mask), 48);
      }
    }
    v128.store(target + STEPS * 16, v128.load(weights, 64));
    target += UNPACKED_BYTES;
  }
}

// @ts-ignore: decorator
@inline
function put(matrix: Matrix, group: i32, row: i32, out: usize, stride: usize, addsToOut: bool, result: v128): void {
  if (matrix.bias != 0) result = f32x4.add(result, v128.load(matrix.bias + <usize>group * 16));
  const target = out + (<usize>row * stride + <usize>group * 4) * 4;
  if (addsToOut) result = f32x4.add(v128.load(target), result);
  v128.store(target, result);
}

/** One group of four rows of weights with one row of activations. */
function multiplyGroup<Sum>(
  matrix: Matrix,
  group: i32,
  activations: Activations,
  row: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
): void {
  const result =
    matrix.zeroPoints == 0
      ? groupResult<Sum, void>(matrix, group, activations, row)
      : groupResult<Sum, u8>(matrix, group, activations, row);
  put(matrix, group, row, out, stride, addsToOut, result);
}

/** ZeroPoint is void where all are 8. */
// @ts-ignore: decorator
@inline
function groupResult<Sum, ZeroPoint>(
  matrix: Matrix,
  group: i32,
  activations: Activations,
  row: i32,
): v128 {
  const blocks = <usize>(matrix.columns / BLOCK);
  const mask = lowBits(matrix.bits);
  let weights = matrix.blocks + <usize>group * blocks * BLOCK_BYTES_4;
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  let values = activations.values + <usize>row * blocks * 32 * VALUE_BYTES;
  let activationScales = activations.scales + <usize>row * blocks * 4;
  let sums = activations.sums + <usize>row * blocks * 4;
  let result = f32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++) {
    let sum = beginBlock<Sum>(sums);
    sum = accumulatePiece<Sum>(values, 0, v128.load(weights), mask, sum);
    sum = accumulatePiece<Sum>(values, 1, v128.load(weights, 16), mask, sum);
    sum = accumulatePiece<Sum>(values, 2, v128.load(weights, 32), mask, sum);
    sum = accumulatePiece<Sum>(values, 3, v128.load(weights, 48), mask, sum);
    sum = endBlock<Sum>(sum);
    if (!isVoid<ZeroPoint>()) sum = i32x4.add(sum, zeroPointShare(zeroPoints, sums, USUAL_ZERO_POINT));
    result = scaled(sum, v128.load(weights, 64), v128.load_splat<f32>(activationScales), result);
    weights += BLOCK_BYTES_4;
    zeroPoints += 4;
    values += 32 * VALUE_BYTES;
    activationScales += 4;
    sums += 4;
  }
  return result;
}

/**
 * Two neighbouring groups, unpacked, with four rows of activations: each vector that is loaded is multiplied with all of the other
 * kind. ZeroPoint as of groupResult: to ask for it in the loop would cost a thirtieth.
 */
function multiplyTile<Sum, ZeroPoint>(
  matrix: Matrix,
  group: i32,
  weights: usize,
  activations: Activations,
  row: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
): void {
  const blocks = <usize>(matrix.columns / BLOCK);
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  const rowValues = blocks * 32 * VALUE_BYTES;
  const rowScales = blocks * 4;
  let values = activations.values + <usize>row * rowValues;
  const end = values + rowValues;
  let activationScales = activations.scales + <usize>row * rowScales;
  let sums = activations.sums + <usize>row * rowScales;
  let r00 = f32x4.splat(0);
  let r01 = f32x4.splat(0);
  let r10 = f32x4.splat(0);
  let r11 = f32x4.splat(0);
  let r20 = f32x4.splat(0);
  let r21 = f32x4.splat(0);
  let r30 = f32x4.splat(0);
  let r31 = f32x4.splat(0);
  for (; values < end; values += 32 * VALUE_BYTES) {
    let c00 = beginBlock<Sum>(sums);
    let c01 = c00;
    let c10 = beginBlock<Sum>(sums + rowScales);
    let c11 = c10;
    let c20 = beginBlock<Sum>(sums + rowScales * 2);
    let c21 = c20;
    let c30 = beginBlock<Sum>(sums + rowScales * 3);
    let c31 = c30;
    const others = weights + blocks * UNPACKED_BYTES;
    for (let step: usize = 0; step < STEPS; step += 2) {
      const w = weights + 16 * step;
      const o = others + 16 * step;
      const v0 = values + 4 * step;
      const v1 = v0 + rowValues;
      const v2 = v1 + rowValues;
      const v3 = v2 + rowValues;
      let w0 = v128.load(w);
      let w1 = v128.load(o);
      let a = v128.load_splat<i32>(v0);
      c00 = accumulate<Sum>(a, w0, c00);
      c01 = accumulate<Sum>(a, w1, c01);
      a = v128.load_splat<i32>(v1);
      c10 = accumulate<Sum>(a, w0, c10);
      c11 = accumulate<Sum>(a, w1, c11);
      a = v128.load_splat<i32>(v2);
      c20 = accumulate<Sum>(a, w0, c20);
      c21 = accumulate<Sum>(a, w1, c21);
      a = v128.load_splat<i32>(v3);
      c30 = accumulate<Sum>(a, w0, c30);
      c31 = accumulate<Sum>(a, w1, c31);
      w0 = v128.load(w, 16);
      w1 = v128.load(o, 16);
      a = v128.load_splat<i32>(v0, 4);
      c00 = accumulate<Sum>(a, w0, c00);
      c01 = accumulate<Sum>(a, w1, c01);
      a = v128.load_splat<i32>(v1, 4);
      c10 = accumulate<Sum>(a, w0, c10);
      c11 = accumulate<Sum>(a, w1, c11);
      a = v128.load_splat<i32>(v2, 4);
      c20 = accumulate<Sum>(a, w0, c20);
      c21 = accumulate<Sum>(a, w1, c21);
      a = v128.load_splat<i32>(v3, 4);
      c30 = accumulate<Sum>(a, w0, c30);
      c31 = accumulate<Sum>(a, w1, c31);
    }
    c00 = endBlock<Sum>(c00);
    c01 = endBlock<Sum>(c01);
    c10 = endBlock<Sum>(c10);
    c11 = endBlock<Sum>(c11);
    c20 = endBlock<Sum>(c20);
    c21 = endBlock<Sum>(c21);
    c30 = endBlock<Sum>(c30);
    c31 = endBlock<Sum>(c31);
    if (!isVoid<ZeroPoint>()) {
      const z1 = zeroPoints + blocks * 4;
      c00 = i32x4.add(c00, zeroPointShare(zeroPoints, sums, USUAL_ZERO_POINT));
      c01 = i32x4.add(c01, zeroPointShare(z1, sums, USUAL_ZERO_POINT));
      c10 = i32x4.add(c10, zeroPointShare(zeroPoints, sums + rowScales, USUAL_ZERO_POINT));
      c11 = i32x4.add(c11, zeroPointShare(z1, sums + rowScales, USUAL_ZERO_POINT));
      c20 = i32x4.add(c20, zeroPointShare(zeroPoints, sums + rowScales * 2, USUAL_ZERO_POINT));
      c21 = i32x4.add(c21, zeroPointShare(z1, sums + rowScales * 2, USUAL_ZERO_POINT));
      c30 = i32x4.add(c30, zeroPointShare(zeroPoints, sums + rowScales * 3, USUAL_ZERO_POINT));
      c31 = i32x4.add(c31, zeroPointShare(z1, sums + rowScales * 3, USUAL_ZERO_POINT));
      zeroPoints += 4;
    }
    const s0 = v128.load(weights + STEPS * 16);
    const s1 = v128.load(others + STEPS * 16);
    let activationScale = v128.load_splat<f32>(activationScales);
    r00 = scaled(c00, s0, activationScale, r00);
    r01 = scaled(c01, s1, activationScale, r01);
    activationScale = v128.load_splat<f32>(activationScales + rowScales);
    r10 = scaled(c10, s0, activationScale, r10);
    r11 = scaled(c11, s1, activationScale, r11);
    activationScale = v128.load_splat<f32>(activationScales + rowScales * 2);
    r20 = scaled(c20, s0, activationScale, r20);
    r21 = scaled(c21, s1, activationScale, r21);
    activationScale = v128.load_splat<f32>(activationScales + rowScales * 3);
    r30 = scaled(c30, s0, activationScale, r30);
    r31 = scaled(c31, s1, activationScale, r31);
    weights += UNPACKED_BYTES;
    activationScales += 4;
    sums += 4;
  }
  put(matrix, group, row, out, stride, addsToOut, r00);
  put(matrix, group + 1, row, out, stride, addsToOut, r01);
  put(matrix, group, row + 1, out, stride, addsToOut, r10);
  put(matrix, group + 1, row + 1, out, stride, addsToOut, r11);
  put(matrix, group, row + 2, out, stride, addsToOut, r20);
  put(matrix, group + 1, row + 2, out, stride, addsToOut, r21);
  put(matrix, group, row + 3, out, stride, addsToOut, r30);
  put(matrix, group + 1, row + 3, out, stride, addsToOut, r31);
}
