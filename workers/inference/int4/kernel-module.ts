import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** The kernel's exports; int4/assembly/index.ts is their source. Addresses are offsets in its memory. */
export interface KernelExports {
  /** @throws WebAssembly.RuntimeError if a helper failed, or did not answer for a minute. */
  run(team: number, run: number, threads: number): void;
  /** Blocks until the team is closed. */
  help(team: number, run: number, thread: number): void;
  closeTeam(team: number): void;
  /** For a helper that failed: makes the others' run trap instead of waiting for ever. */
  abandonTeam(team: number): void;
  /** Whether the processor is faster with sums of 16 bits. @param weights 255. @returns 1 or 0. */
  shortSumsAreFaster(weights: 255): number;
}

/** "relaxed" uses relaxed SIMD's int8 dot product; "plain" uses the SIMD that every engine has today. */
export type SimdLevel = "relaxed" | "plain";

/** Bytes of a quantised activation (int4/assembly/quantize.ts). */
export function activationBytes(simd: SimdLevel): 1 | 2 {
  return simd === "relaxed" ? 1 : 2;
}

export type BuildName = SimdLevel | `${SimdLevel}-threads`;

export interface KernelModule {
  readonly module: WebAssembly.Module;
  readonly simd: SimdLevel;
  /** Whether it was built for threads, and so for shared memory. */
  readonly isThreaded: boolean;
}

/**
 * Compiles the best build that this engine takes.
 * @param read the bytes of a build.
 * @throws AppError "unsupported" where none compiles; errors of `read`.
 */
export async function compileKernel(
  read: (name: BuildName) => Promise<Uint8Array<ArrayBuffer>>,
  isThreaded: boolean,
): Promise<KernelModule> {
  for (const simd of ["relaxed", "plain"] as const) {
    const bytes = await read(isThreaded ? `${simd}-threads` : simd);
    if (!WebAssembly.validate(bytes)) continue;
    return { module: await WebAssembly.compile(bytes), simd, isThreaded };
  }
  throw new AppError(
    "unsupported",
    message`The int4 kernel needs WebAssembly SIMD, which is missing here. Choose onnxruntime-web, or use a browser or Node of the last three years.`,
  );
}

export async function instantiateKernel(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as KernelExports;
}
