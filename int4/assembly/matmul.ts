import { accumulate, accumulatePiece, activation, beginBlock, endBlock, nibbleMask, scaled, unpack } from "./dot";
import { BLOCK, VALUE_BYTES } from "./quantize";
import { takePiece } from "./team";

/** Bytes of a block of four rows: 64 of int4 weights, and four scales. */
const GROUP_BLOCK_BYTES: usize = 80;
/** Groups of four rows that a thread takes at once; with K = 3072 their weights are 96 kB, which a second-level cache holds. */
const CHUNK_GROUPS: i32 = 16;

/** A matrix of weights [rows, columns], repacked (see repack.ts). Addresses and sizes. */
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
 * out = activations · matrixᵀ (+ bias) (+ out), f32 [count, stride]. The team's threads call it with the same arguments; each
 * takes chunks of the matrix's rows until none is left.
 */
export function multiplyMatrix<Sum>(
  matrix: Matrix,
  activations: Activations,
  count: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
  counter: usize,
): void {
  const groups = matrix.rows / 4;
  const chunks = (groups + CHUNK_GROUPS - 1) / CHUNK_GROUPS;
  let chunk = takePiece(counter);
  while (chunk < chunks) {
    const from = chunk * CHUNK_GROUPS;
    const to = min(from + CHUNK_GROUPS, groups);
    let row = 0;
    for (; row + 4 <= count; row += 4) {
      let group = from;
      for (; group + 2 <= to; group += 2) multiplyTile<Sum>(matrix, group, activations, row, out, stride, addsToOut);
      if (group < to) {
        for (let i = 0; i < 4; i++) multiplyGroup<Sum>(matrix, group, activations, row + i, out, stride, addsToOut);
      }
    }
    for (; row < count; row++) {
      for (let group = from; group < to; group++) {
        multiplyGroup<Sum>(matrix, group, activations, row, out, stride, addsToOut);
      }
    }
    chunk = takePiece(counter);
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
  const blocks = <usize>(matrix.columns / BLOCK);
  const mask = nibbleMask();
  let weights = matrix.blocks + <usize>group * blocks * GROUP_BLOCK_BYTES;
  let zeroPoints = matrix.zeroPoints == 0 ? 0 : matrix.zeroPoints + <usize>group * blocks * 4;
  const zeroPointStep: usize = zeroPoints == 0 ? 0 : 4;
  let values = activations.values + <usize>row * blocks * 32 * VALUE_BYTES;
  let activationScales = activations.scales + <usize>row * blocks * 4;
  let sums = activations.sums + <usize>row * blocks * 4;
  let result = f32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++) {
    let sum = beginBlock<Sum>(zeroPoints, sums);
    sum = accumulatePiece<Sum>(values, 0, v128.load(weights), mask, sum);
    sum = accumulatePiece<Sum>(values, 1, v128.load(weights, 16), mask, sum);
    sum = accumulatePiece<Sum>(values, 2, v128.load(weights, 32), mask, sum);
    sum = accumulatePiece<Sum>(values, 3, v128.load(weights, 48), mask, sum);
    sum = endBlock<Sum>(sum, zeroPoints, sums);
    result = scaled(sum, v128.load(weights, 64), v128.load_splat<f32>(activationScales), result);
    weights += GROUP_BLOCK_BYTES;
    zeroPoints += zeroPointStep;
    values += 32 * VALUE_BYTES;
    activationScales += 4;
    sums += 4;
  }
  put(matrix, group, row, out, stride, addsToOut, result);
}

