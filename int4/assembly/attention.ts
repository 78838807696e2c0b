import { exponential, maxLane, multiplyAdd, sumLanes } from "./simd";

/**
 * Attention of one head: softmax(q · Kᵀ × scale) · V, f32, over the first `length` positions of the cache.
 *
 * Keys and values lie as [capacity, headSize] from `keys` and `values`. headSize is a multiple of 4.
 */

/** One query. @param scores f32 [length, rounded up to 4] of scratch. */
export function attend(
  query: usize,
  keys: usize,
  values: usize,
  length: i32,
  headSize: i32,
  scale: f32,
  scores: usize,
  out: usize,
): void {
  const rowBytes = <usize>headSize * 4;
  const scales = f32x4.splat(scale);
  let key = keys;
  let position = 0;
  for (; position + 4 <= length; position += 4) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const q = v128.load(query + at);
      s0 = multiplyAdd(q, v128.load(key + at), s0);
      s1 = multiplyAdd(q, v128.load(key + rowBytes + at), s1);
      s2 = multiplyAdd(q, v128.load(key + rowBytes * 2 + at), s2);
      s3 = multiplyAdd(q, v128.load(key + rowBytes * 3 + at), s3);
    }
    v128.store(scores + <usize>position * 4, f32x4.mul(sumRows(s0, s1, s2, s3), scales));
    key += rowBytes * 4;
  }
  for (; position < length; position++) {
    let s = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16) s = multiplyAdd(v128.load(query + at), v128.load(key + at), s);
    store<f32>(scores + <usize>position * 4, sumLanes(s) * scale);
    key += rowBytes;
  }
  softmax(scores, length, (length + 3) & ~3);
  weightedSum(scores, values, length, headSize, out);
}

/**
 * Four queries at neighbouring positions, of which the first sees `length` positions and each next one more.
 * @param queryStride bytes from a query to the next; @param outStride of the results.
 * @param scores f32 [4, scoreStride / 4] of scratch; a row holds length + 3, rounded up to 4.
 */
export function attendFour(
  query: usize,
  queryStride: usize,
  keys: usize,
  values: usize,
  length: i32,
  headSize: i32,
  scale: f32,
  scores: usize,
  scoreStride: usize,
  out: usize,
  outStride: usize,
): void {
  const rowBytes = <usize>headSize * 4;
  const longest = length + 3;
  let key = keys;
  let score = scores;
  for (let position = 0; position < longest; position += 2) {
    // The second key of the last pair may be beyond the longest row: it is in the cache's bounds or not read.
    const next = position + 1 < longest ? key + rowBytes : key;
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let d0 = f32x4.splat(0);
    let d1 = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const k0 = v128.load(key + at);
      const k1 = v128.load(next + at);
      let q = v128.load(query + at);
      a0 = multiplyAdd(q, k0, a0);
      a1 = multiplyAdd(q, k1, a1);
      q = v128.load(query + queryStride + at);
      b0 = multiplyAdd(q, k0, b0);
      b1 = multiplyAdd(q, k1, b1);
      q = v128.load(query + queryStride * 2 + at);
      c0 = multiplyAdd(q, k0, c0);
      c1 = multiplyAdd(q, k1, c1);
      q = v128.load(query + queryStride * 3 + at);
      d0 = multiplyAdd(q, k0, d0);
      d1 = multiplyAdd(q, k1, d1);
    }
    const scales = f32x4.splat(scale);
    const first = f32x4.mul(sumRows(a0, a1, b0, b1), scales);
    const second = f32x4.mul(sumRows(c0, c1, d0, d1), scales);
    v128.store64_lane(score, first, 0);
    v128.store64_lane(score + scoreStride, first, 1);
    v128.store64_lane(score + scoreStride * 2, second, 0);
    v128.store64_lane(score + scoreStride * 3, second, 1);
    score += 8;
    key += rowBytes * 2;
  }
  const padded = (longest + 3) & ~3;
  for (let row = 0; row < 4; row++) softmax(scores + <usize>row * scoreStride, length + row, padded);
  weightedSumFour(scores, scoreStride, values, longest, headSize, out, outStride);
}

/** The sums of four vectors' lanes, as one vector. */
// @ts-ignore: decorator
@inline
function sumRows(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Softmax of the first `length` scores, in place; the rest up to `padded` (a multiple of 4) become 0. */
function softmax(scores: usize, length: i32, padded: i32): void {
  const end = scores + <usize>padded * 4;
  for (let at = scores + <usize>length * 4; at < end; at += 4) store<f32>(at, -Infinity);
  let largest = v128.load(scores);
  for (let at = scores + 16; at < end; at += 16) largest = f32x4.max(largest, v128.load(at));
  const top = f32x4.splat(maxLane(largest));
  let sums = f32x4.splat(0);
  for (let at = scores; at < end; at += 16) {
    const e = exponential(f32x4.sub(v128.load(at), top));
    v128.store(at, e);
    sums = f32x4.add(sums, e);
  }
  // What stands for no position came to e^-87 each: nothing beside 1, which the largest score gives.
  const inverse = f32x4.splat(<f32>1 / sumLanes(sums));
  for (let at = scores; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), inverse));
  for (let at = scores + <usize>length * 4; at < end; at += 4) store<f32>(at, 0);
}

