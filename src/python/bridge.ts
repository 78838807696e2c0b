/**
 * How Python in the page calls the page: `phi3_bridge.call(method, *args)` in Python calls a method of a `PythonHost` here, and waits for
 * the answer. There are two hosts: methods with names that begin with "engine." go straight to the inference worker, all others to the
 * page.
 */

/**
 * The values that can be passed: Python's None, bool, int, float, str, list (and tuple), dict with str keys, and bytes.
 * From Python, a dict arrives as a Map, an int beyond 2^53 as a bigint, and a whole float as a number like an int: send the name of its
 * type with it if that matters. To Python, a plain object also becomes a dict, a whole number an int, and undefined None. Objects of the
 * engine are whole numbers (handles), which the host gives out and Python passes back.
 */
export type PythonValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PythonValue[]
  | ReadonlyMap<string, PythonValue>
  | { readonly [key: string]: PythonValue };

export interface HostContext {
  /** Aborted when the person interrupts Python, and when the session ends. Python no longer waits for the answer. */
  readonly signal: AbortSignal;
}

/** An exception is raised in Python: a `PythonError` as the class it names, anything else as RuntimeError. */
export type HostMethod = (
  args: readonly PythonValue[],
  context: HostContext,
) => PythonValue | Promise<PythonValue>;

/** One per Python session, so that its handles end with the session. */
export interface PythonHost {
  readonly methods: ReadonlyMap<string, HostMethod>;
  /** The session has ended: releases what its handles hold. */
  dispose(): void;
}

/** An error in the form for Python. */
export interface PythonErrorJson {
  /** The exception's class: "ValueError", or with its module, "mlflow.exceptions.MlflowException". */
  readonly type: string;
  readonly message: string;
  /** In Python, the attribute `phi3_data` of the exception. */
  readonly data?: PythonValue;
}

export const ENGINE_GONE: PythonErrorJson = {
  type: "RuntimeError",
  message: "The page's engine ended while Python waited for it. Load the model again.",
};

/** Thrown by a host's method to raise an exception of that class in Python. */
export class PythonError extends Error {
  override readonly name = "PythonError";
  readonly type: string;
  readonly data: PythonValue;

  constructor(type: string, message: string, data: PythonValue = null) {
    super(message);
    this.type = type;
    this.data = data;
  }
}
