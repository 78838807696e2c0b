import { exponential } from "./simd";

/** out = gate × sigmoid(gate) × up, `size` values (a multiple of 4), f32. */
export function swiglu(gate: usize, up: usize, size: i32, out: usize): void {
  const end = gate + <usize>size * 4;
  for (; gate < end; gate += 16) {
    const g = v128.load(gate);
    const sigmoid = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exponential(f32x4.neg(g))));
    v128.store(out, f32x4.mul(f32x4.mul(g, sigmoid), v128.load(up)));
    up += 16;
    out += 16;
  }
}
