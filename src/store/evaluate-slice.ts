import type { CellId } from "#notebook/cell.ts";

export interface EvaluateActions {
  /** Logs what an Evaluate cell found to the server that it names. What fails is the cell's failure; the results stay. */
  readonly logEvaluation: (id: CellId) => Promise<void>;
}
