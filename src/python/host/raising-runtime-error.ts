import { AppError } from "#base/errors.ts";
import { type HostMethod, PythonError } from "../bridge.ts";

/** The same method, whose refusals are a RuntimeError in Python: native raises that, and transformers refuses the rest in Python. */
export function raisingRuntimeError(method: HostMethod): HostMethod {
  return async (args, context) => {
    try {
      return await method(args, context);
    } catch (error) {
      if (error instanceof AppError && error.code !== "aborted")
        throw new PythonError("RuntimeError", error.message);
      throw error;
    }
  };
}
