import type { InferencePort, InferenceWorker } from "#inference/inference-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import { STOP_MS } from "./stop-ms.ts";

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
