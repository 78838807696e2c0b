import type { EndpointReply, EndpointRequest } from "#deploy/ask-endpoint.ts";
import type { Answer } from "#inference/class-answer.ts";
import type { CellId } from "#notebook/cell.ts";

/** Neither changes the document or stores anything. */
export interface EndpointActions {
  /** Errors as those of `askEndpoint`. */
  readonly askEndpoint: (request: EndpointRequest, signal: AbortSignal) => Promise<EndpointReply>;
  /**
   * The page's own answer, from the model and wrapper above the cell.
   * @throws AppError "missing-dependency" if they have not run; otherwise as an inference cell.
   */
  readonly answerHere: (cellId: CellId, input: string, signal: AbortSignal) => Promise<Answer>;
}
