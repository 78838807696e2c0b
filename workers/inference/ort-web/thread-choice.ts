import { chooseThreads, type ThreadChoice } from "./threads.ts";

/** Of this worker's page. */
export function threadChoice(): ThreadChoice {
  return chooseThreads({
    crossOriginIsolated: globalThis.crossOriginIsolated,
    hasSharedMemory: "SharedArrayBuffer" in globalThis,
    hardwareConcurrency: navigator.hardwareConcurrency,
  });
}
