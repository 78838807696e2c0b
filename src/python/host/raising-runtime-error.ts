import { AppError } from "#base/errors.ts";
import { JinjaError } from "#tokenizer/jinja/jinja-error.ts";
import { type HostMethod, PythonError } from "../bridge.ts";

/** Where Python finds the classes that are jinja2's own. */
const JINJA_ERRORS = "transformers._template_errors";
const isJinjas = (type: string): boolean =>
  /^(?:Template|Undefined|Security|FilterArgument)\w*Error$/.test(type);

/**
 * The same method, whose refusals are a RuntimeError in Python: native raises that, and transformers refuses the rest in Python. A
 * template's errors are of the class that jinja2 raises.
 */
export function raisingRuntimeError(method: HostMethod): HostMethod {
  return async (args, context) => {
    try {
      return await method(args, context);
    } catch (error) {
      if (error instanceof JinjaError)
        throw new PythonError(
          isJinjas(error.type) ? `${JINJA_ERRORS}.${error.type}` : error.type,
          error.message,
        );
      if (error instanceof AppError && error.code !== "aborted")
        throw new PythonError("RuntimeError", error.message);
      throw error;
    }
  };
}
