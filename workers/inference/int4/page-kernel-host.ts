import { threadChoice } from "../ort-web/thread-choice.ts";
import type { KernelHost } from "./kernel-host.ts";
import { loadKernel, startHelperThread } from "./start-kernel.ts";

/** The kernel in a worker of the page. */
export const pageKernelHost: KernelHost = {
  machine: { ...threadChoice, crossOriginIsolated: globalThis.crossOriginIsolated },
  loadKernel,
  startHelper: startHelperThread,
};
