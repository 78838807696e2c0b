/** Asking a deployed model, and the page's own, the same question. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { EndpointReply, EndpointRequest } from "#deploy/ask-endpoint.ts";
import type { EndpointPort } from "#deploy/endpoint-port.ts";
import type { InferenceOutput, InferencePort } from "#kernel/ports.ts";
import type { CellId } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { AppState } from "./app-state.ts";

/** Functions, not methods. Neither touches the document or keeps anything. */
export interface EndpointActions {
  /** Errors as those of `askEndpoint`. */
  readonly askEndpoint: (request: EndpointRequest, signal: AbortSignal) => Promise<EndpointReply>;
  /**
   * What the page answers, with the model and the wrapper above the cell.
   * @throws AppError "missing-dependency" while they have not run; otherwise as an inference cell.
   */
  readonly answerHere: (cellId: CellId, input: string, signal: AbortSignal) => Promise<InferenceOutput>;
}

interface EndpointActionsOptions {
  readonly endpoints: EndpointPort;
  readonly inference: InferencePort;
  readonly get: () => Pick<AppState, "notebook" | "cellStates">;
}

export function createEndpointActions({
  endpoints,
  inference,
  get,
}: EndpointActionsOptions): EndpointActions {
  return {
    askEndpoint: (request, signal) => endpoints.ask(request, signal),

    async answerHere(cellId, input, signal) {
      const { notebook, cellStates } = get();
      const above = notebook ? upstreamOf(notebook, cellId) : {};
      const [model, wrapper] = [above.model, above.wrapper].map((id) => {
        const state = id === undefined ? undefined : cellStates.get(id);
        return state?.status === "done" ? state.output : null;
      });
      if (model?.type !== "model" || wrapper?.type !== "wrapper") {
        throw new AppError(
          "missing-dependency",
          message`Run the model and the wrapper cell above, and ask again.`,
        );
      }
      const { inferenceRequest } = await import("#cells/inference/inference-request.ts");
      const { request } = inferenceRequest(model, wrapper.wrapper, "automatic", input);
      const silent = { onProgress: () => undefined, onTextDelta: () => undefined };
      return inference.predict(request, silent, signal);
    },
  };
}
