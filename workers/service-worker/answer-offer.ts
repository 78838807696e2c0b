import { isAbort } from "#base/errors.ts";
import type { AnswerRequest } from "#service-worker/service-worker-port.ts";
import type { FromEndpoint, ToEndpoint } from "./service-messages.ts";

/** Accepts a request that the service worker offers, and answers it on the port that came with it. */
export function answerOffer(port: MessagePort, answer: AnswerRequest): void {
  const controller = new AbortController();
  const post = (message: FromEndpoint): void => port.postMessage(message);
  port.addEventListener("message", ({ data }: MessageEvent<ToEndpoint>) => {
    switch (data.kind) {
      case "request":
        answer(data.request, controller.signal).then(
          (response) => post({ kind: "response", response }),
          (error: unknown) => {
            // Nobody waits for an aborted request.
            if (isAbort(error)) return;
            const body = JSON.stringify({ error_code: "INTERNAL_ERROR", message: String(error) });
            post({ kind: "response", response: { status: 500, contentType: "application/json", body } });
          },
        );
        break;
      case "abort":
        controller.abort();
        break;
    }
  });
  port.start();
  post({ kind: "take" });
}