/** Two neighbouring groups with four rows of activations: each weight is unpacked once for four products. */
function multiplyTile<Sum>(
  matrix: Matrix,
  group: i32,
  activations: Activations,
  row: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
): void {
  const blocks = <usize>(matrix.columns / BLOCK);
  const mask = nibbleMask();
  const weightStep = blocks * GROUP_BLOCK_BYTES;
  let weights = matrix.blocks + <usize>group * weightStep;
  const hasZeroPoints = matrix.zeroPoints != 0;
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  const rowValues = blocks * 32 * VALUE_BYTES;
  const rowScales = blocks * 4;
  let v0 = activations.values + <usize>row * rowValues;
  let v1 = v0 + rowValues;
  let v2 = v1 + rowValues;
  let v3 = v2 + rowValues;
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
  for (let block: usize = 0; block < blocks; block++) {
    const z0 = hasZeroPoints ? zeroPoints : 0;
    const z1 = hasZeroPoints ? zeroPoints + blocks * 4 : 0;
    let c00 = beginBlock<Sum>(z0, sums);
    let c01 = beginBlock<Sum>(z1, sums);
    let c10 = beginBlock<Sum>(z0, sums + rowScales);
    let c11 = beginBlock<Sum>(z1, sums + rowScales);
    let c20 = beginBlock<Sum>(z0, sums + rowScales * 2);
    let c21 = beginBlock<Sum>(z1, sums + rowScales * 2);
    let c30 = beginBlock<Sum>(z0, sums + rowScales * 3);
    let c31 = beginBlock<Sum>(z1, sums + rowScales * 3);
    for (let piece: usize = 0; piece < 4; piece++) {
      const p0 = v128.load(weights + 16 * piece);
      const p1 = v128.load(weights + weightStep + 16 * piece);
      const w00 = unpack(p0, 0, mask);
      const w10 = unpack(p1, 0, mask);
      const w01 = unpack(p0, 1, mask);
      const w11 = unpack(p1, 1, mask);
      let a = activation(v0, piece, 0);
      c00 = accumulate<Sum>(a, w00, c00);
      c01 = accumulate<Sum>(a, w10, c01);
      a = activation(v1, piece, 0);
      c10 = accumulate<Sum>(a, w00, c10);
      c11 = accumulate<Sum>(a, w10, c11);
      a = activation(v2, piece, 0);
      c20 = accumulate<Sum>(a, w00, c20);
      c21 = accumulate<Sum>(a, w10, c21);
      a = activation(v3, piece, 0);
      c30 = accumulate<Sum>(a, w00, c30);
      c31 = accumulate<Sum>(a, w10, c31);
      a = activation(v0, piece, 1);
      c00 = accumulate<Sum>(a, w01, c00);
      c01 = accumulate<Sum>(a, w11, c01);
      a = activation(v1, piece, 1);
      c10 = accumulate<Sum>(a, w01, c10);
      c11 = accumulate<Sum>(a, w11, c11);
      a = activation(v2, piece, 1);
      c20 = accumulate<Sum>(a, w01, c20);
      c21 = accumulate<Sum>(a, w11, c21);
      a = activation(v3, piece, 1);
      c30 = accumulate<Sum>(a, w01, c30);
      c31 = accumulate<Sum>(a, w11, c31);
      if (!ASC_FEATURE_RELAXED_SIMD) {
        const w02 = unpack(p0, 2, mask);
        const w12 = unpack(p1, 2, mask);
        const w03 = unpack(p0, 3, mask);
        const w13 = unpack(p1, 3, mask);
        a = activation(v0, piece, 2);
        c00 = accumulate<Sum>(a, w02, c00);
        c01 = accumulate<Sum>(a, w12, c01);
        a = activation(v1, piece, 2);
        c10 = accumulate<Sum>(a, w02, c10);
        c11 = accumulate<Sum>(a, w12, c11);
        a = activation(v2, piece, 2);
        c20 = accumulate<Sum>(a, w02, c20);
        c21 = accumulate<Sum>(a, w12, c21);
        a = activation(v3, piece, 2);
        c30 = accumulate<Sum>(a, w02, c30);
        c31 = accumulate<Sum>(a, w12, c31);
        a = activation(v0, piece, 3);
        c00 = accumulate<Sum>(a, w03, c00);
        c01 = accumulate<Sum>(a, w13, c01);
        a = activation(v1, piece, 3);
        c10 = accumulate<Sum>(a, w03, c10);
        c11 = accumulate<Sum>(a, w13, c11);
        a = activation(v2, piece, 3);
        c20 = accumulate<Sum>(a, w03, c20);
        c21 = accumulate<Sum>(a, w13, c21);
        a = activation(v3, piece, 3);
        c30 = accumulate<Sum>(a, w03, c30);
        c31 = accumulate<Sum>(a, w13, c31);
      }
    }
    const s0 = v128.load(weights, 64);
    const s1 = v128.load(weights + weightStep, 64);
    let activationScale = v128.load_splat<f32>(activationScales);
    r00 = scaled(endBlock<Sum>(c00, z0, sums), s0, activationScale, r00);
    r01 = scaled(endBlock<Sum>(c01, z1, sums), s1, activationScale, r01);
    activationScale = v128.load_splat<f32>(activationScales + rowScales);
    r10 = scaled(endBlock<Sum>(c10, z0, sums + rowScales), s0, activationScale, r10);
    r11 = scaled(endBlock<Sum>(c11, z1, sums + rowScales), s1, activationScale, r11);
    activationScale = v128.load_splat<f32>(activationScales + rowScales * 2);
    r20 = scaled(endBlock<Sum>(c20, z0, sums + rowScales * 2), s0, activationScale, r20);
    r21 = scaled(endBlock<Sum>(c21, z1, sums + rowScales * 2), s1, activationScale, r21);
    activationScale = v128.load_splat<f32>(activationScales + rowScales * 3);
    r30 = scaled(endBlock<Sum>(c30, z0, sums + rowScales * 3), s0, activationScale, r30);
    r31 = scaled(endBlock<Sum>(c31, z1, sums + rowScales * 3), s1, activationScale, r31);
    weights += GROUP_BLOCK_BYTES;
    zeroPoints += 4;
    v0 += 32 * VALUE_BYTES;
    v1 += 32 * VALUE_BYTES;
    v2 += 32 * VALUE_BYTES;
    v3 += 32 * VALUE_BYTES;
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
