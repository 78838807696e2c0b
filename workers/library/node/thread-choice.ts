/** Replaces inference/ort-web/thread-choice.ts in Node's build. */
import { availableParallelism } from "node:os";
import { chooseThreads, type ThreadChoice } from "../../inference/ort-web/threads.ts";

/** The threads of this computer. Node's threads always have shared memory. */
export function threadChoice(): ThreadChoice {
  return chooseThreads({
    crossOriginIsolated: true,
    hasSharedMemory: true,
    hardwareConcurrency: availableParallelism(),
  });
}
