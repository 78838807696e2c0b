/** A notebook's Python session: it starts with the first code cell that runs, and keeps the cells' variables. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { PythonHost } from "./bridge.ts";
import { type ConsentAnswer, type OpenedSource, requireConsent } from "./model-consent.ts";
import { OutputCollector } from "./collect-outputs.ts";
import { ipythonCode } from "./ipython-code.ts";
import { type PythonServers, ServerGate } from "./server-gate.ts";
import { readCompletions, readEvent } from "./read-event.ts";
import type { Completions, PythonInterpreter, PythonPort } from "./python-port.ts";

/** The question of `input()`. */
export interface InputRequest {
  readonly prompt: string;
  readonly isPassword: boolean;
  /** The address of a server that Python wants to ask: the question is whether it may. The answer is `agreementTo` it, or another text. */
  readonly server?: string;
}

export interface CodeRun {
  /** In nbformat's form. */
  readonly outputs: readonly JupyterJson[];
  readonly executionCount: number;
  /** Whether an exception ended it, whose traceback is one of the outputs. */
  readonly failed: boolean;
}

/** A model that Python has logged, as mlflow/_told.py tells of it: JSON of anyone's code. */
export interface ToldModel {
  readonly json: string;
  /** The page's models that Python was given, by reference. */
  readonly bundles: ReadonlyMap<string, ModelBundle>;
}

export interface CellRun extends CodeRun {
  readonly told: readonly ToldModel[];
}

/** Of one run: a loop that logs models does not fill the page's memory. The last ones count, since the cells below use the last. */
const MOST_MODELS = 20;
const MOST_TOLD_CHARACTERS = 20_000_000;

export interface CodeEvents {
  onProgress(progress: Progress): void;
  /** Called with the output so far; at first nothing. */
  onOutputs(outputs: readonly JupyterJson[], executionCount: number): void;
  /** @returns the answer. */
  onInput(request: InputRequest, signal: AbortSignal): Promise<string>;
}

/** The page's side of a session. */
export interface SessionHost extends PythonHost {
  /** @returns the reference by which Python can load the model, on that runtime. */
  offer(bundle: ModelBundle, runtime: RuntimeChoice): Promise<string>;
  /** The models of all references that Python was given. */
  readonly bundles: ReadonlyMap<string, ModelBundle>;
  readonly servers: PythonServers;
}

export interface PythonSessionOptions {
  readonly port: Pick<PythonPort, "start">;
  /** By the digest of the opened model's sources. */
  readonly consents: () => Promise<ReadonlyMap<string, ConsentAnswer>>;
  /** A new one for each session. */
  readonly host: () => Promise<SessionHost>;
}

/** A question of the page's own: see phi3_session/wrappers.py. */
interface SessionQuestion {
  readonly name: "logged" | "predict" | "serve" | "evaluate" | "check" | "define" | "describe";
  /** The opened model that the code came with, or null for the person's own notebook. */
  readonly opened: OpenedSource | null;
  /** @param offer returns the reference of a model that Python can load. */
  readonly argument: (offer: SessionHost["offer"]) => Promise<object>;
}

export interface SessionAnswer {
  /** JSON; null if an exception ended it. */
  readonly json: string | null;
  /** What was printed meanwhile, and the exception's traceback. */
  readonly outputs: readonly JupyterJson[];
}

export interface QuestionEvents {
  onProgress(progress: Progress): void;
  /** Text that the model has generated since the last call. */
  onTextDelta(delta: { readonly text: string; readonly tokenCount: number }): void;
  /** @returns the answer to `input()`. */
  onInput(request: InputRequest, signal: AbortSignal): Promise<string>;
}

/** After an interrupt, which code may handle. */
const GOES_ON_MS = 1500;
const GOES_ON = message`The code handles the interrupt and goes on. Stop it again, or restart Python.`;

const NOTHING: Completions = { replaces: 0, items: [] };

export class PythonSession {
  readonly #options: PythonSessionOptions;
  #interpreter: Promise<PythonInterpreter> | null = null;
  #starting: AbortController | null = null;
  #count = 0;
  /** Typed cells' Python that has run, by cell. */
  readonly #defined = new Map<string, string>();
  #events: Pick<CodeEvents, "onInput"> | null = null;
  #host: SessionHost | null = null;
  /** Models that the running cell has logged; null while none runs. */
  #told: string[] | null = null;
  /** Ends with the last of those that wait for Python. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PythonSessionOptions) {
    this.#options = options;
  }

  /** Whether variables would be lost with it. */
  get isAlive(): boolean {
    return this.#interpreter !== null;
  }

