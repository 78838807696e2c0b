import type { InferenceWorker } from "#inference/inference-port.ts";
import type { WorkerLike } from "../rpc/client.ts";
import { type Engine, engineClient } from "./engine-client.ts";

/** The page's side of the inference worker. */
export function createInferenceClient(
  startWorker: () => WorkerLike = startInferenceWorker,
): Engine<InferenceWorker> {
  return engineClient<InferenceWorker>(startWorker, {
    startInner: (url, options) => new Worker(url, options),
  });
}

function startInferenceWorker(): WorkerLike {
  return new Worker(new URL("./inference-worker.ts", import.meta.url), { type: "module", name: "inference" });
}
