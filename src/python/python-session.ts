/** The Python session of a notebook: it begins with the first code cell that runs, and keeps the cells' variables. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { PythonHost } from "./bridge.ts";
import { OutputCollector } from "./collect-outputs.ts";
import { ipythonCode } from "./ipython-code.ts";
import type { Completions, PythonInterpreter, PythonPort } from "./python-port.ts";

/** What `input()` asks. */
export interface InputRequest {
  readonly prompt: string;
  readonly isPassword: boolean;
}

export interface CodeRun {
  /** As nbformat has them. */
  readonly outputs: readonly JupyterJson[];
  readonly executionCount: number;
  /** Whether an exception ended it, whose traceback is one of the outputs. */
  readonly failed: boolean;
}

export interface CodeEvents {
  onProgress(progress: Progress): void;
  /** Python runs the cell, and this is what it has given by now; first nothing. */
  onOutputs(outputs: readonly JupyterJson[], executionCount: number): void;
  /** @returns the answer. */
  onInput(request: InputRequest, signal: AbortSignal): Promise<string>;
}

export interface PythonSessionOptions {
  readonly port: Pick<PythonPort, "start">;
  /** A new one for each session. */
  readonly host: () => Promise<PythonHost>;
}

const NOTHING: Completions = { replaces: 0, items: [] };

export class PythonSession {
  readonly #options: PythonSessionOptions;
  #interpreter: Promise<PythonInterpreter> | null = null;
  #starting: AbortController | null = null;
  #count = 0;
  #events: CodeEvents | null = null;

  constructor(options: PythonSessionOptions) {
    this.#options = options;
  }

  /** Whether variables would be lost with it. */
  get isAlive(): boolean {
    return this.#interpreter !== null;
  }

  /**
   * Runs a cell. Aborting the signal interrupts it: it ends with a KeyboardInterrupt.
   * @throws AppError "aborted" where Python was not there yet, "worker-died" where it ended; the next run begins a new session.
   */
  async run(source: string, events: CodeEvents, signal: AbortSignal): Promise<CodeRun> {
    const python = await this.#started(events, signal);
    throwIfAborted(signal);
    this.#count += 1;
    const executionCount = this.#count;
    const collector = new OutputCollector();
    this.#events = events;
    events.onOutputs(collector.outputs, executionCount);
    try {
      const succeeded = await python.run(
        { source, ...ipythonCode(source), count: executionCount },
        (event) => {
          collector.take(event);
          events.onOutputs(collector.outputs, executionCount);
        },
        signal,
      );
      return { outputs: collector.outputs, executionCount, failed: !succeeded };
    } catch (thrown) {
      this.end();
      throw thrown;
    } finally {
      this.#events = null;
    }
  }

  /** What the live session knows at the end of that code; nothing while it runs a cell, and where there is none. */
  async complete(before: string): Promise<Completions> {
    if (this.#interpreter === null || this.#events !== null) return NOTHING;
    try {
      const python = await this.#interpreter;
      return await python.complete(before);
    } catch {
      return NOTHING;
    }
  }

  /** Ends Python, and all that its variables hold. The next run begins anew, and counts from one. */
  end(): void {
    const interpreter = this.#interpreter;
    this.#interpreter = null;
    this.#count = 0;
    this.#starting?.abort();
    // One that did not start has ended by itself.
    void interpreter?.then(
      (python) => python.end(),
      () => undefined,
    );
  }

  async #started(events: CodeEvents, signal: AbortSignal): Promise<PythonInterpreter> {
    this.#interpreter ??= this.#start(events, signal);
    try {
      return await this.#interpreter;
    } catch (thrown) {
      this.#interpreter = null;
      throw thrown;
    }
  }

  async #start(events: CodeEvents, signal: AbortSignal): Promise<PythonInterpreter> {
    const starting = new AbortController();
    this.#starting = starting;
    const host = await this.#options.host();
    const methods = new Map(host.methods);
    methods.set("session.input", ([prompt, isPassword], { signal: interrupted }) =>
      this.#input(
        { prompt: typeof prompt === "string" ? prompt : "", isPassword: isPassword === true },
        interrupted,
      ),
    );
    return this.#options.port.start(
      { methods, dispose: () => host.dispose() },
      (progress) => events.onProgress(progress),
      AbortSignal.any([signal, starting.signal]),
    );
  }

  #input(request: InputRequest, signal: AbortSignal): Promise<string> {
    if (this.#events === null)
      throw new AppError("unsupported", message`input() works only while a cell runs.`);
    return this.#events.onInput(request, signal);
  }
}