  /**
   * Runs a cell. Aborting the signal interrupts it: KeyboardInterrupt is raised where it is.
   * @throws AppError "aborted" if Python had not started yet, "python-ended" if it ended; the next run starts a new session.
   */
  run(source: string, events: CodeEvents, signal: AbortSignal): Promise<CellRun> {
    return this.#inTurn(events, signal, async (python, { bundles }) => {
      this.#count += 1;
      const told: string[] = [];
      this.#told = told;
      const executionCount = this.#count;
      const collector = new OutputCollector();
      events.onOutputs(collector.outputs, executionCount);
      const succeeded = await this.#run(
        python,
        { source, ...ipythonCode(source), count: executionCount },
        (event) => {
          collector.take(event);
          events.onOutputs(collector.outputs, executionCount);
        },
        signal,
      );
      const models = told.map((json) => ({ json, bundles }));
      return { outputs: collector.outputs, executionCount, failed: !succeeded, told: models };
    });
  }

  /**
   * Asks the session a question of the page's own, after what is running. Aborting interrupts Python.
   * @throws AppError as `run`, and "needs-consent" if the code came with an opened model and the person has not agreed.
   */
  async ask(question: SessionQuestion, events: QuestionEvents, signal: AbortSignal): Promise<SessionAnswer> {
    if (question.opened !== null) requireConsent(question.opened, await this.#options.consents());
    return this.#inTurn(events, signal, async (python, host) => {
      const argument = await question.argument((bundle, runtime) => host.offer(bundle, runtime));
      throwIfAborted(signal);
      const collector = new OutputCollector();
      let json: string | null = null;
      await this.#run(
        python,
        { question: question.name, argument: JSON.stringify(argument) },
        (event) => {
          if (event.kind === "text") events.onTextDelta(event);
          else if (event.kind === "answer") json = event.json;
          else collector.take(event);
        },
        signal,
      );
      return { json, outputs: collector.outputs };
    });
  }

  /**
   * Runs a typed cell's Python once, so that code cells have its names.
   * @returns null if they have them; its outputs if an exception ended it.
   * @throws AppError as `ask`.
   */
  async define(
    {
      id,
      code,
      opened,
    }: { readonly id: string; readonly code: string; readonly opened: OpenedSource | null },
    events: QuestionEvents,
    signal: AbortSignal,
  ): Promise<CodeRun | null> {
    if (this.#defined.get(id) === code) return null;
    const argument = () => Promise.resolve({ code });
    const { json, outputs } = await this.ask({ name: "define", opened, argument }, events, signal);
    if (json === null) return { outputs, executionCount: this.#count, failed: true };
    this.#defined.set(id, code);
    return null;
  }

  async #run(python: PythonInterpreter, ...what: Parameters<PythonInterpreter["run"]>): Promise<boolean> {
    const [code, onEvent, signal] = what;
    try {
      return await python.run(code, (event) => onEvent(readEvent(event)), signal);
    } catch (thrown) {
      this.end();
      throw thrown;
    }
  }

  /** Interrupts what runs, also a second time: code may handle a KeyboardInterrupt and go on. */
  interrupt(): void {
    if (this.#events === null) return;
    void this.#interpreter?.then(
      (python) => python.interrupt(),
      () => undefined,
    );
  }

  /** Python does one thing at a time. */
  #inTurn<Result>(
    events: Pick<CodeEvents, "onProgress" | "onInput">,
    signal: AbortSignal,
    work: (python: PythonInterpreter, host: SessionHost) => Promise<Result>,
  ): Promise<Result> {
    const turn = this.#last.then(async () => {
      throwIfAborted(signal);
      const python = await this.#started(events, signal);
      throwIfAborted(signal);
      if (this.#host === null) throw new AppError("internal", "Python has no host.");
      this.#events = events;
      const endTelling = tellIfItGoesOn(signal, (label) => events.onProgress({ label }));
      try {
        return await work(python, this.#host);
      } finally {
        endTelling();
        this.#events = null;
        this.#told = null;
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** What the live session knows at the end of that code; nothing while it runs a cell, and without a session. */
  async complete(before: string): Promise<Completions> {
    if (this.#interpreter === null || this.#events !== null) return NOTHING;
    try {
      const python = await this.#interpreter;
      return readCompletions(await python.complete(before)) ?? NOTHING;
    } catch {
      return NOTHING;
    }
  }

  /** Ends Python and its variables. The next run starts a new session, and counts from one. */
  end(): void {
    const interpreter = this.#interpreter;
    this.#interpreter = null;
    this.#count = 0;
    this.#defined.clear();
    this.#starting?.abort();
    // One that did not start has ended by itself.
    void interpreter?.then(
      (python) => python.end(),
      () => undefined,
    );
  }

  async #started(events: Pick<CodeEvents, "onProgress">, signal: AbortSignal): Promise<PythonInterpreter> {
    this.#interpreter ??= this.#start(events, signal);
    try {
      return await this.#interpreter;
    } catch (thrown) {
      this.#interpreter = null;
      throw thrown;
    }
  }

  async #start(events: Pick<CodeEvents, "onProgress">, signal: AbortSignal): Promise<PythonInterpreter> {
    const starting = new AbortController();
    this.#starting = starting;
    const host = await this.#options.host();
    this.#host = host;
    const methods = new Map(host.methods);
    methods.set("session.input", ([prompt, isPassword], { signal: interrupted }) =>
      this.#input(
        { prompt: typeof prompt === "string" ? prompt : "", isPassword: isPassword === true },
        interrupted,
      ),
    );
    methods.set("mlflow.logged", ([json]) => {
      const told = this.#told;
      if (typeof json !== "string" || told === null) return null;
      told.push(json);
      let length = told.reduce((sum, each) => sum + each.length, 0);
      while (told.length > MOST_MODELS || length > MOST_TOLD_CHARACTERS) length -= told.shift()?.length ?? 0;
      return null;
    });
    const gate = new ServerGate(host.servers);
    // An answer of a typed cell has no place to show the question.
    methods.set("mlflow.server", (args, { signal: interrupted }) =>
      gate.ask(
        args,
        this.#told === null
          ? null
          : (server) => this.#input({ prompt: "", isPassword: false, server }, interrupted),
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

/** @returns a function that ends it. */
function tellIfItGoesOn(signal: AbortSignal, tell: (label: Wording) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = (): void => {
    timer = setTimeout(() => tell(GOES_ON), GOES_ON_MS);
  };
  signal.addEventListener("abort", begin);
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", begin);
  };
}
