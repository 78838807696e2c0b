/** The Python worker's interface. */
import type { Progress } from "#base/progress.ts";
import type { Completions, PythonCode, PythonEvent, PythonQuestion, WayToWait } from "./python-port.ts";

export interface PythonWorker {
  /**
   * Loads Python. Call it once, and first.
   * @param page port of the host in the page. @param engine port of the host in the inference worker.
   * @param shared memory of shared-reply.ts; null on pages that are not isolated.
   * @throws AppError "network", "unsupported"
   */
  start(
    page: MessagePort,
    engine: MessagePort,
    shared: SharedArrayBuffer | null,
    onProgress: (progress: Progress) => void,
  ): Promise<{ readonly version: string; readonly wayToWait: WayToWait }>;
  /** @returns whether it ended without an exception. */
  run(code: PythonCode | PythonQuestion, onEvent: (event: PythonEvent) => void): Promise<boolean>;
  /** Interrupts a waiting Python, unless it has heard already; a computing one has not to be told. */
  interrupt(): Promise<void>;
  /** Replaces the engine's port, whose worker has died. Calls that wait for it fail. */
  connectEngine(port: MessagePort): Promise<void>;
  complete(before: string): Promise<Completions>;
}
