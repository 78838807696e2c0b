import { fusedMultiplyAdd, sumLanes } from "./simd";

/**
 * out = x × (1 / sqrt(mean(x²) + epsilon)) × gamma, one row of `size` values (a multiple of 8), f32: SimplifiedLayerNormalization of
 * ONNX Runtime 1.32, equal to the bit to what it gives with AVX2: the squares are summed in eight lanes, fused. The last bit matters,
 * since values may lie half-way between two int8 values (those of an int4 embedding do).
 */
export function rmsNorm(x: usize, gamma: usize, epsilon: f32, size: i32, out: usize): void {
  const end = x + <usize>size * 4;
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  for (let at = x; at < end; at += 32) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    low = fusedMultiplyAdd(a, a, low);
    high = fusedMultiplyAdd(b, b, high);
  }
  const squares = sumLanes(f32x4.add(low, high));
  const scale = f32x4.splat(<f32>1 / sqrt<f32>(squares / <f32>size + epsilon));
  for (let at = x; at < end; at += 16) {
    v128.store(out, f32x4.mul(f32x4.mul(v128.load(at), scale), v128.load(gamma)));
    gamma += 16;
    out += 16;
  }
}
