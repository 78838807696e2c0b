import type { CellId } from "#notebook/cell.ts";
import type { Completions } from "#python/python-port.ts";

export interface RunTogetherState {
  /** The cells that "Run all" or "Run stale" is running; null while neither is. Another one each time. */
  readonly runTogether: readonly CellId[] | null;
}

/** Functions, not methods. */
export interface RunActions {
  /** Runs the cell and first, in order, every cell that it depends on and that is not done. */
  readonly runCell: (id: CellId) => Promise<void>;
  readonly runAll: () => Promise<void>;
  readonly runStale: () => Promise<void>;
  /** Stops the running cell (an inference keeps what it generated) and empties the queue. */
  readonly stop: () => void;
  readonly stopCell: (id: CellId) => void;
  /** Stops everything, and ends the inference worker and Python with its variables. Outputs stay. */
  readonly restart: () => Promise<void>;
  readonly restartAndRunAll: () => Promise<void>;
  /** Answers what `input()` of a code cell asks. */
  readonly answerInput: (id: CellId, text: string) => void;
  /** What the live Python session knows at the end of that code. */
  readonly completePython: (before: string) => Promise<Completions>;
}
