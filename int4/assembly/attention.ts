import { cachedValues, scalesOf } from "./cache";
import { exponentials, maxLane, multiplyAdd, sumLanes } from "./simd";

/**
 * Attention of one head: softmax(q · Kᵀ × scale) · V, f32, over the first `length` positions of the cache.
 *
 * Sums are made in the same order for one query and for four, so a token's result does not depend on how many run at once.
 *
 * cache.ts describes the layout of `keys` and `values`. T is the type of the cache's values, f32 or i16. headSize is a
 * multiple of 8.
 */

/** One query, which sees positions [start, length). @param scores f32 [length - start, rounded up to 4] of scratch. */
export function attend<T>(
  query: usize,
  keys: usize,
  values: usize,
  capacity: i32,
  start: i32,
  length: i32,
  headSize: i32,
  scale: f32,
  scores: usize,
  out: usize,
): void {
  const end = query + <usize>headSize * 4;
  const step: usize = 8 * sizeof<T>();
  const skipped = <usize>start * <usize>headSize * sizeof<T>();
  const count = length - start;
  let key = keys + skipped;
  // A key at a time, so that the cache is read in order: a processor fetches ahead best along one stream.
  for (let position = 0; position < count; position++) {
    let sum = f32x4.splat(0);
    for (let q = query; q < end; q += 32) {
      sum = multiplyAdd(v128.load(q), cachedValues<T>(key), sum);
      sum = multiplyAdd(v128.load(q, 16), cachedValues<T>(key + step / 2), sum);
      key += step;
    }
    store<f32>(scores + <usize>position * 4, sumLanes(sum) * scale);
  }
  const padded = (count + 15) & ~15;
  multiplyByScales<T>(scores, keys, capacity, headSize, start, count);
  softmax(scores, count, padded);
  multiplyByScales<T>(scores, values, capacity, headSize, start, count);
  weightedSum<T>(scores, values + skipped, count, headSize, out);
}

/** The row's scale multiplies the sum, not each value: one product per row. */
// @ts-ignore: decorator
@inline
function multiplyByScales<T>(
  scores: usize,
  rows: usize,
  capacity: i32,
  headSize: i32,
  start: i32,
  count: i32,
): void {
  if (sizeof<T>() == 4) return;
  let scales = scalesOf<T>(rows, capacity, headSize) + <usize>start * 4;
  const end = scores + <usize>count * 4;
  for (; scores + 16 <= end; scores += 16) {
    v128.store(scores, f32x4.mul(v128.load(scores), v128.load(scales)));
    scales += 16;
  }
  for (; scores < end; scores += 4) {
    store<f32>(scores, load<f32>(scores) * load<f32>(scales));
    scales += 4;
  }
}

/**
 * Four queries at neighbouring positions. The first sees `length` positions, and each of the others one more than the one before.
 * @param queryStride bytes from one query to the next; @param outStride the same for the results.
 * @param scores f32 [4, scoreStride / 4] of scratch; a row holds length + 3, rounded up to 16.
 */
