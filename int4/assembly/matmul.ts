import {
  accumulate,
  accumulateHalf,
  accumulatePiece,
  beginStretch,
  endStretch,
  lowBits,
  scaled,
  unpack,
  zeroPointShare,
} from "./dot";
import { groupBytes, SPAN_BYTES_4 } from "./place";
import { Activations, blockCount, SPAN, SPAN_VALUES, sumCount, VALUE_BYTES } from "./quantize";
import { takePiece } from "./team";

/** Steps of a span. Each takes a vector of weights, and 4 bytes of activations per row. */
const STEPS: usize = ASC_FEATURE_RELAXED_SIMD ? 8 : 16;
/** Bytes of an unpacked span of four rows: one vector of weights per step. Four scales follow each block. */
const UNPACKED_BYTES: usize = STEPS * 16;
/** Bytes of unpacked weights that a thread has at once; they fit a second-level cache. src/int4/memory-plan.ts has the same number. */
const UNPACKED_AT_ONCE: usize = 294912 * VALUE_BYTES;

/** From this many tokens on, unpacking the weights saves time. */
const TILED_COUNT: i32 = 8;

/**
 * Groups of four rows that a thread takes at once: a quarter of its share, and no more than it can unpack. Large pieces let the
 * processor fetch ahead; a quarter keeps the wait for the last thread short. The count is even, since a tile has two groups.
 */
export function groupsAtOnce(groups: i32, threads: i32, mostGroups: i32 = i32.MAX_VALUE): i32 {
  const share = (groups + 4 * threads - 1) / (4 * threads);
  return max(min(max(share + 1, 16), mostGroups) & ~1, 2);
}

/** A matrix of weights [rows, columns] in the layout of place.ts: addresses and sizes. */
// @ts-ignore: decorator
@unmanaged
export class Matrix {
  blocks: usize;
  /** One byte per row and block, in the order of the blocks; 0: all zero points are 8 (128 for int8 weights). */
  zeroPoints: usize;
  /** f32 [rows], or 0. */
  bias: usize;
  rows: i32;
  /** A multiple of 32. */
  columns: i32;
  bits: i32;
  /** 16, 32, 64, 128 or 256. */
  blockSize: i32;
}

/**
 * The type parameter `Block` of functions below is the kind of block: u16 for blocks of 16, of which a span of 32 columns has two;
 * u32 for blocks of 32; u64 for blocks of several spans.
 */

/**
 * out = activations · matrixᵀ (+ bias) (+ out), f32 [count, stride]. The team's threads call it with the same arguments except the
 * scratch; each takes chunks of the matrix's rows until none is left.
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
  if (matrix.blockSize == SPAN) {
    multiplyBlocks<Sum, u32>(matrix, activations, count, out, stride, addsToOut, counter, scratch, threads);
  } else if (matrix.blockSize > SPAN) {
    multiplyBlocks<Sum, u64>(matrix, activations, count, out, stride, addsToOut, counter, scratch, threads);
  } else {
    multiplyBlocks<Sum, u16>(matrix, activations, count, out, stride, addsToOut, counter, scratch, threads);
  }
}

function multiplyBlocks<Sum, Block>(
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
  // The plain build alternates between the halves of a span, so its tiles cannot take blocks of 16.
  const isTiled = count >= TILED_COUNT && (ASC_FEATURE_RELAXED_SIMD || sizeof<Block>() > 2);
  const unpackedGroup = unpackedBytes(matrix);
  const chunkGroups = isTiled
    ? groupsAtOnce(groups, threads, <i32>(UNPACKED_AT_ONCE / unpackedGroup))
    : groupsAtOnce(groups, threads);
  const chunks = (groups + chunkGroups - 1) / chunkGroups;
  let chunk = takePiece(counter);
  while (chunk < chunks) {
    const from = chunk * chunkGroups;
    const to = min(from + chunkGroups, groups);
    // A tile is two groups by four rows. The rest of either is multiplied one by one.
    const tiled = isTiled ? from + ((to - from) & ~1) : from;
    const tiledCount = isTiled ? count & ~3 : 0;
    if (isTiled) unpackGroups(matrix, from, tiled, scratch);
    for (let row = 0; row < tiledCount; row += 4) {
      for (let group = from; group < tiled; group += 2) {
        const weights = scratch + <usize>(group - from) * unpackedGroup;
        if (matrix.zeroPoints == 0) {
          multiplyTile<Sum, void, Block>(matrix, group, weights, activations, row, out, stride, addsToOut);
        } else {
          multiplyTile<Sum, u8, Block>(matrix, group, weights, activations, row, out, stride, addsToOut);
        }
      }
    }
    for (let group = from; group < to; group++) {
      for (let row = group < tiled ? tiledCount : 0; row < count; row++) {
        multiplyGroup<Sum, Block>(matrix, group, activations, row, out, stride, addsToOut);
      }
    }
    chunk = takePiece(counter);
  }
}

/** Of a group of four rows. */
// @ts-ignore: decorator
@inline
function unpackedBytes(matrix: Matrix): usize {
  const spans = <usize>(matrix.columns / SPAN);
  return spans * UNPACKED_BYTES + <usize>blockCount(matrix.columns, matrix.blockSize) * 16;
}

