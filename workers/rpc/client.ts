import { assertNever } from "#base/assert-never.ts";
import { AppError, cancelled, throwIfAborted } from "#base/errors.ts";
import { english, joined, message, type Wording } from "#base/message.ts";
import { takeApart } from "./arguments.ts";
import { isReply } from "./is-reply.ts";
import type { WorkerLike } from "./worker-like.ts";
import { workerPort, type WorkerPort } from "./worker-port.ts";
import { type InnerWorkerStarter, innerWorkerStarter, type StartWorker } from "./inner-worker-starter.ts";
import type { AbortRequest, CallRequest, HoldRequest, Reply, StarterRequest } from "./protocol.ts";

/** The parts of navigator.locks that both sides need; undefined on pages that are not secure. */
export interface LocksLike {
  request<Result>(name: string, callback: () => Result | Promise<Result>): Promise<unknown>;
}

export interface CallLimits {
  /** Ends a worker that has not finished the call this long after it was aborted: a worker in a loop receives nothing. */
  readonly stopMs?: number;
  /** Ends a worker that has been silent for this long during the call: it is in a loop. */
  readonly silenceMs?: number;
}

/** The answer may be among the messages that the page has not read yet, because the page itself was busy. */
const LAST_LOOK_MS = 50;

interface PendingCall {
  onAlive(): void;
  onEvent(index: number, args: readonly unknown[]): void;
  resolve(result: unknown): void;
  reject(error: AppError): void;
}

interface RunningWorker {
  readonly worker: WorkerLike;
  readonly pending: Map<number, PendingCall>;
  /** The worker holds it: when the page gets it, the worker is gone. */
  readonly lock: string;
  /** null: it starts its workers itself. */
  readonly inner: InnerWorkerStarter | null;
}

export interface ClientOptions {
  readonly locks?: LocksLike | undefined;
  /** What a person does after the worker has died. */
  readonly remedy?: Wording | undefined;
  /** Starts the workers that the worker wants, for one that is trusted. */
  readonly startInner?: StartWorker | undefined;
}

/**
 * The page's side of a worker. The worker starts with the first call, and again with the first call after it died.
 * Every call gets an answer: an error that the worker did not catch, a message that cannot be read and a "fatal" reply reject every
 * pending call with AppError "worker-died". So does the browser ending the worker, which it does without notice when memory is short: the
 * worker holds a lock that is then free.
 */
export class RpcClient {
  readonly #start: () => WorkerLike;
  readonly #locks: LocksLike | undefined;
  readonly #remedy: Wording;
  readonly #startInner: StartWorker | undefined;
  #running: RunningWorker | null = null;
  #nextId = 1;

  constructor(
    start: () => WorkerLike,
    {
      locks = globalThis.navigator?.locks,
      remedy = message`Try again: a fresh worker starts by itself.`,
      startInner,
    }: ClientOptions = {},
  ) {
    this.#start = start;
    this.#locks = locks;
    this.#remedy = remedy;
    this.#startInner = startInner;
  }

