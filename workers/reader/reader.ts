import type { OnBytes } from "#bundle/bundle.ts";
import type { KernelMachine } from "#int4/kernel-verdict.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import type { ReaderPort } from "#reader/reader-port.ts";

/** The shortest time between progress reports. */
const PROGRESS_MS = 50;

/** @param machine what the int4 kernel will run on. */
export function createReader(machine?: KernelMachine): ReaderPort {
  const reader = createDirectReader(undefined, machine);
  return {
    ...reader,
    openZip: (zip, { onBytes, ...options } = {}) =>
      reader.openZip(zip, { ...options, ...(onBytes && { onBytes: nowAndThen(onBytes) }) }),
  };
}

/** The last one is always reported. */
function nowAndThen(onBytes: OnBytes): OnBytes {
  let toldMs = 0;
  return (loadedBytes, totalBytes) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_MS && loadedBytes < totalBytes) return;
    toldMs = nowMs;
    onBytes(loadedBytes, totalBytes);
  };
}
