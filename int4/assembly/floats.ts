import { multiplyAdd } from "./simd";
import { takePiece } from "./team";

/** Columns that a thread takes at once. 4 kB of a row of weights and 4 kB of sums stay in the first-level cache. */
const COLUMN_CHUNK: i32 = 1024;

/**
 * out = x · weights: one row of f32 [inner] by f32 weights [inner, columns], in MatMul's layout. For a language model's head that is
 * not quantised. The team's threads call it with the same arguments; each takes chunks of columns until none is left.
 *
 * @param columns a multiple of 4.
 */
export function multiplyFloats(
  x: usize,
  weights: usize,
  inner: i32,
  columns: i32,
  out: usize,
  counter: usize,
): void {
  const chunks = (columns + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
  const rowBytes = <usize>columns * 4;
  for (let chunk = takePiece(counter); chunk < chunks; chunk = takePiece(counter)) {
    const from = <usize>chunk * <usize>COLUMN_CHUNK * 4;
    const to = min(from + <usize>COLUMN_CHUNK * 4, rowBytes);
    memory.fill(out + from, 0, to - from);
    let row = weights;
    let k = 0;
    // Four rows at a time, so that the sums are read and written a quarter as often.
    for (; k + 4 <= inner; k += 4) {
      const at = x + <usize>k * 4;
      const x0 = v128.load_splat<f32>(at);
      const x1 = v128.load_splat<f32>(at, 4);
      const x2 = v128.load_splat<f32>(at, 8);
      const x3 = v128.load_splat<f32>(at, 12);
      for (let column = from; column < to; column += 16) {
        const w = row + column;
        let sum = multiplyAdd(x0, v128.load(w), v128.load(out + column));
        sum = multiplyAdd(x1, v128.load(w + rowBytes), sum);
        sum = multiplyAdd(x2, v128.load(w + rowBytes * 2), sum);
        sum = multiplyAdd(x3, v128.load(w + rowBytes * 3), sum);
        v128.store(out + column, sum);
      }
      row += rowBytes * 4;
    }
    for (; k < inner; k++) {
      const a = v128.load_splat<f32>(x + <usize>k * 4);
      for (let column = from; column < to; column += 16) {
        v128.store(out + column, multiplyAdd(a, v128.load(row + column), v128.load(out + column)));
      }
      row += rowBytes;
    }
  }
}
