import type { KernelMachine } from "#int4/kernel-verdict.ts";
import { activationBytes } from "./inference/int4/kernel-module.ts";

/** A module of one function, which is i32x4.relaxed_dot_i8x16_i7x16_add_s of zeros. */
const relaxedSimdModule = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  // Types: () → v128. Functions: one of that type.
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, 0x03, 0x02, 0x01, 0x00,
  // Code: i32.const 0, i8x16.splat, three times; the product; end.
  0x0a, 0x13, 0x01, 0x11, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0xfd,
  0x93, 0x02, 0x0b,
]);

/** What the inference worker will run the int4 kernel on, told without its code. */
export function kernelMachine(threads: number): KernelMachine {
  const simd = WebAssembly.validate(relaxedSimdModule) ? "relaxed" : "plain";
  return { threads, activationBytes: activationBytes(simd) };
}
