import type { WorkerLike } from "./worker-like.ts";
import type { AliveReply } from "./protocol.ts";

/** How long a watched worker may be silent. A busy one gives a sign of life each second. */
const SILENT_SECONDS = 20;
/** Of no call. */
const NO_CALL = 0;

/**
 * A worker that counts as failed once it hangs: when it is silent while it is watched. Counts turns of a timer, not time: a computer that
 * slept, or a page in the background, whose timers are slow, takes no turns, and so is no fault of the worker.
 * @param onHanging called before the worker's users hear of its error.
 */
export function watched(worker: WorkerLike, onHanging: () => void): WorkerLike {
  const onError: ((event: Event) => void)[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let silentTurns = 0;
  const end = (): void => clearInterval(timer);
  const look = (): void => {
    silentTurns += 1;
    if (silentTurns <= SILENT_SECONDS) return;
    end();
    onHanging();
    const message = `it was silent for ${SILENT_SECONDS} seconds while it loaded a model`;
    for (const listener of onError) listener(Object.assign(new Event("error"), { message }));
  };
  worker.addEventListener("message", (event) => {
    silentTurns = 0;
    const { isWatched } = Object((event as MessageEvent<unknown>).data) as Partial<AliveReply>;
    if (isWatched === undefined) return;
    end();
    if (isWatched) timer = setInterval(look, 1000);
  });
  return {
    postMessage: (...sent) => worker.postMessage(...sent),
    terminate() {
      end();
      worker.terminate();
    },
    addEventListener(type, listener) {
      worker.addEventListener(type, listener);
      if (type === "error") onError.push(listener);
    },
  };
}

/** Lets the page watch this worker during a piece of work that never blocks it for long. */
export type WatchDuring = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** @param tell sends a message to the page. */
export function watchedBy(tell: (reply: AliveReply) => void): WatchDuring {
  return async (work) => {
    tell({ kind: "alive", id: NO_CALL, isWatched: true });
    try {
      return await work();
    } finally {
      tell({ kind: "alive", id: NO_CALL, isWatched: false });
    }
  };
}
