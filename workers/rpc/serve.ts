import { assertNever } from "#base/assert-never.ts";
import { AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { LocksLike } from "./client.ts";
import type {
  AliveReply,
  CallTable,
  ErrorReply,
  EventReply,
  FatalReply,
  HeldReply,
  Request,
  ResultReply,
} from "./protocol.ts";

/** How often a worker tells during a call that it can be heard. */
const ALIVE_MS = 1000;

/** What the server needs of a worker's global scope. */
export interface ScopeLike {
  postMessage(message: unknown): void;
  addEventListener(
    type: "message" | "messageerror" | "unhandledrejection",
    listener: (event: Event) => void,
  ): void;
}

export interface CallContext<Event> {
  readonly emit: (event: Event) => void;
  readonly signal: AbortSignal;
}

/** One function a call. What it throws crosses as an AppError. */
export type Handlers<Table extends CallTable<Table>> = {
  readonly [Name in keyof Table]: (
    params: Table[Name]["params"],
    context: CallContext<Table[Name]["event"]>,
  ) => Promise<Table[Name]["result"]>;
};

/**
 * The worker's side: answers each call by its handler.
 *
 * A trap inside WebAssembly (or its abort) leaves a heap that nothing may trust any more, and a rejection that nobody
 * handled leaves unknown harm: both are "fatal", upon which the page ends this worker.
 */
export function serve<Table extends CallTable<Table>>(
  scope: ScopeLike,
  handlers: Handlers<Table>,
  locks: LocksLike | undefined = globalThis.navigator?.locks,
): void {
  const running = new Map<number, AbortController>();
  const fail = (thrown: unknown): void => {
    scope.postMessage({ kind: "fatal", error: AppError.from(thrown).toJson() } satisfies FatalReply);
  };

  const answer = async <Name extends keyof Table>(
    id: number,
    name: Name,
    params: Table[Name]["params"],
  ): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const alive = setInterval(() => scope.postMessage({ kind: "alive", id } satisfies AliveReply), ALIVE_MS);
    try {
      const result = await handlers[name](params, {
        emit: (event) => {
          scope.postMessage({ kind: "event", id, name, event } satisfies EventReply<Table, Name>);
        },
        signal: controller.signal,
      });
      scope.postMessage({ kind: "result", id, name, result } satisfies ResultReply<Table, Name>);
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
    const request = (event as MessageEvent<Request<Table>>).data;
    switch (request.kind) {
      case "call":
        void answer(request.id, request.name, request.params);
        break;
      case "abort":
        running.get(request.id)?.abort();
        break;
      case "hold":
        void locks?.request(request.lock, () => {
          scope.postMessage({ kind: "held" } satisfies HeldReply);
          return new Promise<never>(() => undefined);
        });
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

/** Also where an AppError was wrapped around it. */
function isWasmTrap(thrown: unknown): boolean {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof WebAssembly.RuntimeError) return true;
  }
  return false;
}
