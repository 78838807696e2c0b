import { chooseThreads, type ThreadChoice } from "./threads.ts";

/** The threads that this worker's page allows. */
export function threadChoice(): ThreadChoice {
  return chooseThreads({
    crossOriginIsolated: globalThis.crossOriginIsolated,
    hasSharedMemory: "SharedArrayBuffer" in globalThis,
    hardwareConcurrency: navigator.hardwareConcurrency,
  });
}
