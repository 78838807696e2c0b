import type { PromptSize } from "#inference/prompt-size.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";

/** Functions, not methods. */
export interface ChatActions {
  /** Changes an inference cell in one step of undo of its own, however fast it follows the last. */
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
   * @returns null without a model cell, and where the model has no template or one that cannot be read back.
   * @throws AppError of reading the model's files; "not-found" where the model is gone; "aborted".
   */
  readonly promptTemplateAbove: (id: CellId, signal: AbortSignal) => Promise<PromptTemplate | null>;
}
