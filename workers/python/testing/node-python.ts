/** Python as the page has it, in a thread of Node, for tests: the same modules and session, and a host of the test's. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { loadPyodide } from "pyodide";
import type { PythonHost } from "#python/bridge.ts";
import type { Completions, PythonEvent, PythonPort } from "#python/python-port.ts";
import { serveHost } from "#python/serve-host.ts";
import { createSharedMemory } from "#python/shared-reply.ts";
import { SharedSignals } from "#python/shared-signals.ts";
import { InterruptibleRuns } from "../interruptible-runs.ts";
import { packPythonModules } from "../../../tools/python-modules.ts";

const { resolve } = createRequire(import.meta.url);
const root = path.dirname(resolve("../../../package.json"));

const pyodideAt = path.dirname(resolve("pyodide/package.json"));
const cache = path.join(root, ".cache/node-python");

/**
 * Starts Pyodide from a snapshot of its memory after its start (startedPyodide).
 * @param engine answers "engine." methods; the host of `start` does where it is left out.
 */
export function nodePython(engine?: PythonHost): PythonPort {
  return {
    async start(host) {
      const [page, engineChannel] = [new MessageChannel(), new MessageChannel()];
      const ends = [
        serveHost(page.port1, host),
        serveHost(engineChannel.port1, engine ?? { ...host, dispose: () => undefined }),
      ];
      const shared = createSharedMemory();
      const signals = new SharedSignals(shared);
      const worker = new Worker(await bundled(), {
        workerData: {
          pyodideAt,
          snapshot: await startedPyodide(),
          modulesAt: await packPythonModules(),
          page: page.port2,
          engine: engineChannel.port2,
          shared,
        },
        transferList: [page.port2, engineChannel.port2] as never,
      });
      const calls = new Map<
        number,
        {
          readonly onEvent?: (event: PythonEvent) => void;
          readonly done: (result: never) => void;
          readonly failed: (error: Error) => void;
        }
      >();
      let lastId = 0;
      await new Promise<void>((ready, failed) => {
        worker.on("error", (error) => {
          failed(error);
          for (const call of calls.values()) call.failed(error);
        });
        worker.on("message", (message: { ready?: true; id: number; event?: PythonEvent; result: never }) => {
          if (message.ready) ready();
          else if (message.event) {
            signals.received();
            calls.get(message.id)?.onEvent?.(message.event);
          } else calls.get(message.id)?.done(message.result);
        });
      });
      const ask = <Result>(request: object, onEvent?: (event: PythonEvent) => void): Promise<Result> =>
        new Promise((done, failed) => {
          lastId += 1;
          calls.set(lastId, { done, failed, ...(onEvent && { onEvent }) });
          worker.postMessage({ ...request, id: lastId });
        });
      const runs = new InterruptibleRuns({
        signals,
        send: () => ask({ kind: "interrupt" }),
        onDeaf: () => {
          for (const call of calls.values()) call.failed(new Error("Python was deaf."));
          void worker.terminate();
        },
      });
      return {
        version: "3.14",
        wayToWait: "share",
        run: (code, onEvent, signal) => runs.run(() => ask<boolean>({ kind: "run", code }, onEvent), signal),
        interrupt: () => runs.interrupt(),
        complete: (before) => ask<Completions>({ kind: "complete", before }),
        end: () => {
          for (const end of ends) end();
          for (const { port1 } of [page, engineChannel]) port1.close();
          void worker.terminate();
        },
      };
    },
    wheels: readWheels,
  };
}

async function readWheels(beginnings: readonly string[]): Promise<readonly Uint8Array[]> {
  const folder = path.join(root, "src/python/wheels");
  const names = (await readdir(folder)).filter((name) => beginnings.some((each) => name.startsWith(each)));
  return Promise.all(names.map((name) => readFile(path.join(folder, name))));
}

let bundling: Promise<URL> | undefined;

function bundled(): Promise<URL> {
  bundling ??= bundle();
  return bundling;
}

/** Node's threads read no TypeScript. A bundle is kept until a source changes, for the next test file. */
async function bundle(): Promise<URL> {
  const kept = path.join(cache, `worker-${await lastChangeMs()}`);
  if (!existsSync(kept)) {
    const { build } = await import("vite");
    const outDir = path.join(cache, String(process.pid));
    await build({
      configFile: false,
      root,
      publicDir: false,
      logLevel: "error",
      build: {
        target: "node20",
        ssr: path.join(root, "workers/python/testing/node-worker.ts"),
        outDir,
        emptyOutDir: true,
        minify: false,
        rollupOptions: { output: { format: "es", entryFileNames: "worker.mjs" } },
      },
    });
    // Another file's process may have been faster: its bundle is the same.
    await rename(outDir, kept).catch((error: unknown) => {
      if (!existsSync(kept)) throw error;
    });
  }
  return pathToFileURL(path.join(kept, "worker.mjs"));
}

/** When a source that the worker may be made of last changed. */
async function lastChangeMs(): Promise<number> {
  const folders = ["src", "workers"].map((name) => path.join(root, name));
  const entries = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  const sources = entries.flat().filter(({ name }) => name.endsWith(".ts"));
  const times = await Promise.all(
    // One may be removed meanwhile.
    sources.map(({ parentPath, name }) =>
      stat(path.join(parentPath, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}

let snapshot: Promise<Uint8Array> | undefined;

/**
 * Pyodide's memory once it has started, which takes two seconds of the processor's time, and a tenth of that from here. It is kept for
 * the next test file, by Pyodide's version.
 */
function startedPyodide(): Promise<Uint8Array> {
  snapshot ??= readOrMakeSnapshot();
  return snapshot;
}

async function readOrMakeSnapshot(): Promise<Uint8Array> {
  const { version } = JSON.parse(await readFile(path.join(pyodideAt, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const file = path.join(cache, `pyodide-${version}.snapshot`);
  if (existsSync(file)) return readFile(file);
  const pyodide = await loadPyodide({ indexURL: pyodideAt, _makeSnapshot: true });
  const made = pyodide.makeMemorySnapshot();
  // Another file's process may make it at the same time: whoever renames last wins, and nobody reads a part.
  const part = `${file}.${process.pid}`;
  await mkdir(cache, { recursive: true });
  await writeFile(part, made);
  await rename(part, file);
  return made;
}
