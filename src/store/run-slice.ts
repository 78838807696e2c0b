import type { CellId } from "#notebook/cell.ts";
import type { Completions } from "#python/python-port.ts";

export interface RunTogetherState {
  /** The cells that "Run all" or "Run stale" is running; null while neither is. A new object each time. */
  readonly runTogether: readonly CellId[] | null;
}

export interface RunActions {
  /** Runs the cell, after every cell that it depends on and that is not done. */
  readonly runCell: (id: CellId) => Promise<void>;
  readonly runAll: () => Promise<void>;
  readonly runStale: () => Promise<void>;
  /** Stops the running cell (an inference keeps what it generated) and empties the queue. */
  readonly stop: () => void;
  readonly stopCell: (id: CellId) => void;
  /** Stops everything, and ends the inference worker and Python with its variables. Outputs stay. */
  readonly restart: () => Promise<void>;
  readonly restartAndRunAll: () => Promise<void>;
  /** Answers a code cell's `input()`. */
  readonly answerInput: (id: CellId, text: string) => void;
  /** Completions from the live Python session at the end of that code. */
  readonly completePython: (before: string) => Promise<Completions>;
}
