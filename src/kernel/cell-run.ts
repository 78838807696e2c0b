import type { CellOutput } from "#cells/cell.ts";
import type { Fingerprint } from "./fingerprint.ts";

/** A finished run: its output and what it was made from. Plain data unless the output holds a Blob. */
export interface CellRun {
  readonly output: CellOutput;
  readonly fingerprint: Fingerprint;
  readonly elapsedMs: number;
  readonly stopped: boolean;
  /** Since 1970; absent for a run that came with a file. */
  readonly endedAtMs?: number;
}
