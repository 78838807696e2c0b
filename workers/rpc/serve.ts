import { assertNever } from "#base/assert-never.ts";
import { AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { LocksLike } from "./client.ts";
import { putTogether } from "./arguments.ts";
import { type InnerWorkers, startByPage } from "./inner-worker.ts";
import type {
  AliveReply,
  CallRequest,
  ErrorReply,
  EventReply,
  FatalReply,
  HeldReply,
  Request,
  ResultReply,
} from "./protocol.ts";
import type { WorkerPort } from "./worker-port.ts";

/** How often a worker gives a sign of life during a call. */
const ALIVE_MS = 1000;

/** What the server needs of a worker's global scope. */
export interface ScopeLike {
  postMessage(message: unknown): void;
  addEventListener(
    type: "message" | "messageerror" | "unhandledrejection",
    listener: (event: Event) => void,
  ): void;
}

/**
 * The worker's side: answers each call with the method of that name. Exceptions are sent as AppError.
 * A trap inside WebAssembly (or its abort) leaves a heap that cannot be trusted, and an unhandled rejection leaves unknown damage. Both
 * are "fatal": the page then ends this worker.
 */
export function serve<Port extends WorkerPort<Port>>(
  scope: ScopeLike,
  port: Port,
  locks: LocksLike | undefined = globalThis.navigator?.locks,
): void {
  const running = new Map<number, AbortController>();
  let inner: InnerWorkers | null = null;
  const fail = (thrown: unknown): void => {
    scope.postMessage({ kind: "fatal", error: AppError.from(thrown).toJson() } satisfies FatalReply);
  };

  const methods = new Map<string, (...args: never[]) => Promise<unknown>>(Object.entries(port));

  const answer = async (request: CallRequest): Promise<void> => {
    const { id, name } = request;
    const controller = new AbortController();
    running.set(id, controller);
    const alive = setInterval(() => scope.postMessage({ kind: "alive", id } satisfies AliveReply), ALIVE_MS);
    try {
      const method = methods.get(name);
      if (method === undefined) throw new Error(`The worker has no method ${name}.`);
      const args = putTogether(request, controller.signal, (index, eventArgs) => {
        scope.postMessage({ kind: "event", id, index, args: eventArgs } satisfies EventReply);
      });
      const result = await method(...(args as never[]));
      scope.postMessage({ kind: "result", id, result } satisfies ResultReply);
    } catch (error) {
      if (isWasmTrap(error)) fail(error);
      else
        scope.postMessage({ kind: "error", id, error: AppError.from(error).toJson() } satisfies ErrorReply);
    } finally {
      clearInterval(alive);
      running.delete(id);
    }
  };

  scope.addEventListener("message", (event) => {
    const request = (event as MessageEvent<Request>).data;
    switch (request.kind) {
      case "call":
        void answer(request);
        break;
      case "abort":
        running.get(request.id)?.abort();
        break;
      case "hold":
        locks
          ?.request(request.lock, () => {
            scope.postMessage({ kind: "held" } satisfies HeldReply);
            return new Promise<never>(() => undefined);
          })
          // A sandboxed frame may hold none.
          .catch(() => undefined);
        break;
      case "starter":
        inner = startByPage((reply) => scope.postMessage(reply));
        break;
      case "inner":
        inner?.(request);
        break;
      default:
        assertNever(request);
    }
  });
  scope.addEventListener("messageerror", () =>
    fail(new WordedError(message`A message to the worker could not be read.`)),
  );
  scope.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail((event as PromiseRejectionEvent).reason);
  });
}

/** Also if an AppError was wrapped around it. */
function isWasmTrap(thrown: unknown): boolean {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof WebAssembly.RuntimeError) return true;
  }
  return false;
}
