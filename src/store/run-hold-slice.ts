import type { CellId } from "#notebook/cell.ts";

export interface RunHold {
  readonly cellId: CellId;
  /** Says why nothing runs, and leads to the place. */
  readonly explain: () => void;
}

export interface RunHoldActions {
  /** @returns a function that allows runs again. */
  readonly holdRuns: (hold: RunHold) => () => void;
  /** Whether `runCell` would run the cell. If not, the person is told why and led to the place. */
  readonly mayRun: (id: CellId) => boolean;
}
