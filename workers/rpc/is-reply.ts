import { isWording } from "#base/message.ts";
import type { Reply } from "./protocol.ts";

/** A worker that has run anyone's code can send anything. */
export function isReply(data: unknown): data is Reply {
  if (!isObject(data)) return false;
  const { kind, id, index, args, error } = data;
  if (kind === "held" || kind === "inner") return true;
  if (kind === "fatal") return isError(error);
  if (typeof id !== "number") return false;
  if (kind === "event") return typeof index === "number" && Array.isArray(args);
  return kind === "error" ? isError(error) : kind === "result" || kind === "alive";
}

function isError(error: unknown): boolean {
  if (!isObject(error)) return false;
  const { code, message, wording, details, cause } = error;
  const isWorded = isWording(message) && (wording === undefined || isWording(wording));
  return typeof code === "string" && isWorded && isObject(details) && (cause === null || isWording(cause));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
