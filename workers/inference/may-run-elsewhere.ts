import { AppError, type ErrorCode } from "#base/errors.ts";

/** For out of memory, other runtimes need even more. */
const CODES: ReadonlySet<ErrorCode> = new Set(["unsupported", "missing-dependency"]);

/** Whether another runtime may still run the model. */
export function mayRunElsewhere(error: unknown): error is AppError {
  return error instanceof AppError && CODES.has(error.code);
}
