import type { AppErrorJson } from "#base/errors.ts";
import type { Place } from "./arguments.ts";

/** Calls a method of the worker's interface. Functions and signals, which cannot be cloned, are given by their places. */
export interface CallRequest {
  kind: "call";
  id: number;
  name: string;
  args: readonly unknown[];
  functions: readonly Place[];
  signals: readonly Place[];
}

export interface AbortRequest {
  kind: "abort";
  id: number;
}

/** Tells the worker to hold a Web Lock as long as it lives. */
export interface HoldRequest {
  kind: "hold";
  lock: string;
}

/** The page starts this worker's workers from now on (inner-worker.ts). */
export interface StarterRequest {
  kind: "starter";
}

/** An event of an inner worker, by the number that its worker gave it. */
export interface InnerRequest {
  kind: "inner";
  inner: number;
  type: "message" | "error";
  /** The message's data. */
  data: unknown;
  /** The words of an error. */
  message: string | undefined;
}

/** Page to worker. */
export type Request = CallRequest | AbortRequest | HoldRequest | StarterRequest | InnerRequest;

/** Calls one of the functions in the call's arguments. */
export interface EventReply {
  kind: "event";
  id: number;
  /** Its index in the call's `functions`. */
  index: number;
  args: readonly unknown[];
}

export interface ResultReply {
  kind: "result";
  id: number;
  result: unknown;
}

export interface ErrorReply {
  kind: "error";
  id: number;
  error: AppErrorJson;
}

/** The worker is broken and will not answer any more. */
export interface FatalReply {
  kind: "fatal";
  error: AppErrorJson;
}

/** The worker holds the lock. */
export interface HeldReply {
  kind: "held";
}

/** A sign of life during a call: the worker is not in a loop. */
export interface AliveReply {
  kind: "alive";
  id: number;
  /** From now on, or no longer, silence means that the worker hangs (watchdog.ts). */
  isWatched?: boolean;
}

/** What a worker asks the page to do with an inner worker. */
export interface InnerReply {
  kind: "inner";
  inner: number;
  /** null: to end it. */
  task:
    | { readonly start: string; readonly options: WorkerOptions | undefined }
    | { readonly post: unknown }
    | null;
}

/** Worker to page. */
export type Reply = EventReply | ResultReply | ErrorReply | FatalReply | HeldReply | AliveReply | InnerReply;
