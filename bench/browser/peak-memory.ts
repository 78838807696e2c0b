import type { Browser } from "@playwright/test";
import { peakBytesOfProcess } from "../process-memory.ts";

const intervalMs = 200;

/**
 * The most memory that a browser's renderers have held, each for itself. It is read again and again, because the system
 * reckons it from pages that are unmapped and forgets shared ones that were given back.
 */
export class PeakMemory {
  readonly #pids: readonly number[];
  readonly #timer: ReturnType<typeof setInterval>;
  #bytes = 0;

  private constructor(pids: readonly number[]) {
    this.#pids = pids;
    this.#timer = setInterval(() => this.#read(), intervalMs);
  }

  /** @param browser whose page is already in the process that it will stay in. */
  static async watch(browser: Browser): Promise<PeakMemory> {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    return new PeakMemory(processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id));
  }

  /** Of the renderer with most, which is the one that holds the model; null where the system does not tell. */
  bytes(): number | null {
    this.#read();
    return this.#bytes === 0 ? null : this.#bytes;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #read(): void {
    for (const pid of this.#pids) this.#bytes = Math.max(this.#bytes, peakBytesOfProcess(pid));
  }
}
