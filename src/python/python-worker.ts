/** What the Python worker can be asked. */
import type { Progress } from "#base/progress.ts";
import type { Completions, PythonCode, PythonEvent, PythonQuestion, WayToWait } from "./python-port.ts";

/** Memory that an interrupt reaches Python through, where it is not listening. */
export interface SharedWithPython {
  /** One byte that Python looks at: 2 is an interrupt. */
  readonly interrupts: SharedArrayBuffer;
  /** Of shared-reply.ts. */
  readonly reply: SharedArrayBuffer;
}

export interface PythonWorker {
  /**
   * Loads Python. To be called once, and first.
   * @param page to the host in the page. @param engine to the one in the inference worker.
   * @param shared null on pages that are not isolated.
   * @throws AppError "network", "unsupported"
   */
  start(
    page: MessagePort,
    engine: MessagePort,
    shared: SharedWithPython | null,
    onProgress: (progress: Progress) => void,
  ): Promise<{ readonly version: string; readonly wayToWait: WayToWait }>;
  /**
   * Aborting the signal interrupts a Python that waits, which `onHears` tells; one that computes has to look at its byte.
   * @returns whether it ended without an exception.
   */
  run(
    code: PythonCode | PythonQuestion,
    onEvent: (event: PythonEvent) => void,
    onHears: () => void,
    signal: AbortSignal,
  ): Promise<boolean>;
  /** In place of the engine's port, whose worker has died: what waits for it fails. */
  connectEngine(port: MessagePort): Promise<void>;
  complete(before: string): Promise<Completions>;
}