/** The results are kept in `out` meanwhile, so that rows of values are read whole and in order, eight at a time. */
function weightedSum(weights: usize, values: usize, length: i32, headSize: i32, out: usize): void {
  const rowBytes = <usize>headSize * 4;
  memory.fill(out, 0, rowBytes);
  let value = values;
  let position = 0;
  for (; position + 8 <= length; position += 8) {
    const w0 = v128.load_splat<f32>(weights);
    const w1 = v128.load_splat<f32>(weights, 4);
    const w2 = v128.load_splat<f32>(weights, 8);
    const w3 = v128.load_splat<f32>(weights, 12);
    const w4 = v128.load_splat<f32>(weights, 16);
    const w5 = v128.load_splat<f32>(weights, 20);
    const w6 = v128.load_splat<f32>(weights, 24);
    const w7 = v128.load_splat<f32>(weights, 28);
    const next = value + rowBytes * 4;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      let o = v128.load(out + at);
      let p = f32x4.mul(w1, v128.load(value + rowBytes + at));
      o = multiplyAdd(w0, v128.load(value + at), o);
      p = multiplyAdd(w3, v128.load(value + rowBytes * 3 + at), p);
      o = multiplyAdd(w2, v128.load(value + rowBytes * 2 + at), o);
      p = multiplyAdd(w5, v128.load(next + rowBytes + at), p);
      o = multiplyAdd(w4, v128.load(next + at), o);
      p = multiplyAdd(w7, v128.load(next + rowBytes * 3 + at), p);
      o = multiplyAdd(w6, v128.load(next + rowBytes * 2 + at), o);
      v128.store(out + at, f32x4.add(o, p));
    }
    value += rowBytes * 8;
    weights += 32;
  }
  for (; position < length; position++) {
    const w = v128.load_splat<f32>(weights);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      v128.store(out + at, multiplyAdd(w, v128.load(value + at), v128.load(out + at)));
    }
    value += rowBytes;
    weights += 4;
  }
}

function weightedSumFour(
  weights: usize,
  weightStride: usize,
  values: usize,
  length: i32,
  headSize: i32,
  out: usize,
  outStride: usize,
): void {
  const rowBytes = <usize>headSize * 4;
  const end = weights + <usize>length * 4;
  let column: usize = 0;
  for (; column + 32 <= rowBytes; column += 32) {
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let d0 = f32x4.splat(0);
    let d1 = f32x4.splat(0);
    let value = values + column;
    for (let at = weights; at < end; at += 4) {
      const v0 = v128.load(value);
      const v1 = v128.load(value, 16);
      let w = v128.load_splat<f32>(at);
      a0 = multiplyAdd(w, v0, a0);
      a1 = multiplyAdd(w, v1, a1);
      w = v128.load_splat<f32>(at + weightStride);
      b0 = multiplyAdd(w, v0, b0);
      b1 = multiplyAdd(w, v1, b1);
      w = v128.load_splat<f32>(at + weightStride * 2);
      c0 = multiplyAdd(w, v0, c0);
      c1 = multiplyAdd(w, v1, c1);
      w = v128.load_splat<f32>(at + weightStride * 3);
      d0 = multiplyAdd(w, v0, d0);
      d1 = multiplyAdd(w, v1, d1);
      value += rowBytes;
    }
    const target = out + column;
    v128.store(target, a0);
    v128.store(target, a1, 16);
    v128.store(target + outStride, b0);
    v128.store(target + outStride, b1, 16);
    v128.store(target + outStride * 2, c0);
    v128.store(target + outStride * 2, c1, 16);
    v128.store(target + outStride * 3, d0);
    v128.store(target + outStride * 3, d1, 16);
  }
  for (; column < rowBytes; column += 16) {
    for (let row: usize = 0; row < 4; row++) {
      let o = f32x4.splat(0);
      let value = values + column;
      const from = weights + row * weightStride;
      for (let at = from; at < from + <usize>length * 4; at += 4) {
        o = multiplyAdd(v128.load_splat<f32>(at), v128.load(value), o);
        value += rowBytes;
      }
      v128.store(out + row * outStride + column, o);
    }
  }
}
