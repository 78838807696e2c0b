import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { compileKernel } from "../../inference/int4/kernel-module.ts";
import type { KernelHost } from "../../inference/int4/kernel-host.ts";
import { missingFile } from "../../inference/missing-file.ts";
import { threadChoice } from "./thread-choice.ts";
import type { ThreadData } from "./worker-scope.ts";

/** Before Node 22, V8's relaxed SIMD was not the standard's. */
const hasRelaxedSimd = Number.parseInt(process.versions.node, 10) >= 22;

/**
 * The kernel in a thread of Node.
 * @param script of a helper thread; the builds of the kernel are beside it.
 */
export function nodeKernelHost(script: URL): KernelHost {
  return {
    get machine() {
      return { ...threadChoice(), crossOriginIsolated: true };
    },
    loadKernel: (isThreaded) =>
      compileKernel(async (name) => {
        if (name.startsWith("relaxed") && !hasRelaxedSimd) return new Uint8Array();
        const file = new URL(`${name}.wasm`, script);
        try {
          return new Uint8Array(await readFile(file));
        } catch (error) {
          throw missingFile(file.href, error);
        }
      }, isThreaded),
    startHelper(help) {
      const worker = new Worker(script, { workerData: { help } satisfies ThreadData });
      const ready = new Promise<void>((resolve, reject) => {
        worker.once("message", () => resolve());
        worker.once("error", reject);
      });
      return { ready, terminate: () => void worker.terminate() };
    },
  };
}
