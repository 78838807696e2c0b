import { english, isMessage, message, type Message, type Wording } from "./message.ts";

/** Every way in which an operation of this product can fail. Tests and the interface branch on these. */
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
  /** The person has not agreed that Python of an opened model runs. */
  | "needs-consent"
  | "network"
  | "not-found"
  | "out-of-memory"
  /** Outside data needs more time, memory or steps than the page allows. */
  | "over-limit"
  | "prompt-too-long"
  /** An exception of the notebook's Python, in Python's words. */
  | "raised"
  | "storage"
  | "unsafe-path"
  | "unsupported"
  | "worker-died"
  | "python-ended"
  | "internal";

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** The form in which an AppError passes between worker and page. */
export interface AppErrorJson {
  readonly code: ErrorCode;
  /** In English. */
  readonly message: string;
  /** What it is translated from; undefined if the words are not the page's own. */
  readonly wording?: Wording;
  readonly details: ErrorDetails;
  readonly cause: Wording | null;
}

/** An error whose message can be translated. `message` is the English, for logs and tests. */
export class WordedError extends Error {
  readonly wording: Wording;

  constructor(wording: Wording, options?: ErrorOptions) {
    super(english(wording), options);
    this.wording = wording;
  }
}

/**
 * The product's one error type.
 * Its message is for the person at the page: what was expected, what was found, what to do.
 */
export class AppError extends WordedError {
  /** Tells it from other errors. */
  override readonly name = "AppError";
  /** Why it failed, to branch on. */
  readonly code: ErrorCode;
  /** Facts by name, such as `path`, `url` or `status`. */
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, wording: Wording, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(wording, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }

  /** As plain data, e.g. for a log. The cause is in words. */
  toJson(): AppErrorJson {
    return {
      code: this.code,
      message: this.message,
      ...(typeof this.wording === "object" && { wording: this.wording }),
      details: this.details,
      cause: this.cause === undefined ? null : detailsOf(this.cause),
    };
  }

  /** The error that `toJson` was asked of. */
  static fromJson(json: AppErrorJson): AppError {
    return new AppError(json.code, json.wording ?? json.message, {
      details: json.details,
      ...(json.cause === null ? {} : { cause: json.cause }),
    });
  }

  /**
   * Wraps anything that was thrown. An AppError stays itself, a DOM AbortError gets the code "aborted". JavaScript's own errors, such as
   * a TypeError, mean nothing to a person: their words go to the details.
   */
  static from(thrown: unknown, code: ErrorCode = "internal"): AppError {
    if (thrown instanceof AppError) return thrown;
    if (isOfOtherCopy(thrown)) return AppError.fromJson(thrown.toJson());
    if (isAbort(thrown)) return cancelled(thrown);
    return new AppError(code, wordingOf(thrown), { cause: thrown });
  }
}

/** Parts of the package's small worker, which are files of their own, have a copy of the class (workers/library/browser/parts.ts). */
function isOfOtherCopy(thrown: unknown): thrown is Pick<AppError, "toJson"> {
  return thrown instanceof Error && thrown.name === "AppError" && "toJson" in thrown;
}

/** @param cause what was thrown when the stop was noticed, for logs. */
export function cancelled(cause?: unknown): AppError {
  return new AppError("aborted", message`Cancelled.`, cause === undefined ? {} : { cause });
}

export function isAbort(thrown: unknown): boolean {
  if (thrown instanceof AppError) return thrown.code === "aborted";
  return thrown instanceof Error && thrown.name === "AbortError";
}

/** @throws AppError "aborted" if the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

export function wordingOf(thrown: unknown): Wording {
  if (thrown instanceof WordedError) return thrown.wording;
  // The cause of an error from a worker is only its words.
  if (isMessage(thrown)) return thrown;
  if (isOfNetwork(thrown))
    return message`The request failed (${thrown.message}). Check the network connection and try again.`;
  if (isOfLanguage(thrown)) return faultOfPage(thrown);
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Words for someone who looks for the cause. */
function detailsOf(thrown: unknown): Wording {
  return isOfLanguage(thrown) ? `${thrown.name}: ${thrown.message}` : wordingOf(thrown);
}

/** `fetch` throws a TypeError if there is no answer. The words of V8, SpiderMonkey, JavaScriptCore and Node. */
function isOfNetwork(thrown: unknown): thrown is TypeError {
  return (
    thrown instanceof TypeError &&
    /failed to fetch|NetworkError|load failed|fetch failed/i.test(thrown.message)
  );
}

/** Errors of JavaScript itself, not of a library that reports something. A SyntaxError is JSON.parse's, and says what is wrong. */
function isOfLanguage(thrown: unknown): thrown is Error {
  if (thrown instanceof Error && thrown.name === "InternalError") return true;
  return [TypeError, RangeError, ReferenceError, URIError].some((kind) => thrown instanceof kind);
}

function faultOfPage(thrown: Error): Message {
  // The words of V8 and JavaScriptCore, and of SpiderMonkey.
  if (/call stack|too much recursion/i.test(thrown.message)) {
    return message`This is nested too deeply to be read. It may be damaged or hostile. Use another one.`;
  }
  if (/allocation failed|invalid (?:array|string) length|out of memory/i.test(thrown.message)) {
    return message`There is not enough memory for this. Close other tabs or programs, or use a smaller one.`;
  }
  return message`Something went wrong. Try again, or with another file. If it fails again, report it with these words: ${thrown.name}: ${thrown.message}`;
}

export function messageOf(thrown: unknown): string {
  return english(wordingOf(thrown));
}
