/** Asks a deployed model and the page's own the same question. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { outputsAbove } from "#kernel/outputs-above.ts";
import { errorOf } from "#cells/error-of-outputs.ts";
import { runsItself } from "#wrapper/wrapper.ts";
import type { App } from "./app.ts";
import { askOwnClass } from "./ask-own-class.ts";
import type { EndpointActions } from "./endpoint-slice.ts";

export function createEndpointActions({ kernel, ports, store }: App): EndpointActions {
  return {
    askEndpoint: (request, signal) => ports.endpoints.ask(request, signal),

    async answerHere(cellId, input, signal) {
      const { notebook, cellStates } = store.getState();
      const above = notebook ? outputsAbove(notebook, cellStates, cellId, "current") : null;
      const { model = null, wrapper = null } = above ?? {};
      if (!model || !wrapper) {
        throw new AppError(
          "missing-dependency",
          message`Run the model and the wrapper cell above, and ask again.`,
        );
      }
      if (runsItself(wrapper.wrapper)) {
        const own = { ...model, ...wrapper, runtime: "automatic" } as const;
        const answer = await askOwnClass(kernel, own, { name: "predict", input, params: null }, signal);
        if (answer.failed) throw new AppError("raised", errorOf(answer.outputs));
        return answer;
      }
      const { inferenceRequest } = await import("#cells/inference/inference-request.ts");
      const { request } = inferenceRequest(model, wrapper.wrapper, "automatic", input);
      const silent = { onProgress: () => undefined, onTextDelta: () => undefined };
      return ports.inference.predict(request, silent, signal);
    },
  };
}