export function attendFour<T>(
  query: usize,
  queryStride: usize,
  keys: usize,
  values: usize,
  capacity: i32,
  length: i32,
  headSize: i32,
  scale: f32,
  scores: usize,
  scoreStride: usize,
  out: usize,
  outStride: usize,
): void {
  const queryBytes = <usize>headSize * 4;
  const rowBytes = <usize>headSize * sizeof<T>();
  const half: usize = 4 * sizeof<T>();
  const longest = length + 3;
  let key = keys;
  let score = scores;
  for (let position = 0; position < longest; position += 2) {
    // The second key of the last pair may lie beyond the longest row. It is read only inside the cache's bounds.
    const next = position + 1 < longest ? key + rowBytes : key;
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let d0 = f32x4.splat(0);
    let d1 = f32x4.splat(0);
    let k = key;
    let l = next;
    for (let at: usize = 0; at < queryBytes; at += 32) {
      const k0 = cachedValues<T>(k);
      const k1 = cachedValues<T>(k + half);
      const l0 = cachedValues<T>(l);
      const l1 = cachedValues<T>(l + half);
      let q = query + at;
      a0 = multiplyAdd(v128.load(q), k0, a0);
      a1 = multiplyAdd(v128.load(q), l0, a1);
      a0 = multiplyAdd(v128.load(q, 16), k1, a0);
      a1 = multiplyAdd(v128.load(q, 16), l1, a1);
      q += queryStride;
      b0 = multiplyAdd(v128.load(q), k0, b0);
      b1 = multiplyAdd(v128.load(q), l0, b1);
      b0 = multiplyAdd(v128.load(q, 16), k1, b0);
      b1 = multiplyAdd(v128.load(q, 16), l1, b1);
      q += queryStride;
      c0 = multiplyAdd(v128.load(q), k0, c0);
      c1 = multiplyAdd(v128.load(q), l0, c1);
      c0 = multiplyAdd(v128.load(q, 16), k1, c0);
      c1 = multiplyAdd(v128.load(q, 16), l1, c1);
      q += queryStride;
      d0 = multiplyAdd(v128.load(q), k0, d0);
      d1 = multiplyAdd(v128.load(q), l0, d1);
      d0 = multiplyAdd(v128.load(q, 16), k1, d0);
      d1 = multiplyAdd(v128.load(q, 16), l1, d1);
      k += half * 2;
      l += half * 2;
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
  const padded = (longest + 15) & ~15;
  for (let row = 0; row < 4; row++) {
    const rowScores = scores + <usize>row * scoreStride;
    multiplyByScales<T>(rowScores, keys, capacity, headSize, 0, length + row);
    softmax(rowScores, length + row, padded);
    multiplyByScales<T>(rowScores, values, capacity, headSize, 0, length + row);
  }
  weightedSumFour<T>(scores, scoreStride, values, longest, headSize, out, outStride);
}

/** The sums of four vectors' lanes, as one vector. */
// @ts-ignore: decorator
@inline
function sumRows(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Softmax of the first `length` scores, in place; the rest up to `padded` (a multiple of 16) become 0. */
function softmax(scores: usize, length: i32, padded: i32): void {
  const end = scores + <usize>padded * 4;
  for (let at = scores + <usize>length * 4; at < end; at += 4) store<f32>(at, -Infinity);
  let largest = v128.load(scores);
  for (let at = scores + 16; at < end; at += 16) largest = f32x4.max(largest, v128.load(at));
  const top = f32x4.splat(maxLane(largest));
  let sums = f32x4.splat(0);
  for (let at = scores; at < end;) {
    const next = at + 64;
    for (let score = at; score < next; score += 16) v128.store(score, f32x4.sub(v128.load(score), top));
    exponentials(at);
    for (; at < next; at += 16) sums = f32x4.add(sums, v128.load(at));
  }
  // Each padding score became e^-87, which is nothing beside the 1 of the largest score.
  const inverse = f32x4.splat(<f32>1 / sumLanes(sums));
  for (let at = scores; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), inverse));
  for (let at = scores + <usize>length * 4; at < end; at += 4) store<f32>(at, 0);
}

/** Keeps the running sums in `out`, so that the cache is read in order. */
function weightedSum<T>(weights: usize, values: usize, length: i32, headSize: i32, out: usize): void {
  const outBytes = <usize>headSize * 4;
  const half: usize = 4 * sizeof<T>();
  memory.fill(out, 0, outBytes);
  const end = out + outBytes;
  let value = values;
  for (let position = 0; position < length; position++) {
    const w = v128.load_splat<f32>(weights);
    for (let o = out; o < end; o += 32) {
      v128.store(o, multiplyAdd(w, cachedValues<T>(value), v128.load(o)));
      v128.store(o, multiplyAdd(w, cachedValues<T>(value + half), v128.load(o, 16)), 16);
      value += half * 2;
    }
    weights += 4;
  }
}

/** Positions whose values (some 24 kB) stay in the first-level cache while all columns of them are summed. */
const POSITION_TILE: i32 = 64;

function weightedSumFour<T>(
  weights: usize,
  weightStride: usize,
  values: usize,
  length: i32,
  headSize: i32,
  out: usize,
  outStride: usize,
): void {
  const outBytes = <usize>headSize * 4;
  const rowBytes = <usize>headSize * sizeof<T>();
  for (let row: usize = 0; row < 4; row++) memory.fill(out + row * outStride, 0, outBytes);
  for (let from = 0; from < length; from += POSITION_TILE) {
    const tile = weights + <usize>from * 4;
    const end = weights + <usize>min(from + POSITION_TILE, length) * 4;
    for (let column: usize = 0; column < <usize>headSize; column += 8) {
      const a = out + column * 4;
      const b = a + outStride;
      const c = b + outStride;
      const d = c + outStride;
      let a0 = v128.load(a);
      let a1 = v128.load(a, 16);
      let b0 = v128.load(b);
      let b1 = v128.load(b, 16);
      let c0 = v128.load(c);
      let c1 = v128.load(c, 16);
      let d0 = v128.load(d);
      let d1 = v128.load(d, 16);
      let value = values + <usize>from * rowBytes + column * sizeof<T>();
      for (let at = tile; at < end; at += 4) {
        const v0 = cachedValues<T>(value);
        const v1 = cachedValues<T>(value + 4 * sizeof<T>());
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
      v128.store(a, a0);
      v128.store(a, a1, 16);
      v128.store(b, b0);
      v128.store(b, b1, 16);
      v128.store(c, c0);
      v128.store(c, c1, 16);
      v128.store(d, d0);
      v128.store(d, d1, 16);
    }
  }
}
