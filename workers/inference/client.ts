import { assertNever } from "#base/assert-never.ts";
import type { InferenceEvents, InferencePort } from "#kernel/ports.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { InferenceCalls, InferenceEvent } from "./inference-calls.ts";

/** Stop ends a worker that loops, such as in a chat template, where it hears nothing. */
const STOP_MS = 1000;

/** The page's side of the inference worker, which starts at the first `predict`, and again at the next after it died. */
export function createInferenceClient(startWorker: () => WorkerLike = startInferenceWorker): InferencePort {
  const client = new RpcClient<InferenceCalls>(startWorker);
  return {
    predict: (request, events, signal) =>
      client.call("predict", request, {
        onEvent: (event) => dispatch(event, events),
        signal,
        stopMs: STOP_MS,
      }),
    dispose: () => client.terminate(),
  };
}

function startInferenceWorker(): WorkerLike {
  return new Worker(new URL("./inference-worker.ts", import.meta.url), { type: "module", name: "inference" });
}

function dispatch(event: InferenceEvent, events: InferenceEvents): void {
  switch (event.type) {
    case "progress":
      events.onProgress(event.progress);
      break;
    case "text-delta":
      events.onTextDelta({ text: event.text, tokenCount: event.tokenCount });
      break;
    default:
      assertNever(event);
  }
}
