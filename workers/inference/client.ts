import type { InferencePort, InferenceWorker } from "#inference/inference-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";

/** Stop ends a worker that loops, such as in a chat template, where it hears nothing. */
const STOP_MS = 1000;

/** The page's side of the inference worker, which starts at the first `predict`, and again at the next after it died. */
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