/** Unpacks the weights of whole groups once for all rows of activations, in the order in which tiles read them. */
function unpackGroups(matrix: Matrix, from: i32, to: i32, target: usize): void {
  const mask = lowBits(matrix.bits);
  const columns = matrix.columns;
  const blockSize = matrix.blockSize;
  const bytes = groupBytes(columns, blockSize, 4);
  let weights = matrix.blocks + <usize>from * bytes;
  for (let group = from; group < to; group++) {
    for (let left = columns; left > 0; left -= max(blockSize, SPAN)) {
      for (let spans = min(max(blockSize, SPAN), left) / SPAN; spans > 0; spans--) {
        // The scales of the first of two blocks of 16 stand between them.
        const gap: usize = blockSize < SPAN ? 16 : 0;
        for (let piece: usize = 0; piece < 4; piece++) {
          const packed = v128.load(weights + 16 * piece);
          if (ASC_FEATURE_RELAXED_SIMD) {
            const at = target + 16 * piece;
            v128.store(at, unpack(packed, 0, mask));
            v128.store(at + gap, unpack(packed, 1, mask), 64);
          } else {
            const at = target + 64 * piece;
            v128.store(at, unpack(packed, 0, mask));
            v128.store(at, unpack(packed, 1, mask), 16);
            v128.store(at, unpack(packed, 2, mask), 32);
            v128.store(at, unpack(packed, 3, mask), 48);
          }
        }
        if (blockSize < SPAN) {
          v128.store(target, v128.load(weights, 64), 64);
          weights += 16;
          target += 16;
        }
        weights += SPAN_BYTES_4;
        target += UNPACKED_BYTES;
      }
      v128.store(target, v128.load(weights));
      weights += 16;
      target += 16;
    }
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

/** One group of four rows of weights by one row of activations. */
function multiplyGroup<Sum, Block>(
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
      ? groupResult<Sum, void, Block>(matrix, group, activations, row)
      : groupResult<Sum, u8, Block>(matrix, group, activations, row);
  put(matrix, group, row, out, stride, addsToOut, result);
}

/** ZeroPoint is void if all zero points are 8. */
// @ts-ignore: decorator
@inline
function groupResult<Sum, ZeroPoint, Block>(
  matrix: Matrix,
  group: i32,
  activations: Activations,
  row: i32,
): v128 {
  const columns = matrix.columns;
  const blockSize = matrix.blockSize;
  const blocks = <usize>blockCount(columns, blockSize);
  const mask = lowBits(matrix.bits);
  let weights = matrix.blocks + <usize>group * groupBytes(columns, blockSize, 4);
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  let values = activations.values + <usize>row * <usize>columns * VALUE_BYTES;
  let scales = activations.scales + <usize>row * blocks * 4;
  let totals = activations.totals + <usize>row * blocks * 4;
  let sums = activations.sums + <usize>row * <usize>sumCount(columns, blockSize) * 4;
  const end = values + <usize>columns * VALUE_BYTES;
  let result = f32x4.splat(0);
  while (values < end) {
    if (sizeof<Block>() == 2) {
      let low = beginStretch<Sum>(sums);
      let high = beginStretch<Sum>(sums + 4);
      for (let piece: usize = 0; piece < 4; piece++) {
        const packed = v128.load(weights + 16 * piece);
        low = accumulateHalf<Sum>(values, piece, packed, 0, mask, low);
        high = accumulateHalf<Sum>(values, piece, packed, 1, mask, high);
      }
      low = endStretch<Sum>(low);
      high = endStretch<Sum>(high);
      if (!isVoid<ZeroPoint>()) {
        low = i32x4.add(low, zeroPointShare(zeroPoints, totals));
        high = i32x4.add(high, zeroPointShare(zeroPoints + 4, totals + 4));
        zeroPoints += 8;
        totals += 8;
      }
      result = scaled(low, v128.load(weights, 64), v128.load_splat<f32>(scales), result);
      result = scaled(high, v128.load(weights, 80), v128.load_splat<f32>(scales, 4), result);
      weights += SPAN_BYTES_4 + 32;
      values += SPAN_VALUES;
      scales += 8;
      sums += 8;
    } else {
      let sum = i32x4.splat(0);
      if (sizeof<Block>() == 4) {
        sum = endStretch<Sum>(accumulateSpan<Sum>(weights, values, mask, beginStretch<Sum>(sums)));
        weights += SPAN_BYTES_4;
        values += SPAN_VALUES;
        sums += 4;
      } else {
        const blockEnd = min(values + <usize>blockSize * VALUE_BYTES, end);
        while (values < blockEnd) {
          let stretch = accumulateSpan<Sum>(weights, values, mask, beginStretch<Sum>(sums));
          weights += SPAN_BYTES_4;
          values += SPAN_VALUES;
          if (values < blockEnd) {
            stretch = accumulateSpan<Sum>(weights, values, mask, stretch);
            weights += SPAN_BYTES_4;
            values += SPAN_VALUES;
          }
          sum = i32x4.add(sum, endStretch<Sum>(stretch));
          sums += 4;
        }
      }
      if (!isVoid<ZeroPoint>()) {
        sum = i32x4.add(sum, zeroPointShare(zeroPoints, totals));
        zeroPoints += 4;
        totals += 4;
      }
      result = scaled(sum, v128.load(weights), v128.load_splat<f32>(scales), result);
      weights += 16;
      scales += 4;
    }
  }
  return result;
}

// @ts-ignore: decorator
@inline
function accumulateSpan<Sum>(weights: usize, values: usize, mask: v128, sum: v128): v128 {
  sum = accumulatePiece<Sum>(values, 0, v128.load(weights), mask, sum);
  sum = accumulatePiece<Sum>(values, 1, v128.load(weights, 16), mask, sum);
  sum = accumulatePiece<Sum>(values, 2, v128.load(weights, 32), mask, sum);
  return accumulatePiece<Sum>(values, 3, v128.load(weights, 48), mask, sum);
}

/**
 * Two neighbouring unpacked groups by four rows of activations: each loaded vector multiplies all vectors of the other kind.
 * ZeroPoint as for groupResult; testing for it in the loop would cost 3 %.
 */
function multiplyTile<Sum, ZeroPoint, Block>(
  matrix: Matrix,
  group: i32,
  weights: usize,
  activations: Activations,
  row: i32,
  out: usize,
  stride: usize,
  addsToOut: bool,
): void {
  const columns = <usize>matrix.columns;
  const blocks = <usize>blockCount(matrix.columns, matrix.blockSize);
  const otherGroup = unpackedBytes(matrix);
  // Of a span, or of a block of 16.
  const steps: usize = sizeof<Block>() == 2 ? STEPS / 2 : STEPS;
  const blockValues = <usize>matrix.blockSize * VALUE_BYTES;
  let zeroPoints = matrix.zeroPoints + <usize>group * blocks * 4;
  const rowValues = columns * VALUE_BYTES;
  const rowScales = blocks * 4;
  const rowSums = <usize>sumCount(matrix.columns, matrix.blockSize) * 4;
  let values = activations.values + <usize>row * rowValues;
  const end = values + rowValues;
  let scales = activations.scales + <usize>row * rowScales;
  let totals = activations.totals + <usize>row * rowScales;
  let sums = activations.sums + <usize>row * rowSums;
  let r00 = f32x4.splat(0);
  let r01 = f32x4.splat(0);
  let r10 = f32x4.splat(0);
  let r11 = f32x4.splat(0);
  let r20 = f32x4.splat(0);
  let r21 = f32x4.splat(0);
  let r30 = f32x4.splat(0);
  let r31 = f32x4.splat(0);
  while (values < end) {
    const blockEnd = sizeof<Block>() == 8 ? min(values + blockValues, end) : values + steps * 4;
    let t00 = i32x4.splat(0);
    let t01 = t00;
    let t10 = t00;
    let t11 = t00;
    let t20 = t00;
    let t21 = t00;
    let t30 = t00;
    let t31 = t00;
    if (!isVoid<ZeroPoint>()) {
      const z1 = zeroPoints + rowScales;
      t00 = zeroPointShare(zeroPoints, totals);
      t01 = zeroPointShare(z1, totals);
      t10 = zeroPointShare(zeroPoints, totals + rowScales);
      t11 = zeroPointShare(z1, totals + rowScales);
      t20 = zeroPointShare(zeroPoints, totals + rowScales * 2);
      t21 = zeroPointShare(z1, totals + rowScales * 2);
      t30 = zeroPointShare(zeroPoints, totals + rowScales * 3);
      t31 = zeroPointShare(z1, totals + rowScales * 3);
      zeroPoints += 4;
      totals += 4;
    }
    do {
      let c00 = beginStretch<Sum>(sums);
      let c01 = c00;
      let c10 = beginStretch<Sum>(sums + rowSums);
      let c11 = c10;
      let c20 = beginStretch<Sum>(sums + rowSums * 2);
      let c21 = c20;
      let c30 = beginStretch<Sum>(sums + rowSums * 3);
      let c31 = c30;
      const stretchEnd = sizeof<Block>() == 8 ? min(values + 2 * SPAN_VALUES, blockEnd) : blockEnd;
      do {
        const others = weights + otherGroup;
        for (let step: usize = 0; step < steps; step += 2) {
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
        weights += steps * 16;
        values += steps * 4;
      } while (sizeof<Block>() == 8 && values < stretchEnd);
      t00 = summed<Sum, ZeroPoint, Block>(t00, c00);
      t01 = summed<Sum, ZeroPoint, Block>(t01, c01);
      t10 = summed<Sum, ZeroPoint, Block>(t10, c10);
      t11 = summed<Sum, ZeroPoint, Block>(t11, c11);
      t20 = summed<Sum, ZeroPoint, Block>(t20, c20);
      t21 = summed<Sum, ZeroPoint, Block>(t21, c21);
      t30 = summed<Sum, ZeroPoint, Block>(t30, c30);
      t31 = summed<Sum, ZeroPoint, Block>(t31, c31);
      sums += 4;
    } while (sizeof<Block>() == 8 && values < blockEnd);
    const s0 = v128.load(weights);
    const s1 = v128.load(weights + otherGroup);
    let scale = v128.load_splat<f32>(scales);
    r00 = scaled(t00, s0, scale, r00);
    r01 = scaled(t01, s1, scale, r01);
    scale = v128.load_splat<f32>(scales + rowScales);
    r10 = scaled(t10, s0, scale, r10);
    r11 = scaled(t11, s1, scale, r11);
    scale = v128.load_splat<f32>(scales + rowScales * 2);
    r20 = scaled(t20, s0, scale, r20);
    r21 = scaled(t21, s1, scale, r21);
    scale = v128.load_splat<f32>(scales + rowScales * 3);
    r30 = scaled(t30, s0, scale, r30);
    r31 = scaled(t31, s1, scale, r31);
    weights += 16;
    scales += 4;
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

/** A block's sums with what `sum` has of it. */
// @ts-ignore: decorator
@inline
function summed<Sum, ZeroPoint, Block>(total: v128, sum: v128): v128 {
  // Where it is all of the block, there is nothing to add it to but the share of the zero points.
  if (isVoid<ZeroPoint>() && sizeof<Block>() < 8) return endStretch<Sum>(sum);
  return i32x4.add(total, endStretch<Sum>(sum));
}
