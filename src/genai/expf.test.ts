import { describe, expect, test } from "vitest";
import { expf } from "./expf.ts";

const { fround } = Math;

describe("expf", () => {
  test.each([
    [-22.4054108, 1.85974652e-10],
    [-20.2392921, 1.62250902e-9],
    [-21.0912552, 6.9212458e-10],
    [-28.512022, 4.14367976e-13],
    [-6.63901138, 0.00130831997],
    [-22.470787, 1.74205234e-10],
    [-4.88664436, 0.00754670426],
    [-3.48348689, 0.030700177],
    [-5.22668076, 0.00537132472],
    [-18.9237747, 6.04656991e-9],
  ])("of %f is glibc's and not the rounded Math.exp", (x, expected) => {
    expect(expf(fround(x))).toBe(fround(expected));
    expect(fround(Math.exp(fround(x)))).not.toBe(fround(expected));
  });

  test.each([
    [0, 1],
    [-0, 1],
    [1, 2.71828175],
    [-1, 0.36787945],
    [88.7, 3.32597686e38],
    [88.8, Infinity],
    [-87.5, 9.9823514e-39],
    [-100, 3.78350585e-44],
    [-103.9, 1.40129846e-45],
    [-104, 0],
    [1e-30, 1],
    [Infinity, Infinity],
    [-Infinity, 0],
    [Number.NaN, Number.NaN],
  ])("of %f is %f", (x, expected) => {
    expect(expf(fround(x))).toBe(fround(expected));
  });

  test("is glibc 2.36's, bit for bit, for 200000 values from -108 to 2", () => {
    const float = new Float32Array(1);
    const bits = new Uint32Array(float.buffer);
    let hash = 2166136261;
    let x = 1;
    for (let i = 0; i < 200000; i++) {
      x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
      // Each operation rounded to float32, as in the C program that made the hash.
      float[0] = expf(fround(fround(fround(-(x >>> 8) / (1 << 24)) * 110) + 2));
      hash = Math.imul(hash ^ bits[0]!, 16777619) >>> 0;
    }
    expect(hash).toBe(1133746991);
  });
});
