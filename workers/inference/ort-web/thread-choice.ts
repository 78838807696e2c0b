import { chooseThreads } from "./threads.ts";

/** Of this worker's page. */
export const threadChoice = chooseThreads({
  crossOriginIsolated: globalThis.crossOriginIsolated,
  hasSharedMemory: "SharedArrayBuffer" in globalThis,
  hardwareConcurrency: navigator.hardwareConcurrency,
});
