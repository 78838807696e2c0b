import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { WatchDuring } from "../../rpc/watchdog.ts";
import type { KernelModule } from "./kernel-module.ts";
import type { Helper, HelperStart } from "./kernel-team.ts";

/** Where the kernel runs: the page's worker, one of the library in a browser, or one in Node. */
export interface KernelHost {
  /** The number of threads, and why it is not higher. */
  readonly machine: Pick<RuntimeFacts, "threads" | "crossOriginIsolated" | "singleThreadReason">;
  /** @throws AppError "missing-dependency", "unsupported". */
  readonly loadKernel: (isThreaded: boolean) => Promise<KernelModule>;
  readonly startHelper: (start: HelperStart) => Helper;
  /** The page's: it notices if loading hangs. */
  readonly watchDuring?: WatchDuring;
}
