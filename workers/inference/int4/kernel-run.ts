import type { CacheValueBytes } from "#int4/memory-plan.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** The arguments of a run: the fields of Run in int4/assembly/program.ts, in its order. */
export interface KernelRun {
  readonly program: number;
  readonly operationCount: number;
  readonly rows: number;
  readonly position: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  readonly rotaryWidth: number;
  readonly cosines: number;
  readonly sines: number;
  readonly cache: number;
  readonly capacity: number;
  readonly scratch: number;
  readonly scratchBytes: number;
  readonly cacheValueBytes: CacheValueBytes;
  readonly sumsAreShort: boolean;
}

export const runBytes = 64;

/** The token arguments of a run without tokens. */
export const noTokens = {
  rows: 0,
  position: 0,
  heads: 0,
  keyValueHeads: 0,
  headSize: 0,
  rotaryWidth: 0,
  cosines: 0,
  sines: 0,
  cache: 0,
  capacity: 0,
  scratch: 0,
  scratchBytes: 0,
  cacheValueBytes: 4,
  sumsAreShort: false,
} as const;

export function writeRun(memory: KernelMemory, address: number, run: KernelRun): void {
  memory
    .words(address, runBytes / 4)
    .set([
      run.program,
      run.operationCount,
      run.rows,
      run.position,
      run.heads,
      run.keyValueHeads,
      run.headSize,
      run.rotaryWidth,
      run.cosines,
      run.sines,
      run.cache,
      run.capacity,
      run.scratch,
      run.scratchBytes,
      run.cacheValueBytes,
      run.sumsAreShort ? 1 : 0,
    ]);
}
