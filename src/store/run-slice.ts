import type { CellId } from "#notebook/cell.ts";

/** Functions, not methods. */
export interface RunActions {
  /** Runs the cell and first, in order, every cell that it depends on and that is not done. */
  readonly runCell: (id: CellId) => Promise<void>;
  readonly runAll: () => Promise<void>;
  readonly runStale: () => Promise<void>;
  /** Stops the running cell (an inference keeps what it generated) and empties the queue. */
  readonly stop: () => void;
  readonly stopCell: (id: CellId) => void;
  /** Stops everything and ends the inference worker: the next run begins with a fresh one. Outputs stay. */
  readonly restart: () => Promise<void>;
}
