import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";

/** Functions, not methods. */
export interface ChatActions {
  /** Changes an inference cell in one undo step of its own, however soon it follows the last edit. */
  readonly editChat: (cell: InferenceCell) => void;
  /**
   * The chat template of the model above the cell.
   * @returns null without a model cell, or if the model has no template or one that cannot be read back.
   * @throws AppError of reading the model's files; "not-found" if the model is gone; "aborted".
   */
  readonly promptTemplateAbove: (id: CellId, signal: AbortSignal) => Promise<PromptTemplate | null>;
}
