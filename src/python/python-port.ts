/** The Python session, as the kernel sees it; the Python worker implements it. */
import type { Progress } from "#base/progress.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { PythonHost } from "./bridge.ts";

/** A code cell on its way to Python. */
export interface PythonCode {
  /** As it stands in the cell: tracebacks show its lines. */
  readonly source: string;
  /** Python of the same lines; `__ipython__(n)` stands for the nth of `commands`. */
  readonly python: string;
  /** IPython's own syntax: magics and shell commands, as they stand in the cell. */
  readonly commands: readonly string[];
  /** For the prompt: In[3]. */
  readonly count: number;
}

/** A question of the page's own to the session: what a function of phi3_session/wrappers.py gives. */
export interface PythonQuestion {
  readonly question: string;
  /** JSON */
  readonly argument: string;
}

export type PythonEvent =
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  /** An output of nbformat, or an update_display_data of the messaging protocol. */
  | { readonly kind: "output"; readonly output: JupyterJson }
  | { readonly kind: "clear"; readonly wait: boolean }
  /** What the model says while a question is answered. */
  | { readonly kind: "text"; readonly text: string; readonly tokenCount: number }
  /** To a question: JSON. */
  | { readonly kind: "answer"; readonly json: string };

interface Completion {
  readonly name: string;
  readonly kind: "module" | "class" | "function" | "property" | "variable";
  /** A signature, or the type's name. */
  readonly detail: string;
}

export interface Completions {
  /** How many characters before the cursor they stand in for. */
  readonly replaces: number;
  readonly items: readonly Completion[];
}

/** How Python waits for the page: "suspend" is JSPI, "share" Atomics.wait on shared memory. */
export type WayToWait = "suspend" | "share" | "none";

export interface PythonInterpreter {
  readonly version: string;
  readonly wayToWait: WayToWait;
  /**
   * Runs the code, which Python keeps the names of, or answers the question.
   * Aborting the signal interrupts Python: the run ends with the KeyboardInterrupt that Python makes of it.
   * @returns whether it ended without an exception, whose traceback is one of the outputs.
   * @throws AppError "worker-died" when the worker ended: the session is gone.
   */
  run(
    code: PythonCode | PythonQuestion,
    onEvent: (event: PythonEvent) => void,
    signal: AbortSignal,
  ): Promise<boolean>;
  /** What the live session knows at the end of that code; an answer comes when Python is not busy. */
  complete(before: string): Promise<Completions>;
  /** Ends the worker, whatever it does. */
  end(): void;
}

export interface PythonPort {
  /**
   * Starts a fresh Python, with the host that answers its calls.
   * @throws AppError "aborted", "network" where its files cannot be read, "unsupported" where the browser cannot.
   */
  start(
    host: PythonHost,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<PythonInterpreter>;
  /**
   * The wheels of src/python/wheels, which Python takes in when one of them is first imported.
   * @throws AppError "network" where they cannot be read.
   */
  wheels(signal: AbortSignal): Promise<readonly Uint8Array[]>;
}
