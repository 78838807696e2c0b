import type { InferencePort, PageMethods } from "#inference/inference-port.ts";
import { watched } from "../rpc/watchdog.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import { extendedEngine } from "../library/extended-engine.ts";

/** The page's side of its inference worker, which is the package's engine with what the page and its Python ask beside it. */
export function createInferenceClient(
  startWorker: () => WorkerLike = startInferenceWorker,
): InferencePort & Pick<PageMethods, "answerPython"> {
  let hasHung = false;
  const { engine, own } = extendedEngine<PageMethods>(() => watched(startWorker(), () => (hasHung = true)), {
    async repair(error, args, client) {
      // A port among the arguments went to the worker that hung.
      if (!hasHung || args.some((each) => each instanceof MessagePort)) throw error;
      hasHung = false;
      await client.call("useOneThread", []);
    },
  });
  return {
    predict: (...asked) => engine.predict(...asked),
    dispose: () => engine.dispose(),
    measureSpeed: () => own.measureSpeed(),
    offerModel: (...model) => own.offerModel(...model),
    answerPython: (...asked) => own.answerPython(...asked),
  };
}

function startInferenceWorker(): WorkerLike {
  return new Worker(new URL("./inference-worker.ts", import.meta.url), { type: "module", name: "inference" });
}
