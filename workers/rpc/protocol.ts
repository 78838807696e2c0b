import type { AppErrorJson } from "#base/errors.ts";

/**
 * What a worker can be asked: one entry a call. `params` and `result` cross by structured clone; `event` is what the
 * worker may send while the call is under way (`never` for a call without events).
 */
export type CallTable<Table> = { [Name in keyof Table]: Call };

interface Call {
  params: unknown;
  event: unknown;
  result: unknown;
}

export interface CallRequest<Table extends CallTable<Table>, Name extends keyof Table> {
  kind: "call";
  id: number;
  name: Name;
  params: Table[Name]["params"];
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
export type Request<Table extends CallTable<Table>> =
  | { [Name in keyof Table]: CallRequest<Table, Name> }[keyof Table]
  | AbortRequest
  | HoldRequest;

export interface EventReply<Table extends CallTable<Table>, Name extends keyof Table> {
  kind: "event";
  id: number;
  name: Name;
  event: Table[Name]["event"];
}

export interface ResultReply<Table extends CallTable<Table>, Name extends keyof Table> {
  kind: "result";
  id: number;
  name: Name;
  result: Table[Name]["result"];
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
export type Reply<Table extends CallTable<Table>> =
  | { [Name in keyof Table]: EventReply<Table, Name> | ResultReply<Table, Name> }[keyof Table]
  | ErrorReply
  | FatalReply
  | HeldReply
  | AliveReply;
