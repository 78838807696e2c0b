import type { CellId } from "#notebook/cell.ts";

export interface RunHold {
  readonly cellId: CellId;
  /** Tells the person why nothing is run, and leads to the place. */
  readonly explain: () => void;
}

export interface RunHoldActions {
  /** @returns what lets runs go again. */
  readonly holdRuns: (hold: RunHold) => () => void;
  /** Whether `runCell` would run it; where it would not, the person is told and led to the place. */
  readonly mayRun: (id: CellId) => boolean;
}
