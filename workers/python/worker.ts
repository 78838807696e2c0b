/**
 * The Python worker: runs what a person wrote, or got from anyone. It has no network and none of the page's storage
 * (lock-down.ts), and asks the page for what it needs.
 */
import { AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { PythonWorker } from "#python/python-worker.ts";
import type { WayToWait } from "#python/python-port.ts";
import { SharedSignals, SIGNALS_BYTES } from "#python/shared-signals.ts";
import { serve } from "../rpc/serve.ts";
import { BridgeCaller } from "./bridge-caller.ts";
import { Interpreter } from "./interpreter.ts";
import { loadPython } from "./load-python.ts";
import { lockDown } from "./lock-down.ts";

for (const type of ["error", "unhandledrejection"])
  addEventListener(type, (event) => {
    const thrown: unknown = "reason" in event ? event.reason : (event as ErrorEvent).error;
    if (interpreter?.endLost(thrown) !== true) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });

let interpreter: Interpreter | null = null;
let bridge: BridgeCaller | null = null;

serve<PythonWorker>(self, {
  async start(page, engine, shared, onProgress) {
    requirePolicy();
    const wayToWait = "Suspending" in WebAssembly ? "suspend" : shared ? "share" : "none";
    const { pyodide, modules } = await loadPython(onProgress);
    const signals = new SharedSignals(shared ?? new ArrayBuffer(SIGNALS_BYTES));
    bridge = new BridgeCaller({ page, engine }, wayToWait satisfies WayToWait, shared);
    interpreter = new Interpreter(pyodide, modules, bridge, signals);
    lockDown();
    return { version: interpreter.version, wayToWait };
  },
  async run(code, onEvent) {
    return started().run(code, onEvent);
  },
  async interrupt() {
    interpreter?.interrupt();
  },
  async connectEngine(port) {
    bridge?.replaceEngine(port);
  },
  complete: (before) => Promise.resolve(started().complete(before)),
});

function started(): Interpreter {
  if (interpreter === null)
    throw new WordedError(message`The browser ended it while no cell ran, as it does when memory is short.`);
  return interpreter;
}

/** Without a policy, Python could reach JavaScript's eval, and by it import from anywhere. The development server sends none. */
function requirePolicy(): void {
  if (import.meta.env.DEV) return;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- it is there to be refused
    const made = new Function("");
    made();
  } catch {
    return;
  }
  throw new AppError(
    "unsupported",
    message`Python runs only under a security policy that blocks the network, and this page was loaded without it. Reload the page.`,
  );
}
