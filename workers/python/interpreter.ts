/** A loaded Python with the session's own module: runs cells, completes, is interrupted. */
import type { PyodideAPI } from "pyodide";
import type { PyCallable, PyProxy } from "pyodide/ffi";
import { parsePythonJson } from "#base/python-json.ts";
import type { PythonValue } from "#python/bridge.ts";
import { OutputLimits } from "#python/output-limits.ts";
import { InterruptByte } from "#python/interrupt-byte.ts";
import type { Completions, PythonCode, PythonEvent, PythonQuestion } from "#python/python-port.ts";
import type { SharedSignals } from "#python/shared-signals.ts";
import type { Answer, BridgeCaller, Wait } from "./bridge-caller.ts";

const MODULES_AT = "/page/modules";
/** Events on their way to the page. */
const MOST_UNREAD = 64;

/** phi3_session.shell.Shell. */
interface Shell extends PyProxy {
  readonly start: PyCallable;
  readonly run: PyCallable;
  readonly ask: PyCallable;
  readonly interrupt: PyCallable;
  readonly abandon: PyCallable;
  readonly complete: PyCallable;
}

const INTERRUPTED: PythonEvent = {
  kind: "output",
  output: { output_type: "error", ename: "KeyboardInterrupt", evalue: "", traceback: ["KeyboardInterrupt"] },
};

export class Interpreter {
  readonly #pyodide: PyodideAPI;
  readonly #bridge: BridgeCaller;
  readonly #signals: SharedSignals;
  readonly #shell: Shell;
  #onEvent: ((event: PythonEvent) => void) | null = null;
  /** Ends the run whose step is lost; null while none runs. */
  #endLost: (() => void) | null = null;
  readonly #limits = new OutputLimits();
  #sent = 0;

  /** @param modules the zip of src/python/modules. */
  constructor(pyodide: PyodideAPI, modules: ArrayBuffer, bridge: BridgeCaller, signals: SharedSignals) {
    this.#pyodide = pyodide;
    this.#bridge = bridge;
    this.#signals = signals;
    pyodide.unpackArchive(modules, "zip", { extractDir: MODULES_AT });
    pyodide.registerJsModule("_phi3_bridge", {
      call: (method: string, args: PyProxy) => toPython(bridge.call(method, fromPython(args))),
      tell: (method: string, args: PyProxy) => bridge.tell(method, fromPython(args)),
      sleep: (ms: number) => bridge.sleep(ms),
      stream: (name: "stdout" | "stderr", text: string) => this.#stream(name, text),
      emit: (kind: string, json: string) => this.#emit(kind, json),
      interrupt: () => this.#interruptWaiting(),
      giveBack: () => this.#giveBack(),
    });
    this.#shell = pyodide.runPython(START, { locals: pyodide.toPy({ modules: MODULES_AT }) }) as Shell;
    this.#shell.start();
    // Pyodide's type wants an array.
    pyodide.setInterruptBuffer(new InterruptByte(signals) as unknown as Uint8Array);
  }

  get version(): string {
    return this.#pyodide.runPython("import platform; platform.python_version()") as string;
  }

  /** @returns whether it ended without an exception. */
  async run(code: PythonCode | PythonQuestion, onEvent: (event: PythonEvent) => void): Promise<boolean> {
    this.#onEvent = (event) => this.#send(event, onEvent);
    this.#sent = this.#signals.receivedCount;
    this.#bridge.begin();
    this.#limits.clear();
    const lost = new Promise<boolean>((resolve) => {
      this.#endLost = () => resolve(false);
    });
    try {
      return await Promise.race([this.#begin(code), lost]);
    } finally {
      this.#endLost = null;
      // What comes now is of no run.
      this.#onEvent = null;
    }
  }

  async #begin(code: PythonCode | PythonQuestion): Promise<boolean> {
    return "question" in code
      ? ((await this.#shell.ask(code.question, code.argument)) as boolean)
      : this.#runCell(code);
  }

  /**
   * Of an error that nothing has caught. Code with a signal handler of its own can raise an interrupt between two steps of Python's event
   * loop, where nobody handles it: the step is lost, and its run would wait for ever.
   * @returns whether it was one; the run has ended then.
   */
  endLost(thrown: unknown): boolean {
    if (!isInterrupt(thrown)) return false;
    if (this.#endLost === null) return true;
    this.#shell.abandon();
    this.#onEvent?.(INTERRUPTED);
    this.#endLost();
    return true;
  }

  #send(event: PythonEvent, onEvent: (event: PythonEvent) => void): void {
    onEvent(event);
    if (!this.#signals.isShared) return;
    this.#sent += 1;
    this.#signals.waitUntilReceived(this.#sent - MOST_UNREAD);
  }

  async #runCell({ source, python, commands, count }: PythonCode): Promise<boolean> {
    const given = this.#pyodide.toPy(commands) as PyProxy;
    try {
      return (await this.#shell.run(source, python, given, count)) as boolean;
    } finally {
      given.destroy();
    }
  }

  /** Of a message, or of Python itself: interrupts a Python that waits, unless it has heard while it computed. */
  interrupt(): void {
    if (!this.#signals.isShared) this.#signals.interrupt();
    this.#look();
  }

  #look(): void {
    if (this.#signals.takeInterrupt()) this.#interruptWaiting();
  }

  /** It waits for the page, or in its event loop. */
  #interruptWaiting(): void {
    if (!this.#bridge.interrupt()) this.#shell.interrupt();
  }

  /** Python was interrupted where it could not keep the interrupt. It is raised in what it computes next, or ends what it waits for next. */
  #giveBack(): void {
    this.#signals.giveBack();
    setTimeout(() => this.#look(), 0);
  }

  complete(before: string): Completions {
    const found = this.#shell.complete(before) as PyProxy;
    const completions = found.toJs({ create_pyproxies: false }) as Completions;
    found.destroy();
    return completions;
  }

  #stream(name: "stdout" | "stderr", text: string): void {
    for (const event of this.#limits.written(name, text)) this.#onEvent?.(event);
  }

  #emit(kind: string, json: string): void {
    if (kind === "answer") {
      this.#onEvent?.({ kind, json });
      return;
    }
    const value = parsePythonJson(json) as Record<string, unknown>;
    if (kind === "clear") {
      this.#limits.clear();
      this.#onEvent?.({ kind, wait: value["wait"] === true });
      return;
    }
    if (kind === "text") {
      this.#onEvent?.({ kind, text: String(value["text"]), tokenCount: Number(value["tokenCount"]) });
      return;
    }
    const event = { kind: "output", output: value } as const;
    for (const each of this.#limits.shown(event, json.length)) this.#onEvent?.(each);
  }
}

function isInterrupt(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    thrown.name === "PythonError" &&
    "type" in thrown &&
    (thrown.type === "KeyboardInterrupt" || thrown.type === "SystemExit")
  );
}

const START = `
import sys
sys.path.append(modules)
from phi3_session.shell import Shell
Shell()
`;

function fromPython(args: PyProxy): readonly PythonValue[] {
  return args.toJs({
    create_pyproxies: false,
    dict_converter: (entries: Iterable<[string, PythonValue]>) => new Map(entries),
  }) as readonly PythonValue[];
}

/** In Python, null is a value of JavaScript's, and undefined is None. */
function toPython({ settled, take }: Wait<Answer>): Wait<unknown> {
  return { settled, take: () => withoutNull(take()) };
}

function withoutNull(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== "object" || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(entries.map(([key, each]) => [key, withoutNull(each)]));
}
