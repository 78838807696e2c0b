import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";

/** Functions, not methods. */
export interface ChatActions {
  /** Changes an inference cell in one step of undo of its own, however fast it follows the last. */
  readonly editChat: (cell: InferenceCell) => void;
  /**
   * The chat template of the model above the cell.
   * @returns null without a model cell, and where the model has no template or one that cannot be read back.
   * @throws AppError of reading the model's files; "not-found" where the model is gone; "aborted".
   */
  readonly promptTemplateAbove: (id: CellId, signal: AbortSignal) => Promise<PromptTemplate | null>;
}
