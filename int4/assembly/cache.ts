import { maxLane } from "./simd";

/**
 * The KV cache: for each layer the keys, then the values; for each head [capacity, headSize]. T is the type of the values:
 *
 * - f32, as native keeps them;
 * - i16, if f32 would not fit. Each row has its own scale (f32); a head's scales, [capacity], follow its rows. A value is off by at
 *   most 1 / 65534 of the row's largest, a tenth of the error of half precision.
 */

/** Bytes of one head's keys, or values; a multiple of 16. */
// @ts-ignore: decorator
@inline
export function headCacheBytes<T>(capacity: i32, headSize: i32): usize {
  const values = <usize>capacity * <usize>headSize * sizeof<T>();
  if (sizeof<T>() == 4) return values;
  return values + (((<usize>capacity + 3) & ~3) << 2);
}

/** The rows' scales. */
// @ts-ignore: decorator
@inline
export function scalesOf<T>(rows: usize, capacity: i32, headSize: i32): usize {
  return rows + <usize>capacity * <usize>headSize * sizeof<T>();
}

/** Four values as f32. Those of i16 are not scaled yet. */
// @ts-ignore: decorator
@inline
export function cachedValues<T>(at: usize): v128 {
  if (sizeof<T>() == 4) return v128.load(at);
  return f32x4.convert_i32x4_s(v128.load16x4_s(at));
}

/** Puts a row (f32 [headSize]) into the cache at `position`. */
// @ts-ignore: decorator
@inline
export function putRow<T>(row: usize, rows: usize, position: usize, capacity: i32, headSize: i32): void {
  const target = rows + position * <usize>headSize * sizeof<T>();
  if (sizeof<T>() == 4) {
    memory.copy(target, row, <usize>headSize * 4);
    return;
  }
  store<f32>(scalesOf<T>(rows, capacity, headSize) + position * 4, quantizeRow(row, target, headSize));
}

/** @returns the scale. */
function quantizeRow(row: usize, target: usize, headSize: i32): f32 {
  const end = row + <usize>headSize * 4;
  let highest = f32x4.splat(0);
  for (let at = row; at < end; at += 16) highest = f32x4.max(highest, f32x4.abs(v128.load(at)));
  const largest = maxLane(highest);
  const inverse = f32x4.splat(largest > 0 ? <f32>32767 / largest : 0);
  for (let at = row; at < end; at += 32) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at), inverse)));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at, 16), inverse)));
    v128.store(target, i16x8.narrow_i32x4_s(low, high));
    target += 16;
  }
  return largest / 32767;
}
