import type { InnerReply, InnerRequest } from "./protocol.ts";
import type { WorkerLike } from "./client.ts";

/** Starts a worker. */
export type StartWorker = (url: string, options: WorkerOptions) => WorkerLike;

/** The page's side of a worker's inner workers (inner-worker.ts): starts them, and passes messages on. */
export class InnerWorkerStarter {
  readonly #outer: WorkerLike;
  readonly #start: StartWorker;
  readonly #workers = new Map<number, WorkerLike>();
  #isOver = false;

  constructor(outer: WorkerLike, start: StartWorker) {
    this.#outer = outer;
    this.#start = start;
  }

  receive({ inner, task }: InnerReply): void {
    // What the worker sent before it was ended can come later.
    if (this.#isOver) return;
    if (task === null) this.#workers.get(inner)?.terminate();
    else if ("post" in task) this.#workers.get(inner)?.postMessage(task.post);
    else this.#begin(inner, this.#start(task.start, { type: "module", name: task.name }));
  }

  /** With the worker, its inner workers end. */
  end(): void {
    this.#isOver = true;
    for (const worker of this.#workers.values()) worker.terminate();
  }

  #begin(inner: number, worker: WorkerLike): void {
    this.#workers.set(inner, worker);
    for (const type of ["message", "error"] as const) {
      worker.addEventListener(type, (event) => {
        event.preventDefault();
        const { data, message } = event as Partial<MessageEvent<unknown> & ErrorEvent>;
        this.#outer.postMessage({ kind: "inner", inner, type, data, message } satisfies InnerRequest);
      });
    }
  }
}
