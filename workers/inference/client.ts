import type { InferencePort, InferenceWorker } from "#inference/inference-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";

/** Stop also ends a worker in a loop, for example in a chat template, which receives nothing. */
const STOP_MS = 1000;

/** The page's side of the inference worker, which starts with the first `predict`, and again with the next after it died. */
export function createInferenceClient(
  startWorker: () => WorkerLike = startInferenceWorker,
): InferencePort & InferenceWorker {
  const client = new RpcClient(startWorker);
  return client.port<InferencePort & InferenceWorker, "dispose">(
    { dispose: () => client.terminate() },
    { stopMs: STOP_MS },
  );
}

function startInferenceWorker(): WorkerLike {
  return new Worker(new URL("./inference-worker.ts", import.meta.url), { type: "module", name: "inference" });
}
