/** Every way in which an operation of this product can fail; tests and the interface switch on these. */
export type ErrorCode =
  | "aborted"
  | "invalid-argument"
  | "invalid-bundle"
  | "invalid-config"
  | "invalid-document"
  | "invalid-input"
  | "invalid-model"
  | "invalid-shape"
  | "invalid-wrapper"
  | "invalid-zip"
  | "missing-dependency"
  | "name-taken"
  | "network"
  | "not-found"
  | "out-of-memory"
  | "prompt-too-long"
  | "storage"
  | "unsafe-path"
  | "unsupported"
  | "worker-died"
  | "internal";

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** The form in which an AppError crosses a worker's edge whole. */
export interface AppErrorJson {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
  readonly cause: string | null;
}

/**
 * The one error type of the product.
 *
 * `message` is written for the person in front of the page: what was expected, what was found, what to do.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }

  toJson(): AppErrorJson {
    return {
      code: this.code,
      message: this.message,
      details: this.details,
      cause: this.cause === undefined ? null : messageOf(this.cause),
    };
  }

  static fromJson(json: AppErrorJson): AppError {
    return new AppError(json.code, json.message, {
      details: json.details,
      ...(json.cause === null ? {} : { cause: json.cause }),
    });
  }

  /** Wraps whatever was thrown; an AppError stays itself, a DOM AbortError becomes code "aborted". */
  static from(thrown: unknown, code: ErrorCode = "internal"): AppError {
    if (thrown instanceof AppError) return thrown;
    if (isAbort(thrown)) return new AppError("aborted", "Cancelled.", { cause: thrown });
    return new AppError(code, messageOf(thrown), { cause: thrown });
  }
}

export function isAbort(thrown: unknown): boolean {
  if (thrown instanceof AppError) return thrown.code === "aborted";
  return thrown instanceof Error && thrown.name === "AbortError";
}

/** @throws AppError "aborted" once the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError("aborted", "Cancelled.");
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
