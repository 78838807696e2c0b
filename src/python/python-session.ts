/** A notebook's Python session: it starts with the first code cell that runs, and keeps the cells' variables. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { PythonError, type PythonHost } from "./bridge.ts";
import { text } from "./host/arguments.ts";
import { type ConsentAnswer, type OpenedSource, requireConsent } from "./model-consent.ts";
import { OutputCollector } from "./collect-outputs.ts";
import { ipythonCode } from "./ipython-code.ts";
import { type AskForServer, type PythonServers, ServerGate } from "./server-gate.ts";
import {
  agreementToRun,
  type OfferModel,
  readWhere,
  type ServerModel,
  type ServerModels,
} from "./server-models.ts";
import { ToldModels, type ToldModel, type UntoldModel } from "./told-models.ts";
import { readCompletions, readEvent } from "./read-event.ts";
import type { Completions, PythonInterpreter, PythonPort } from "./python-port.ts";

/** The question of `input()`. */
export interface InputRequest {
  readonly prompt: string;
  readonly isPassword: boolean;
  /** The address of a server that Python wants to ask: the question is whether it may. The answer is `agreementTo` it, or another text. */
  readonly server?: string;
  /** With `server`: files of opened models whose Python runs in this session, and could use it too. */
  readonly beside?: readonly string[];
  /** Python that `load_model` has fetched from `server`: the question is whether it may run. The answer is `agreementToRun` it. */
  readonly model?: Pick<ServerModel, "texts"> & { readonly sha256: string };
}

export interface CodeRun {
  /** In nbformat's form. */
  readonly outputs: readonly JupyterJson[];
  readonly executionCount: number;
  /** Whether an exception ended it, whose traceback is one of the outputs. */
  readonly failed: boolean;
}

export interface CellRun extends CodeRun {
  readonly told: readonly (ToldModel | UntoldModel)[];
}

export interface CodeEvents {
  onProgress(progress: Progress): void;
  /** Called with the output so far; at first nothing. */
  onOutputs(outputs: readonly JupyterJson[], executionCount: number): void;
  /** @returns the answer. */
  onInput(request: InputRequest, signal: AbortSignal): Promise<string>;
  readonly models: ServerModels;
}

/** The page's side of a session. */
export interface SessionHost extends PythonHost {
  readonly offer: OfferModel;
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
  /** @returns the answer to what Python asks the person; null where nobody is there, as for the local endpoint. */
  readonly onInput: ((request: InputRequest, signal: AbortSignal) => Promise<string>) | null;
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
  #events: Pick<QuestionEvents, "onInput"> | null = null;
  /** Of the running cell. */
  #models: ServerModels | null = null;
  #gate: ServerGate | null = null;
  /** Models of servers that the person let run beside the code that uses the server: server and digest. */
  readonly #agreedModels = new Set<string>();
  #host: SessionHost | null = null;
  /** Models that the running cell has logged; null while none runs. */
  #told: ToldModels | null = null;
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
      const told = new ToldModels();
      this.#told = told;
      this.#models = events.models;
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
      return { outputs: collector.outputs, executionCount, failed: !succeeded, told: told.all(bundles) };
    });
  }

  /**
   * Asks the session a question of the page's own, after what is running. Aborting interrupts Python.
   * @throws AppError as `run`, and "needs-consent" if the code came with an opened model and the person has not agreed.
   */
  async ask(question: SessionQuestion, events: QuestionEvents, signal: AbortSignal): Promise<SessionAnswer> {
    const { opened } = question;
    const consents = opened === null ? null : await this.#options.consents();
    if (consents !== null) requireConsent(opened, consents);
    return this.#inTurn(events, signal, async (python, host) => {
      if (opened !== null && consents?.get(opened.sha256) !== "own") this.#gate?.letIn(opened);
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
    events: Pick<QuestionEvents, "onProgress" | "onInput">,
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
        this.#models = null;
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
      if (typeof json === "string") this.#told?.add(json);
      return null;
    });
    const gate = new ServerGate(host.servers);
    this.#gate = gate;
    const asking = (interrupted: AbortSignal): AskForServer | null =>
      this.#events?.onInput
        ? (server, beside) => this.#input({ prompt: "", isPassword: false, server, beside }, interrupted)
        : null;
    /** A typed cell has no models of servers: the question would be for nothing. */
    const askingForModels = (interrupted: AbortSignal): AskForServer | null =>
      this.#models === null ? null : asking(interrupted);
    methods.set("mlflow.server", (args, { signal: interrupted }) =>
      gate.ask(args, asking(interrupted), interrupted),
    );
    methods.set("mlflow.upload", ([address, json, where], { signal: interrupted }) =>
      gate.through(address, askingForModels(interrupted), async (access) => {
        const model = { json: text(json), bundles: host.bundles };
        return { ...(await this.#modelsNow().upload(model, readWhere(where), access, interrupted)) };
      }),
    );
    methods.set("mlflow.open", ([address, location], { signal: interrupted }) =>
      gate.through(address, askingForModels(interrupted), async (access) => {
        const offer: SessionHost["offer"] = (bundle, runtime) => host.offer(bundle, runtime);
        const found = await this.#modelsNow().open(access, text(location), offer, interrupted);
        const refused = await this.#refusalToRun(found, access.url, gate, interrupted);
        return refused ?? { model: found.model };
      }),
    );
    return this.#options.port.start(
      { methods, dispose: () => host.dispose() },
      (progress) => events.onProgress(progress),
      AbortSignal.any([signal, starting.signal]),
    );
  }

  #modelsNow(): ServerModels {
    if (this.#models === null)
      throw new AppError(
        "unsupported",
        message`log_model and load_model with a server work only while a code cell runs.`,
      );
    return this.#models;
  }

  /** Python of a server's model asks as that of an opened one does; it runs beside the code that may use the server. */
  async #refusalToRun(
    { opened, texts }: ServerModel,
    server: string,
    gate: ServerGate,
    signal: AbortSignal,
  ): Promise<{ readonly problem: string; readonly code: string } | null> {
    if (opened === null) return null;
    const consents = await this.#options.consents();
    const { sha256, files } = opened;
    if (consents.get(sha256) === "own") return null;
    const key = `${server} ${sha256}`;
    if (!this.#agreedModels.has(key)) {
      const model = { sha256, texts };
      const answer = await this.#input({ prompt: "", isPassword: false, server, model }, signal);
      if (answer !== agreementToRun(sha256))
        return {
          problem: `You did not let the Python of this model run (${files.join(", ")}). Run the cell again to be asked again.`,
          code: "PERMISSION_DENIED",
        };
      this.#agreedModels.add(key);
    }
    gate.letInWith(opened, server);
    return null;
  }

  #input(request: InputRequest, signal: AbortSignal): Promise<string> {
    if (this.#events === null)
      throw new AppError("unsupported", message`input() works only while a cell runs.`);
    // As at a server, which has no standard input.
    if (this.#events.onInput === null) throw new PythonError("EOFError", "EOF when reading a line");
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
