/** Runs cells, one at a time, in order, and knows which outputs still hold. */
import type { RunContext } from "#cells/cell-behaviour.ts";
import { keysOf } from "#base/entries.ts";
import { AppError, type AppErrorJson, cancelled, isAbort } from "#base/errors.ts";
import { english, message } from "#base/message.ts";
import { steadyNowMs } from "#base/steady-clock.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { Progress } from "#base/progress.ts";
import type { OtherOutput, OutputsAbove } from "#cells/cell-behaviour.ts";
import { type CellOutput, kindOf, kindOfType, type RunnableCell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { isRunnable, requireUpstream, runsWithOthers, upstreamOf } from "#notebook/dependencies.ts";
import type { InputRequest, PythonSession, PythonSessionOptions } from "#python/python-session.ts";
import type { CellRun } from "./cell-run.ts";
import type { CellState } from "./cell-state.ts";
import { type Fingerprint, fingerprintOf, loadNames, staleReason } from "./fingerprint.ts";
import { outputsAbove } from "./outputs-above.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import type { InferencePort } from "#inference/inference-port.ts";
import type { RegistryPort } from "#registry/registry-port.ts";

export interface KernelOptions {
  readonly inference: InferencePort;
  readonly reader: RunContext["reader"];
  readonly registry: RegistryPort;
  readonly accessTo: (url: string) => ServerAccess;
  readonly bundles: BundleRegistry;
  readonly python: PythonSessionOptions;
  /** As RunContext has it; null where it is left out. */
  readonly notebookLink?: () => Promise<string | null>;
  /** An artifact was made of the person's own code: the digest of its Python (`sourceDigest`). */
  readonly onOwnSource?: (sha256: string) => Promise<void>;
  /** The current document. */
  readonly notebook: () => Notebook;
  /** Called after each change of a cell's state. */
  readonly onChange: (states: ReadonlyMap<CellId, CellState>) => void;
  /** Called when a run has produced an output. */
  readonly onFinished?: () => void;
  /** A clock that never jumps, for measuring durations. */
  readonly nowMs?: () => number;
  /** The date shown with an output. */
  readonly now?: () => Date;
  readonly newUuid?: () => string;
}

/** Streamed text is shown at most this often: faster than people read, slower than frames are drawn. */
const PARTIAL_INTERVAL_MS = 40;

interface ActiveRun {
  readonly id: CellId;
  readonly controller: AbortController;
  readonly startedAtMs: number;
  progress: Progress | null;
  partial: { text: string; tokenCount: number } | null;
  output: CellOutput | null;
  input: { readonly request: InputRequest; readonly answer: (text: string) => void } | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  shownAtMs: number;
}

export class Kernel {
  readonly #options: Required<KernelOptions>;
  readonly #runs = new Map<CellId, CellRun>();
  readonly #failures = new Map<
    CellId,
    { error: AppError; fingerprint: Fingerprint; partial: string | null }
  >();
  /** Cells whose run was ended by leaving an earlier visit, with their content at that time. */
  readonly #interrupted = new Map<CellId, Fingerprint>();
  /** In order. */
  readonly #queue = new Set<CellId>();
  #active: ActiveRun | null = null;
  #draining: Promise<void> | null = null;
  /** Work started with `beside`, by cell. */
  readonly #beside = new Map<CellId, ActiveRun>();
  #python: PythonSession | null = null;

  constructor(options: KernelOptions) {
    this.#options = {
      nowMs: steadyNowMs,
      now: () => new Date(),
      newUuid: uuid4,
      onFinished: () => undefined,
      notebookLink: () => Promise.resolve(null),
      onOwnSource: () => Promise.resolve(),
      ...options,
    };
  }

  /** Each cell's state, derived from the runs and the document. A cell without an entry is idle. */
  states(): ReadonlyMap<CellId, CellState> {
    const notebook = this.#options.notebook();
    const states = new Map<CellId, CellState>();
    for (const cell of notebook.cells) {
      const state = isRunnable(cell) ? this.#stateOf(notebook, cell.id) : null;
      if (state) states.set(cell.id, state);
    }
    return states;
  }

  /** Call after each edit: outputs that no longer hold become stale, and hold again after an undo. */
  documentChanged(): void {
    this.#emit();
  }

  /** Runs the cell, after the cells it needs whose outputs do not hold. */
  run(id: CellId): Promise<void> {
    const notebook = this.#options.notebook();
    const needed = Object.values(upstreamOf(notebook, id)).filter((up) => !this.#holds(notebook, up));
    return this.#enqueue([...inOrder(notebook, needed), id]);
  }

  runAll(): Promise<void> {
    const notebook = this.#options.notebook();
    return this.#enqueue(notebook.cells.filter(runsWithOthers).map((cell) => cell.id));
  }

  /** Runs every cell whose output no longer holds, and the cells those need. */
  runStale(): Promise<void> {
    const notebook = this.#options.notebook();
    const stale = notebook.cells.filter(
      (cell) => runsWithOthers(cell) && this.#stateOf(notebook, cell.id)?.status === "stale",
    );
    const needed = stale.flatMap((cell) =>
      Object.values(upstreamOf(notebook, cell.id)).filter((up) => !this.#holds(notebook, up)),
    );
    return this.#enqueue(inOrder(notebook, [...needed, ...stale.map((cell) => cell.id)]));
  }

  /** Stops the running cell and empties the queue. An inference cell keeps the text it has generated. */
  stop(): void {
    this.#queue.clear();
    if (this.#active) this.#stop(this.#active);
    for (const { controller } of this.#beside.values()) controller.abort();
    this.#emit();
  }

  /** Answers the cell's `input()`. */
  answerInput(id: CellId, text: string): void {
    if (this.#active?.id === id) this.#active.input?.answer(text);
  }

  /** Ends Python's session and its variables, if code has run. */
  endPython(): void {
    this.#python?.end();
    this.#python = null;
  }

  /** Null until a code cell has run. */
  get python(): PythonSession | null {
    return this.#python;
  }

  get isBusy(): boolean {
    return this.#draining !== null || this.#beside.size > 0;
  }

  /** Resolves when the queue is empty and nothing runs. */
  async settled(): Promise<void> {
    await this.#draining;
  }

  stopCells(ids: readonly CellId[]): void {
    for (const id of ids) {
      this.#queue.delete(id);
      if (this.#active?.id === id) this.#stop(this.#active);
      this.#beside.get(id)?.controller.abort();
    }
    this.#emit();
  }

  /** Code may handle the interrupt and go on: each Stop after the first interrupts it again. */
  #stop({ controller }: ActiveRun): void {
    if (controller.signal.aborted) this.#python?.interrupt();
    else controller.abort();
  }

  /**
   * Runs work for a cell outside the queue, such as opening a zip for a model cell. The cell shows as running meanwhile, Stop ends the
   * work, and an exception is the cell's failure.
   * @returns true if the work finished, false if it was stopped or failed.
   */
  async beside(
    id: CellId,
    work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<void>,
  ): Promise<boolean> {
    const active = this.#begin(id);
    const { signal } = active.controller;
    this.#beside.get(id)?.controller.abort();
    this.#beside.set(id, active);
    this.#forgetEnd(id);
    this.#emit();
    try {
      await work(signal, (progress) => {
        active.progress = progress;
        this.#emitSoon(active);
      });
      return !signal.aborted;
    } catch (thrown) {
      if (!signal.aborted && !isAbort(thrown)) {
        const fingerprint = fingerprintOf(this.#options.notebook(), id);
        this.#failures.set(id, { error: AppError.from(thrown), fingerprint, partial: null });
      }
      return false;
    } finally {
      if (this.#beside.get(id) === active) this.#beside.delete(id);
      this.#emit();
    }
  }

  /** The finished runs of cells that the document still has, for storage. */
  finishedRuns(): ReadonlyMap<CellId, CellRun> {
    const ids = new Set(this.#options.notebook().cells.map((cell) => cell.id));
    return new Map([...this.#runs].filter(([id]) => ids.has(id)));
  }

  /** Gives cells that are about to be added, such as copies, their known outputs. */
  addRuns(runs: ReadonlyMap<CellId, CellRun>): void {
    for (const [id, run] of runs) this.#runs.set(id, run);
  }

  /**
   * Replaces all runs with stored ones. Those that no longer hold show as stale.
   * @param interrupted cells whose run was ended by leaving an earlier visit.
   */
  restore(runs: ReadonlyMap<CellId, CellRun>, interrupted: readonly CellId[] = []): void {
    this.stop();
    this.endPython();
    this.#runs.clear();
    this.#failures.clear();
    this.#interrupted.clear();
    this.addRuns(runs);
    if ([...runs.values()].some(({ output }) => output.type === "code"))
      void loadNames().then(
        () => this.#emit(),
        () => undefined,
      );
    const notebook = this.#options.notebook();
    for (const id of interrupted)
      if (notebook.cells.some((cell) => cell.id === id))
        this.#interrupted.set(id, fingerprintOf(notebook, id));
    this.#emit();
  }

  #stateOf(notebook: Notebook, id: CellId): CellState | null {
    const run = this.#runs.get(id);
    const output = run?.output ?? null;
    const active = this.#active?.id === id ? this.#active : this.#beside.get(id);
    if (active) {
      const { startedAtMs, progress, partial, input } = active;
      return {
        status: "running",
        startedAtMs,
        progress,
        partial,
        input: input?.request ?? null,
        output: active.output ?? output,
      };
    }
    if (this.#queue.has(id)) return { status: "queued", output };
    const failure = this.#failures.get(id);
    const interrupted = this.#interrupted.get(id);
    // Most cells of a long notebook were never run: their content need not be known.
    if (!run && !failure && !interrupted) return null;
    const now = fingerprintOf(notebook, id);
    if (failure && staleReason(failure.fingerprint, now) === null) {
      return { status: "failed", error: jsonOf(failure.error), output, partial: failure.partial };
    }
    if (interrupted && staleReason(interrupted, now) === null) return { status: "interrupted", output };
    if (!run) return null;
    const because = staleReason(run.fingerprint, now);
    if (because !== null) return { status: "stale", because, output };
    const error = raisedIn(run.output);
    if (error !== null) return { status: "failed", error, output, partial: null };
    return { status: "done", output: run.output, elapsedMs: run.elapsedMs, stopped: run.stopped };
  }

  #holds(notebook: Notebook, id: CellId): boolean {
    return this.#stateOf(notebook, id)?.status === "done";
  }

  #enqueue(ids: readonly CellId[]): Promise<void> {
    for (const id of ids) if (this.#active?.id !== id) this.#queue.add(id);
    this.#emit();
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  async #drain(): Promise<void> {
    for (const id of this.#queue) {
      this.#queue.delete(id);
      const cell = this.#options.notebook().cells.find((c) => c.id === id);
      if (!cell || !isRunnable(cell)) continue;
      await this.#runOne(cell);
      // As in Jupyter: code below a failed cell does not run, because it may use names that were not set.
      if (cell.type === "code" && this.#stateOf(this.#options.notebook(), cell.id)?.status !== "done") {
        for (const { id: each, type } of this.#options.notebook().cells)
          if (type === "code") this.#queue.delete(each);
        this.#emit();
      }
    }
  }

  /** Works on the document as it is now. An edit during the run makes the result stale when it arrives. */
  async #runOne(cell: RunnableCell): Promise<void> {
    const active = this.#begin(cell.id);
    const { controller, startedAtMs } = active;
    this.#active = active;
    this.#forgetEnd(cell.id);
    this.#emit();
    const notebook = this.#options.notebook();
    if (cell.type === "code") await loadNames().catch(() => undefined);
    const fingerprint = fingerprintOf(notebook, cell.id);
    try {
      // Loaded with the first run: reading and editing do not need it.
      const { behaviourOf } = await import("#cells/behaviour-of.ts");
      const output = await behaviourOf(cell).run(cell, this.#outputsAbove(notebook, cell), {
        inference: this.#options.inference,
        reader: this.#options.reader,
        registry: this.#options.registry,
        accessTo: this.#options.accessTo,
        bundles: this.#options.bundles,
        onOwnSource: this.#options.onOwnSource,
        events: {
          onProgress: (progress) => {
            // Shows the next step at once: it may be the only progress for a long time.
            const isNext = english(active.progress?.label ?? "") !== english(progress.label);
            active.progress = progress;
            if (isNext) this.#emit();
            else this.#emitSoon(active);
          },
          onTextDelta: ({ text, tokenCount }) => {
            active.progress = null;
            active.partial = { text: (active.partial?.text ?? "") + text, tokenCount };
            this.#emitSoon(active);
          },
        },
        python: () => this.startPython(),
        typedPython: async () => {
          const { typedPython } = await import("./typed-python.ts");
          return typedPython(notebook, cell.id, (id) => this.#holds(notebook, id));
        },
        onOutput: (given) => {
          active.progress = null;
          active.output = given;
          this.#emitSoon(active);
        },
        onInput: (request, signal) => this.#ask(active, request, signal),
        notebookLink: this.#options.notebookLink,
        signal: controller.signal,
        now: this.#options.now,
        newUuid: this.#options.newUuid,
        otherOutputs: () => this.#otherOutputs(notebook, cell.id),
      });
      const stopped = kindOf(cell).wasStopped?.(output) ?? false;
      this.#runs.set(cell.id, {
        output,
        fingerprint,
        elapsedMs: this.#options.nowMs() - startedAtMs,
        stopped,
        endedAtMs: this.#options.now().getTime(),
      });
      this.#options.onFinished();
    } catch (thrown) {
      // A cancelled run leaves the cell as it was before.
      if (!isAbort(thrown)) {
        const partial = active.partial?.text ?? null;
        this.#failures.set(cell.id, { error: AppError.from(thrown), fingerprint, partial });
      }
    } finally {
      clearTimeout(active.timer);
      this.#active = null;
      this.#emit();
    }
  }

  /** The notebook's Python session. Python starts with the first call. */
  async startPython(): Promise<PythonSession> {
    const { PythonSession } = await import("#python/python-session.ts");
    this.#python ??= new PythonSession(this.#options.python);
    return this.#python;
  }

  #ask(active: ActiveRun, request: InputRequest, signal: AbortSignal): Promise<string> {
    return new Promise<string>((resolve, reject) => {
      active.input = { request, answer: resolve };
      signal.addEventListener("abort", () => reject(cancelled()), { once: true });
      this.#emit();
    }).finally(() => {
      active.input = null;
      this.#emit();
    });
  }

  /** A new run begins: forget how the last one ended. */
  #forgetEnd(id: CellId): void {
    this.#failures.delete(id);
    this.#interrupted.delete(id);
  }

  #begin(id: CellId): ActiveRun {
    const startedAtMs = this.#options.nowMs();
    return {
      id,
      controller: new AbortController(),
      startedAtMs,
      progress: null,
      partial: null,
      output: null,
      input: null,
      timer: undefined,
      shownAtMs: 0,
    };
  }

  #outputsAbove(notebook: Notebook, cell: RunnableCell): OutputsAbove {
    const outputs = outputsAbove(notebook, this.states(), cell.id, "current");
    const upstream = requireUpstream(notebook, cell);
    for (const type of keysOf(upstream)) {
      if (outputs[type] !== null) continue;
      if (notebook.cells.find(({ id }) => id === upstream[type])?.type === "code")
        throw new AppError(
          "missing-dependency",
          message`The code cell above logs no model that this page can build. Read its output, then run it again.`,
        );
      throw new AppError("missing-dependency", kindOfType(type)?.needed?.unfinished ?? type);
    }
    return outputs;
  }

  #otherOutputs(notebook: Notebook, id: CellId): OtherOutput[] {
    const { model, wrapper } = upstreamOf(notebook, id);
    return notebook.cells.flatMap((cell, at) => {
      const output = this.#runs.get(cell.id)?.output;
      if (!output || cell.id === id || !this.#holds(notebook, cell.id)) return [];
      const its = upstreamOf(notebook, cell.id);
      const isOfSame = its.model === model && its.wrapper === wrapper;
      return [{ output, where: message`Cell ${at + 1}`, isOfSame }];
    });
  }

  #emitSoon(active: ActiveRun): void {
    const now = this.#options.nowMs();
    if (now - active.shownAtMs < PARTIAL_INTERVAL_MS) {
      // Also shows the last text when no more arrives for a while.
      active.timer ??= setTimeout(() => this.#emitNow(active), PARTIAL_INTERVAL_MS);
      return;
    }
    this.#emitNow(active);
  }

  #emitNow(active: ActiveRun): void {
    clearTimeout(active.timer);
    active.timer = undefined;
    active.shownAtMs = this.#options.nowMs();
    this.#emit();
  }

  #emit(): void {
    this.#options.onChange(this.states());
  }
}

const jsons = new WeakMap<AppError, AppErrorJson>();
const raised = new WeakMap<CellOutput, AppErrorJson | null>();

/** Always the same object, so that the cell's state is too. */
function jsonOf(error: AppError): AppErrorJson {
  const json = jsons.get(error) ?? error.toJson();
  jsons.set(error, json);
  return json;
}

function raisedIn(output: CellOutput): AppErrorJson | null {
  const known = raised.get(output);
  if (known !== undefined) return known;
  const wording = kindOfType(output.type)?.failureOf?.(output) ?? null;
  const error = wording === null ? null : new AppError("raised", wording).toJson();
  raised.set(output, error);
  return error;
}

function inOrder(notebook: Notebook, ids: readonly CellId[]): CellId[] {
  const wanted = new Set(ids);
  return notebook.cells.map((cell) => cell.id).filter((id) => wanted.has(id));
}
