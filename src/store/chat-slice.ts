import type { PromptSize } from "#inference/prompt-size.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";

export interface ChatActions {
  /** Changes an inference cell in one undo step of its own, however soon it follows the last edit. */
  readonly editChat: (cell: InferenceCell) => void;
  /**
   * How long the prompt of an input would be, and what it leaves for the answer.
   * @param model the cell above, as `wrapper`; undefined where there is none.
   * @returns null without a model or a wrapper, and for Python that was edited: it may ask the model in its own way.
   * @throws AppError of reading the model's files and the input; "aborted".
   */
  readonly promptSize: (
    model: Cell | undefined,
    wrapper: Cell | undefined,
    input: string,
    signal: AbortSignal,
  ) => Promise<PromptSize | null>;
  /**
   * The chat template of the model above the cell.
   * @returns null without a model cell, or if the model has no template or one that cannot be read back.
   * @throws AppError of reading the model's files; "not-found" if the model is gone; "aborted".
   */
  readonly promptTemplateAbove: (id: CellId, signal: AbortSignal) => Promise<PromptTemplate | null>;
}
