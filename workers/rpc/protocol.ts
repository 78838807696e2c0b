import type { AppErrorJson } from "#base/errors.ts";
import type { Place } from "./arguments.ts";

/** Calls a method of the worker's interface. Its functions and signals, which cannot be cloned, are told by their places. */
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

/** Asks the worker to hold a Web Lock as long as it lives. */
export interface HoldRequest {
  kind: "hold";
  lock: string;
}

/** Page to worker. */
export type Request = CallRequest | AbortRequest | HoldRequest;

/** Calls one of the functions that the call came with. */
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

/** Says that the worker is broken as a whole and answers nothing more. */
export interface FatalReply {
  kind: "fatal";
  error: AppErrorJson;
}

/** Says that the worker holds the lock. */
export interface HeldReply {
  kind: "held";
}

/** Says that the worker, busy with a call, can still be heard: it is in no loop. */
export interface AliveReply {
  kind: "alive";
  id: number;
}

/** Worker to page. */
export type Reply = EventReply | ResultReply | ErrorReply | FatalReply | HeldReply | AliveReply;
