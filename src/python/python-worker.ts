/** The Python worker's interface. */
import type { Progress } from "#base/progress.ts";
import type { Completions, PythonCode, PythonEvent, PythonQuestion, WayToWait } from "./python-port.ts";

/** Shared memory for interrupts, for a Python that does not listen. */
export interface SharedWithPython {
  /** Of shared-signals.ts. */
  readonly signals: SharedArrayBuffer;
  /** Of shared-reply.ts. */
  readonly reply: SharedArrayBuffer;
}

export interface PythonWorker {
  /**
   * Loads Python. Call it once, and first.
   * @param page port of the host in the page. @param engine port of the host in the inference worker.
   * @param shared null on pages that are not isolated.
   * @throws AppError "network", "unsupported"
   */
  start(
    page: MessagePort,
    engine: MessagePort,
    shared: SharedWithPython | null,
    onProgress: (progress: Progress) => void,
  ): Promise<{ readonly version: string; readonly wayToWait: WayToWait }>;
  /** @returns whether it ended without an exception. */
  run(code: PythonCode | PythonQuestion, onEvent: (event: PythonEvent) => void): Promise<boolean>;
  /** Interrupts a waiting Python; a computing one looks at its byte. @returns whether it was this that interrupted it. */
  interrupt(): Promise<boolean>;
  /** Replaces the engine's port, whose worker has died. Calls that wait for it fail. */
  connectEngine(port: MessagePort): Promise<void>;
  complete(before: string): Promise<Completions>;
}
