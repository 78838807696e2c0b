import { multiplyAdd, sumLanes } from "./simd";

/**
 * out = x / sqrt(mean(x²) + epsilon) × gamma, one row of `size` values (a multiple of 4), f32: SimplifiedLayerNormalization of
 * ONNX Runtime.
 */
export function rmsNorm(x: usize, gamma: usize, epsilon: f32, size: i32, out: usize): void {
  const end = x + <usize>size * 4;
  let squares = f32x4.splat(0);
  for (let at = x; at < end; at += 16) {
    const v = v128.load(at);
    squares = multiplyAdd(v, v, squares);
  }
  const scale = f32x4.splat(<f32>1 / sqrt<f32>(sumLanes(squares) / <f32>size + epsilon));
  for (let at = x; at < end; at += 16) {
    v128.store(out, f32x4.mul(f32x4.mul(v128.load(at), scale), v128.load(gamma)));
    gamma += 16;
    out += 16;
  }
}
