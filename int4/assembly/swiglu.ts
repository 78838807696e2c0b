import { exponentials } from "./simd";

/** out = gate × sigmoid(gate) × up, `size` values (a multiple of 16), f32. */
export function swiglu(gate: usize, up: usize, size: i32, out: usize): void {
  const end = gate + <usize>size * 4;
  while (gate < end) {
    v128.store(out, f32x4.neg(v128.load(gate)));
    v128.store(out, f32x4.neg(v128.load(gate, 16)), 16);
    v128.store(out, f32x4.neg(v128.load(gate, 32)), 32);
    v128.store(out, f32x4.neg(v128.load(gate, 48)), 48);
    exponentials(out);
    const next = gate + 64;
    for (; gate < next; gate += 16) {
      const g = v128.load(gate);
      const sigmoid = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), v128.load(out)));
      v128.store(out, f32x4.mul(f32x4.mul(g, sigmoid), v128.load(up)));
      up += 16;
      out += 16;
    }
  }
}
