import { message, type Message } from "#base/message.ts";

/** More threads gain little on matrix-vector products, which wait for memory, and take cores from the page. */
const maxThreads = 4;

export interface ThreadChoice {
  readonly threads: number;
  /** Why there is one thread, in a sentence for the page; null when there are more. */
  readonly singleThreadReason: Message | null;
}

let whyAlone: Message | null = null;

/** From now on this worker starts no threads. */
export function useOneThread(reason: Message): void {
  whyAlone = reason;
}

/** How many threads onnxruntime-web can use here. Threads need SharedArrayBuffer, which only isolated pages have. */
export function chooseThreads(page: {
  readonly crossOriginIsolated: boolean;
  readonly hasSharedMemory: boolean;
  readonly hardwareConcurrency: number;
}): ThreadChoice {
  if (!page.crossOriginIsolated) {
    return {
      threads: 1,
      singleThreadReason: message`The server does not send the Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy headers that threads need.`,
    };
  }
  // An isolated page has none in WebViews that switch it off.
  if (!page.hasSharedMemory) {
    return {
      threads: 1,
      singleThreadReason: message`There is no SharedArrayBuffer, which threads need.`,
    };
  }
  if (whyAlone !== null) return { threads: 1, singleThreadReason: whyAlone };
  if (!(page.hardwareConcurrency > 1)) {
    return { threads: 1, singleThreadReason: message`Only one processor core is offered here.` };
  }
  return { threads: Math.min(page.hardwareConcurrency, maxThreads), singleThreadReason: null };
}
