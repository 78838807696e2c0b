/** The Python worker in a thread of Node, which has no JSPI: it waits on shared memory. Bundled by node-python.ts. */
import { readFile } from "node:fs/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { loadPyodide } from "pyodide";
import type { PythonCode, PythonQuestion } from "#python/python-port.ts";
import { SharedSignals } from "#python/shared-signals.ts";
import { BridgeCaller, type BridgePorts } from "../bridge-caller.ts";
import { Interpreter } from "../interpreter.ts";

interface Start {
  readonly pyodideAt: string;
  /** Pyodide's memory once it has started. */
  readonly snapshot: Uint8Array;
  readonly modulesAt: string;
  readonly page: MessagePort;
  readonly engine: MessagePort;
  /** Of shared-reply.ts. */
  readonly shared: SharedArrayBuffer;
}

type Request =
  | { readonly kind: "run"; readonly id: number; readonly code: PythonCode | PythonQuestion }
  | { readonly kind: "complete"; readonly id: number; readonly before: string }
  | { readonly kind: "interrupt"; readonly id: number };

const { pyodideAt, snapshot, modulesAt, page, engine, shared } = workerData as Start;
const pyodide = await loadPyodide({
  indexURL: pyodideAt,
  jsglobals: { setTimeout, clearTimeout },
  _loadSnapshot: snapshot,
});
const signals = new SharedSignals(shared);
const modules = await readFile(modulesAt);
const ports = { page, engine } as unknown as BridgePorts;
const interpreter = new Interpreter(
  pyodide,
  modules.buffer.slice(modules.byteOffset, modules.byteOffset + modules.byteLength),
  new BridgeCaller(ports, "share", shared),
  signals,
);

for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (thrown: unknown) => {
    if (!interpreter.endLost(thrown)) throw thrown;
  });
parentPort?.on("message", (request: Request) => {
  const { kind, id } = request;
  if (kind === "run") void run(id, request.code);
  else
    parentPort?.postMessage({
      id,
      result: kind === "complete" ? interpreter.complete(request.before) : interpreter.interrupt(),
    });
});
parentPort?.postMessage({ ready: true });

async function run(id: number, code: PythonCode | PythonQuestion): Promise<void> {
  const result = await interpreter.run(code, (event) => parentPort?.postMessage({ id, event }));
  parentPort?.postMessage({ id, result });
}
