import { readFileSync } from "node:fs";

/**
 * The most memory that a process has held: VmHWM of Linux's /proc. getrusage would also count what its parent held when it
 * was started.
 * @returns 0 where the system does not tell, or the process has ended.
 */
export function peakBytesOfProcess(pid: number): number {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kib ?? 0) * 1024;
  } catch {
    return 0;
  }
}
