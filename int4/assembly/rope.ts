/**
 * Rotary position embedding of one head, as in GroupQueryAttention with do_rotary: rotates values j and j + width together, for
 * j < width. Values from 2 × width on stay. f32; `out` may be `x`.
 *
 * @param width half of the dimensions that are rotated.
 * @param cosines f32 [width] of the token's position.
 */
export function rotate(x: usize, cosines: usize, sines: usize, width: i32, headSize: i32, out: usize): void {
  const apart = <usize>width * 4;
  let j = 0;
  for (; j + 4 <= width; j += 4) {
    const cosine = v128.load(cosines);
    const sine = v128.load(sines);
    const a = v128.load(x);
    const b = v128.load(x + apart);
    v128.store(out, f32x4.sub(f32x4.mul(a, cosine), f32x4.mul(b, sine)));
    v128.store(out + apart, f32x4.add(f32x4.mul(b, cosine), f32x4.mul(a, sine)));
    x += 16;
    out += 16;
    cosines += 16;
    sines += 16;
  }
  for (; j < width; j++) {
    const cosine = load<f32>(cosines);
    const sine = load<f32>(sines);
    const a = load<f32>(x);
    const b = load<f32>(x + apart);
    store<f32>(out, a * cosine - b * sine);
    store<f32>(out + apart, b * cosine + a * sine);
    x += 4;
    out += 4;
    cosines += 4;
    sines += 4;
  }
  const rest = headSize - 2 * width;
  if (rest > 0 && x != out) memory.copy(out + apart, x + apart, <usize>rest * 4);
}
