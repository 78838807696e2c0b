/** What only the browser knows about this machine, asked each time the panel opens. */
import { relaxedSimd, simd } from "wasm-feature-detect";

export interface Machine {
  /** Whether the page came by https, or from this machine: browsers withhold many features from other pages. */
  readonly isSecure: boolean;
  readonly simd: boolean;
  readonly relaxedSimd: boolean;
  readonly processors: number;
  /** The memory of JavaScript in this tab. Only Chromium says. */
  readonly jsHeap: { readonly usedBytes: number; readonly limitBytes: number } | null;
  /** Rounded by the browser, and at most 8; only Chromium says. */
  readonly memoryGb: number | null;
  /** Null if there is no storage, as in private windows of some browsers. */
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | null;
  readonly persisted: boolean | null;
  readonly userAgent: string;
}

export async function readMachine(): Promise<Machine> {
  const { memory } = performance;
  const { deviceMemory } = navigator;
  const { storage }: { storage?: StorageManager } = navigator;
  const estimate = await storage?.estimate?.().catch(() => null);
  return {
    isSecure: isSecureContext,
    simd: await simd(),
    relaxedSimd: await relaxedSimd(),
    processors: navigator.hardwareConcurrency,
    jsHeap: memory ? { usedBytes: memory.usedJSHeapSize, limitBytes: memory.jsHeapSizeLimit } : null,
    memoryGb: deviceMemory ?? null,
    storage:
      estimate?.quota === undefined ? null : { usedBytes: estimate.usage ?? 0, quotaBytes: estimate.quota },
    persisted: (await storage?.persisted?.().catch(() => null)) ?? null,
    userAgent: navigator.userAgent,
  };
}
