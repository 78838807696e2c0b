/** The Python session as the kernel sees it; the Python worker implements it. */
import type { Progress } from "#base/progress.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { PythonHost } from "./bridge.ts";

/** A code cell to run. */
export interface PythonCode {
  /** As in the cell: tracebacks show its lines. */
  readonly source: string;
  /** Python with the same lines; `__ipython__(n)` stands for the nth of `commands`. */
  readonly python: string;
  /** IPython's own syntax in the cell: magics and shell commands. */
  readonly commands: readonly string[];
  /** For the prompt: In[3]. */
  readonly count: number;
}

/** A question of the page to the session: calls a function of phi3_session/wrappers.py. */
export interface PythonQuestion {
  readonly question: string;
  /** JSON */
  readonly argument: string;
}

export type PythonEvent =
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  /** An nbformat output, or an update_display_data of the messaging protocol. */
  | { readonly kind: "output"; readonly output: JupyterJson }
  | { readonly kind: "clear"; readonly wait: boolean }
  /** What the model generates while a question is answered. */
  | { readonly kind: "text"; readonly text: string; readonly tokenCount: number }
  /** The answer to a question: JSON. */
  | { readonly kind: "answer"; readonly json: string };

interface Completion {
  readonly name: string;
  readonly kind: "module" | "class" | "function" | "property" | "variable";
  /** A signature, or the type's name. */
  readonly detail: string;
}

export interface Completions {
  /** How many characters before the cursor they replace. */
  readonly replaces: number;
  readonly items: readonly Completion[];
}

/** How Python waits for the page: "suspend" is JSPI, "share" Atomics.wait on shared memory. */
export type WayToWait = "suspend" | "share" | "none";

export interface PythonInterpreter {
  readonly version: string;
  readonly wayToWait: WayToWait;
  /**
   * Runs the code, whose names Python keeps, or answers the question. Aborting the signal interrupts Python: KeyboardInterrupt is raised
   * where it is, which ends the run unless the code handles it.
   * @returns whether it ended without an exception, whose traceback is one of the outputs.
   * @throws AppError "python-ended" if the worker ended, or was ended because Python did not hear the interrupt for a second: the session
   * is gone.
   */
  run(
    code: PythonCode | PythonQuestion,
    onEvent: (event: PythonEvent) => void,
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Interrupts what runs, also a second time. */
  interrupt(): void;
  /** What the live session knows at the end of that code. The answer comes when Python is not busy. */
  complete(before: string): Promise<Completions>;
  /** Ends the worker, whatever it is doing. */
  end(): void;
}

export interface PythonPort {
  /**
   * Starts a new Python with the host that answers its calls.
   * @throws AppError "aborted", "network" if its files cannot be read, "unsupported" if the browser cannot run it.
   */
  start(
    host: PythonHost,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<PythonInterpreter>;
  /**
   * The wheels of src/python/wheels whose names begin so: Python loads them when one of them is first imported.
   * @throws AppError "network" if they cannot be read.
   */
  wheels(names: readonly string[], signal: AbortSignal): Promise<readonly Uint8Array[]>;
}