  /**
   * Calls a method. Aborting the signal in its arguments is passed on to the worker, which decides: the call can resolve with what it
   * has, or reject with "aborted".
   * @throws AppError: the worker's own, "aborted" if the signal is already aborted, "worker-died" (also after `stopMs`), "over-limit"
   * after `silenceMs`, or "internal" if the arguments cannot be cloned.
   */
  async call(
    name: string,
    given: readonly unknown[],
    { stopMs, silenceMs }: CallLimits = {},
  ): Promise<unknown> {
    const { args, functions, functionPlaces, signal, signalPlaces, ports } = takeApart(given);
    throwIfAborted(signal);
    const running = (this.#running ??= this.#startWorker());
    const { worker, pending } = running;
    const id = this.#nextId;
    this.#nextId += 1;
    const request: CallRequest = {
      kind: "call",
      id,
      name,
      args,
      functions: functionPlaces,
      signals: signalPlaces,
    };
    const isPending = (): boolean => pending.has(id);
    const stopLimit = new Limit(stopMs, isPending, () => this.#endStopped(running));
    const silence = new Limit(silenceMs, isPending, () => this.#endSilent(running, id, silenceMs ?? 0));
    const abort = (): void => {
      worker.postMessage({ kind: "abort", id } satisfies AbortRequest);
      stopLimit.begin();
    };
    try {
      return await new Promise<unknown>((resolve, reject) => {
        pending.set(id, {
          onAlive: () => silence.begin(),
          onEvent: (index, eventArgs) => functions[index]?.(...eventArgs),
          resolve,
          reject,
        });
        silence.begin();
        worker.postMessage(request, { transfer: [...ports] });
        signal?.addEventListener("abort", abort, { once: true });
      });
    } catch (error) {
      throw AppError.from(error);
    } finally {
      signal?.removeEventListener("abort", abort);
      stopLimit.clear();
      silence.clear();
      pending.delete(id);
    }
  }

  /** The worker's interface. @param page methods that the page answers itself. */
  port<Port extends WorkerPort<Omit<Port, PageName>>, PageName extends keyof Port = never>(
    page: Pick<Port, PageName>,
    limits?: CallLimits,
  ): Port {
    return workerPort<Port, PageName>((name, args) => this.call(name, args, limits), page);
  }

  /**
   * Ends the worker, whatever it is doing. Pending calls reject with "aborted", because this was requested. The next call starts a new
   * worker.
   */
  terminate(): void {
    if (this.#running !== null) this.#end(this.#running, cancelled());
  }

  #startWorker(): RunningWorker {
    const lock = `worker ${Date.now()} ${Math.random()}`;
    const worker = this.#start();
    const inner = this.#startInner === undefined ? null : innerWorkerStarter(worker, this.#startInner);
    const running: RunningWorker = { worker, pending: new Map(), lock, inner };
    worker.addEventListener("message", (event) => {
      const { data } = event as MessageEvent<unknown>;
      if (isReply(data)) this.#receive(running, data);
      else this.#bury(running, message`The worker sent a message that is not known.`);
    });
    worker.addEventListener("messageerror", () => {
      this.#bury(running, message`A message from the worker could not be read.`);
    });
    worker.addEventListener("error", (event) => {
      // Handled here, otherwise the page would report it again.
      event.preventDefault();
      const { message: words } = event as ErrorEvent;
      // A script that does not load gives an event without a message.
      this.#bury(
        running,
        words ? message`The worker failed: ${words}.` : message`The worker's script could not be loaded.`,
      );
    });
    if (this.#locks !== undefined) worker.postMessage({ kind: "hold", lock } satisfies HoldRequest);
    if (inner !== null) worker.postMessage({ kind: "starter" } satisfies StarterRequest);
    return running;
  }

  /** Waits for the end of a worker that holds its lock, which may last as long as the page. */
  #awaitEnd(running: RunningWorker): void {
    void this.#locks?.request(running.lock, () => {
      if (this.#running !== running) return;
      this.#bury(running, message`The browser ended the worker, as it does when memory is short.`);
    });
  }

  #receive(running: RunningWorker, reply: Reply): void {
    switch (reply.kind) {
      case "alive":
        running.pending.get(reply.id)?.onAlive();
        break;
      case "event":
        running.pending.get(reply.id)?.onEvent(reply.index, reply.args);
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
      case "inner":
        running.inner?.receive(reply);
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
    const error = new AppError("worker-died", joined([reason, this.#remedy], " "), {
      details: { reason: english(reason) },
      ...(cause === undefined ? {} : { cause }),
    });
    this.#end(running, error);
  }

  #endStopped(running: RunningWorker): void {
    this.#bury(running, message`The worker did not stop within a second, so it was ended.`);
  }

  /** This call is to blame; the worker's other calls ended with it. */
  #endSilent(running: RunningWorker, id: number, silenceMs: number): void {
    running.pending
      .get(id)
      ?.reject(
        new AppError(
          "over-limit",
          message`This was ended after ${silenceMs / 1000} seconds. A real file or template takes far less time. It may be damaged or malicious. Use another one.`,
        ),
      );
    running.pending.delete(id);
    this.#bury(running, message`The worker was ended because another file kept it busy.`);
  }

  #end(running: RunningWorker, error: AppError): void {
    if (this.#running === running) this.#running = null;
    running.worker.terminate();
    running.inner?.end();
    for (const call of running.pending.values()) call.reject(error);
    running.pending.clear();
  }
}

/** Calls `onOver` if a call is still pending when its time is over. */
class Limit {
  readonly #ms: number | undefined;
  readonly #isPending: () => boolean;
  readonly #onOver: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number | undefined, isPending: () => boolean, onOver: () => void) {
    this.#ms = ms;
    this.#isPending = isPending;
    this.#onOver = onOver;
  }

  /** Restarts the time. */
  begin(): void {
    this.clear();
    if (this.#ms !== undefined) this.#timer = setTimeout(() => this.#lastLook(), this.#ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  #lastLook(): void {
    this.#timer = setTimeout(() => {
      if (this.#isPending()) this.#onOver();
    }, LAST_LOOK_MS);
  }
}
