/** The params of a call of option 2's predict, where its search options are params too. */
import { rulesOf } from "./rules-of-profile.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { dictEntries, floatOf, isDict, isFloat, type PythonValue } from "#python-values/python-value.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import { kindOf } from "#wrapper/pyfunc-kinds.ts";
import type { PyfuncWrapper, SearchOptionValue } from "#wrapper/wrapper.ts";
import { enforceParams } from "./enforce-params.ts";
import { MlflowError } from "./mlflow-error.ts";
import { signatureOf } from "./model-signature.ts";

interface WithParams {
  /** Its search options are those of this call. */
  readonly wrapper: PyfuncWrapper;
  /** What MLflow would have logged. */
  readonly warnings: readonly string[];
}

/**
 * @param text the params as JSON; blank for none.
 * @throws AppError "invalid-input" in MLflow's words.
 */
export function withParams(wrapper: PyfuncWrapper, text: string | undefined): WithParams {
  if (kindOf(wrapper) !== "params" || text === undefined || text.trim() === "")
    return { wrapper, warnings: [] };
  const given = parsed(text);
  try {
    const { params, warnings } = enforceParams(given, signatureOf(wrapper).params, rulesOf(wrapper.profile));
    return { wrapper: withSearchOptions(wrapper, params), warnings };
  } catch (cause) {
    if (!(cause instanceof MlflowError)) throw cause;
    const reason = cause.message.replace(/([^.!?])$/, "$1.");
    throw new AppError("invalid-input", message`MLflow's predict refuses these params: ${reason}`, { cause });
  }
}

/** @param params as they were enforced. */
export function withSearchOptions(wrapper: PyfuncWrapper, params: PythonValue): PyfuncWrapper {
  if (params === null || !isDict(params)) return wrapper;
  const options = dictEntries(params).map(([name, value]) => [name, optionOf(value)] as const);
  return {
    ...wrapper,
    searchOptions: Object.fromEntries([...Object.entries(wrapper.searchOptions), ...options]),
  };
}

/** Enforced, they are of the types of search options. */
function optionOf(value: PythonValue): SearchOptionValue {
  if (typeof value === "boolean") return value;
  return isFloat(value) ? floatOf(value) : Number(value);
}

function parsed(text: string): PythonValue {
  try {
    return readPythonJson(text);
  } catch (cause) {
    throw new AppError(
      "invalid-input",
      message`The params are not valid JSON. They should look like ${'{"temperature": 0.5}'}.`,
      { cause },
    );
  }
}
