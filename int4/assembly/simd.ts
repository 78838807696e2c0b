/**
 * The few SIMD operations in which the two builds differ. `ASC_FEATURE_RELAXED_SIMD` is a constant of the compiler: the branch
 * that is not taken is not in the binary.
 */

/** a × b + c. The relaxed build fuses it if the machine can. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** a × b + c, rounded once in both builds; slow in the plain one. For results that must equal native's to the bit. */
// @ts-ignore: decorator
@inline
export function fusedMultiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return v128.shuffle<f32>(fusedPair(a, b, c), fusedPair(upper(a), upper(b), upper(c)), 0, 1, 4, 5);
}

/** The product of two f32 is exact in f64. */
// @ts-ignore: decorator
@inline
function fusedPair(a: v128, b: v128, c: v128): v128 {
  const product = f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
  return f32x4.demote_f64x2_zero(f64x2.add(product, f64x2.promote_low_f32x4(c)));
}

// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** The sum of the four lanes, in a fixed order. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

// @ts-ignore: decorator
@inline
export function maxLane(v: v128): f32 {
  const pairs = f32x4.max(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/**
 * e^x of sixteen f32, in place, to about 2 units in the last place. Cephes' expf: x = k ln 2 + r, a polynomial of degree 5 in r, and k
 * added to the exponent. Beyond [-87, 88] it gives the value at the bound. Takes sixteen at once, since each step of the polynomial
 * waits for the one before, and V8 builds each constant again at each use.
 */
export function exponentials(at: usize): void {
  let x0 = v128.load(at);
  let x1 = v128.load(at, 16);
  let x2 = v128.load(at, 32);
  let x3 = v128.load(at, 48);
  let c = f32x4.splat(-87);
  x0 = f32x4.max(x0, c);
  x1 = f32x4.max(x1, c);
  x2 = f32x4.max(x2, c);
  x3 = f32x4.max(x3, c);
  c = f32x4.splat(88);
  x0 = f32x4.min(x0, c);
  x1 = f32x4.min(x1, c);
  x2 = f32x4.min(x2, c);
  x3 = f32x4.min(x3, c);
  c = f32x4.splat(1.44269504);
  const k0 = f32x4.nearest(f32x4.mul(x0, c));
  const k1 = f32x4.nearest(f32x4.mul(x1, c));
  const k2 = f32x4.nearest(f32x4.mul(x2, c));
  const k3 = f32x4.nearest(f32x4.mul(x3, c));
  // ln 2 in two parts. The first has so few bits that k times it is exact.
  c = f32x4.splat(-0.693359375);
  x0 = multiplyAdd(k0, c, x0);
  x1 = multiplyAdd(k1, c, x1);
  x2 = multiplyAdd(k2, c, x2);
  x3 = multiplyAdd(k3, c, x3);
  c = f32x4.splat(2.12194440e-4);
  x0 = multiplyAdd(k0, c, x0);
  x1 = multiplyAdd(k1, c, x1);
  x2 = multiplyAdd(k2, c, x2);
  x3 = multiplyAdd(k3, c, x3);
  let d = f32x4.splat(1.9875691500e-4);
  c = f32x4.splat(1.3981999507e-3);
  let p0 = multiplyAdd(d, x0, c);
  let p1 = multiplyAdd(d, x1, c);
  let p2 = multiplyAdd(d, x2, c);
  let p3 = multiplyAdd(d, x3, c);
  c = f32x4.splat(8.3334519073e-3);
  p0 = multiplyAdd(p0, x0, c);
  p1 = multiplyAdd(p1, x1, c);
  p2 = multiplyAdd(p2, x2, c);
  p3 = multiplyAdd(p3, x3, c);
  c = f32x4.splat(4.1665795894e-2);
  p0 = multiplyAdd(p0, x0, c);
  p1 = multiplyAdd(p1, x1, c);
  p2 = multiplyAdd(p2, x2, c);
  p3 = multiplyAdd(p3, x3, c);
  c = f32x4.splat(1.6666665459e-1);
  p0 = multiplyAdd(p0, x0, c);
  p1 = multiplyAdd(p1, x1, c);
  p2 = multiplyAdd(p2, x2, c);
  p3 = multiplyAdd(p3, x3, c);
  c = f32x4.splat(5.0000001201e-1);
  p0 = multiplyAdd(p0, x0, c);
  p1 = multiplyAdd(p1, x1, c);
  p2 = multiplyAdd(p2, x2, c);
  p3 = multiplyAdd(p3, x3, c);
  c = f32x4.splat(1);
  p0 = multiplyAdd(f32x4.mul(p0, x0), x0, f32x4.add(x0, c));
  p1 = multiplyAdd(f32x4.mul(p1, x1), x1, f32x4.add(x1, c));
  p2 = multiplyAdd(f32x4.mul(p2, x2), x2, f32x4.add(x2, c));
  p3 = multiplyAdd(f32x4.mul(p3, x3), x3, f32x4.add(x3, c));
  d = i32x4.splat(127);
  p0 = f32x4.mul(p0, i32x4.shl(i32x4.add(toInt(k0), d), 23));
  p1 = f32x4.mul(p1, i32x4.shl(i32x4.add(toInt(k1), d), 23));
  p2 = f32x4.mul(p2, i32x4.shl(i32x4.add(toInt(k2), d), 23));
  p3 = f32x4.mul(p3, i32x4.shl(i32x4.add(toInt(k3), d), 23));
  v128.store(at, p0);
  v128.store(at, p1, 16);
  v128.store(at, p2, 32);
  v128.store(at, p3, 48);
}

/** Of whole numbers that an i32 holds. */
// @ts-ignore: decorator
@inline
function toInt(x: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? i32x4.relaxed_trunc_f32x4_s(x) : i32x4.trunc_sat_f32x4_s(x);
}
