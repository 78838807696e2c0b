import type { InnerReply, InnerRequest } from "./protocol.ts";
import type { WorkerLike } from "./worker-like.ts";

/** Starts a worker. */
export type StartWorker = (url: string, options?: WorkerOptions) => WorkerLike;

export interface InnerWorkerStarter {
  receive(reply: InnerReply): void;
  /** With the worker, its inner workers end. What it sent before its end can come later, and starts nothing. */
  end(): void;
}

/** The page's side of a worker's inner workers (inner-worker.ts): starts them, and passes messages on. */
export function innerWorkerStarter(outer: WorkerLike, start: StartWorker): InnerWorkerStarter {
  const workers = new Map<number, WorkerLike>();
  let isOver = false;
  return {
    receive({ inner, task }) {
      if (isOver) return;
      const worker = workers.get(inner);
      if (task === null) worker?.terminate();
      else if ("post" in task) worker?.postMessage(task.post);
      else {
        const started = start(task.start, task.options);
        workers.set(inner, started);
        for (const type of ["message", "error"] as const) {
          started.addEventListener(type, (event) => {
            event.preventDefault();
            const { data, message } = event as Partial<MessageEvent<unknown> & ErrorEvent>;
            outer.postMessage({ kind: "inner", inner, type, data, message } satisfies InnerRequest);
          });
        }
      }
    },
    end() {
      isOver = true;
      for (const worker of workers.values()) worker.terminate();
    },
  };
}
