import type { StartWorker } from "./inner-worker-starter.ts";

/** In a browser. */
export const startInner: StartWorker = (url, options) => new Worker(url, options);
