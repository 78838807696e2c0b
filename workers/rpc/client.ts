import { assertNever } from "#base/assert-never.ts";
import { AppError, cancelled, throwIfAborted } from "#base/errors.ts";
import { english, joined, message, type Wording } from "#base/message.ts";
import type { AbortRequest, CallRequest, CallTable, HoldRequest, Reply } from "./protocol.ts";

/** What the client needs of a Worker; tests give a MessagePort with the same face. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  addEventListener(type: "message" | "messageerror" | "error", listener: (event: Event) => void): void;
}

/** What the two sides need of navigator.locks; absent on pages that are not secure. */
export interface LocksLike {
  request<Result>(name: string, callback: () => Result | Promise<Result>): Promise<unknown>;
}

export interface CallOptions<Event> {
  readonly onEvent?: (event: Event) => void;
  /** Aborting tells the worker, which decides: a call may resolve with what it has, or reject with "aborted". */
  readonly signal?: AbortSignal;
}

interface PendingCall {
  onEvent(event: unknown): void;
  resolve(result: unknown): void;
  reject(error: AppError): void;
}

interface RunningWorker {
  readonly worker: WorkerLike;
  readonly pending: Map<number, PendingCall>;
  /** Which the worker holds: the page gets it when the worker is gone. */
  readonly lock: string;
}

/**
 * The page's side of a worker. The worker starts at the first call, and again at the next call after it died.
 *
 * No call stays unanswered: an error that the worker did not catch, a message that cannot be read and a "fatal" reply each
 * reject every pending call with AppError "worker-died". So does the browser's ending the worker, which it tells
 * nobody, and does when memory is short: the worker holds a lock that is then free.
 */
export class RpcClient<Table extends CallTable<Table>> {
  readonly #start: () => WorkerLike;
  readonly #locks: LocksLike | undefined;
  #running: RunningWorker | null = null;
  #nextId = 1;

  constructor(start: () => WorkerLike, locks: LocksLike | undefined = globalThis.navigator?.locks) {
    this.#start = start;
    this.#locks = locks;
  }

  /**
   * @throws AppError: the worker's own, "aborted" when the signal is aborted already, "worker-died", or "internal" when the
   * parameters cannot be cloned.
   */
  async call<Name extends keyof Table>(
    name: Name,
    params: Table[Name]["params"],
    { onEvent, signal }: CallOptions<Table[Name]["event"]> = {},
  ): Promise<Table[Name]["result"]> {
    throwIfAborted(signal);
    const { worker, pending } = (this.#running ??= this.#startWorker());
    const id = this.#nextId;
    this.#nextId += 1;
    const request: CallRequest<Table, Name> = { kind: "call", id, name, params };
    const abort = (): void => worker.postMessage({ kind: "abort", id } satisfies AbortRequest);
    try {
      return await new Promise<Table[Name]["result"]>((resolve, reject) => {
        pending.set(id, {
          onEvent: (event) => onEvent?.(event),
          resolve,
          reject,
        });
        worker.postMessage(request);
        signal?.addEventListener("abort", abort, { once: true });
      });
    } catch (error) {
      throw AppError.from(error);
    } finally {
      signal?.removeEventListener("abort", abort);
      pending.delete(id);
    }
  }

  /** Ends the worker, whatever it is doing: that is "aborted", for it was wished. The next call starts a fresh one. */
  terminate(): void {
    if (this.#running !== null) this.#end(this.#running, cancelled());
  }

  #startWorker(): RunningWorker {
    const lock = `worker ${Date.now()} ${Math.random()}`;
    const running: RunningWorker = { worker: this.#start(), pending: new Map(), lock };
    const { worker } = running;
    worker.addEventListener("message", (event) => {
      this.#receive(running, (event as MessageEvent<Reply<Table>>).data);
    });
    worker.addEventListener("messageerror", () => {
      this.#bury(running, message`A message from the worker could not be read.`);
    });
    worker.addEventListener("error", (event) => {
      // Handled here: otherwise it is reported once more as an error of the page.
      event.preventDefault();
      const { message: words } = event as ErrorEvent;
      // A script that does not load gives an event without a message.
      this.#bury(
        running,
        words ? message`The worker failed: ${words}.` : message`The worker's script could not be loaded.`,
      );
    });
    if (this.#locks !== undefined) worker.postMessage({ kind: "hold", lock } satisfies HoldRequest);
    return running;
  }

  /** Waits for the end of a worker that holds its lock, if it lasts as long as the page. */
  #awaitEnd(running: RunningWorker): void {
    void this.#locks?.request(running.lock, () => {
      if (this.#running !== running) return;
      this.#bury(running, message`The browser ended the worker, as it does when memory is short.`);
    });
  }

  #receive(running: RunningWorker, reply: Reply<Table>): void {
    switch (reply.kind) {
      case "event":
        running.pending.get(reply.id)?.onEvent(reply.event);
        break;
      case "result":
        running.pending.get(reply.id)?.resolve(reply.result);
        break;
      case "error":
        running.pending.get(reply.id)?.reject(AppError.fromJson(reply.error));
        break;
      case "held":
        this.#awaitEnd(running);
        break;
      case "fatal": {
        const error = AppError.fromJson(reply.error);
        this.#bury(running, error.wording, error);
        break;
      }
      default:
        assertNever(reply);
    }
  }

  #bury(running: RunningWorker, reason: Wording, cause?: AppError): void {
    const error = new AppError(
      "worker-died",
      joined([reason, message`Run the cell again: a fresh worker starts by itself.`], " "),
      {
        details: { reason: english(reason) },
        ...(cause === undefined ? {} : { cause }),
      },
    );
    this.#end(running, error);
  }

  #end(running: RunningWorker, error: AppError): void {
    if (this.#running === running) this.#running = null;
    running.worker.terminate();
    for (const call of running.pending.values()) call.reject(error);
    running.pending.clear();
  }
}
