import asmUrl from "pyodide/pyodide.asm.mjs?url";
import wasmUrl from "pyodide/pyodide.asm.wasm?url";
import libraryUrl from "pyodide/python_stdlib.zip?url";
import { info } from "pyodide/pyodide-lock.json";
import { loadPyodide, type PyodideAPI, version } from "pyodide";
import { message } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import modulesUrl from "../../src/python/build/modules.zip?url";
import { unread } from "./unread.ts";

type LoadOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;
type CreateModule = NonNullable<LoadOptions["createPyodideModule"]>;

const LOADING = message`Loading Python`;
const STARTING = message`Starting Python`;

/** The sizes of the files: as a host compresses them, if it does, and uncompressed, which progress counts. */
interface Files {
  readonly wasm: Response;
  readonly library: Response;
  readonly modules: ArrayBuffer;
}

/**
 * Loads Pyodide from the page's own origin, and nothing from anywhere else.
 * @returns it, and the zip of the page's own modules.
 * @throws AppError "network" if a file cannot be read.
 */
export async function loadPython(
  onProgress: (progress: Progress) => void,
): Promise<{ readonly pyodide: PyodideAPI; readonly modules: ArrayBuffer }> {
  const [{ default: createPyodideModule }, { wasm, library, modules }] = await Promise.all([
    import(/* @vite-ignore */ asmUrl) as Promise<{ default: CreateModule }>,
    fetchFiles(onProgress),
  ]);
  const given = new Map([
    ["pyodide.asm.wasm", wasm],
    ["python_stdlib.zip", library],
  ]);
  const { fetch } = globalThis;
  // Pyodide requests its files by its own names; ours have hashes.
  globalThis.fetch = (asked) => {
    const file = given.get(nameOf(asked));
    return file ? Promise.resolve(file) : Promise.reject(new TypeError("Python has no network."));
  };
  try {
    const pyodide = await loadPyodide({
      indexURL: new URL(".", asmUrl.startsWith("/") ? new URL(asmUrl, location.href) : asmUrl).href,
      createPyodideModule,
      // No packages: Python cannot load any by itself.
      lockFileContents: { info: { ...info, arch: "wasm32", version }, packages: {} },
      packageBaseUrl: location.origin,
      // Python's `js` module, instead of everything that the worker has.
      jsglobals: { setTimeout, clearTimeout, queueMicrotask },
    });
    return { pyodide, modules };
  } finally {
    globalThis.fetch = fetch;
  }
}

function nameOf(asked: RequestInfo | URL): string {
  const url = asked instanceof Request ? asked.url : String(asked);
  return url.slice(url.lastIndexOf("/") + 1);
}

async function fetchFiles(onProgress: (progress: Progress) => void): Promise<Files> {
  const counts = new Map(
    [wasmUrl, libraryUrl, modulesUrl].map((url) => [url, { loaded: 0, total: 0, isWhole: false }]),
  );
  const tell = (): void => {
    const all = [...counts.values()];
    if (all.every(({ isWhole }) => isWhole)) {
      onProgress({ label: STARTING });
      return;
    }
    const loadedBytes = sum(all.map(({ loaded }) => loaded));
    const isKnown = all.every(({ total }) => total > 0);
    onProgress({
      label: LOADING,
      loadedBytes,
      ...(isKnown && { totalBytes: Math.max(loadedBytes, sum(all.map(({ total }) => total))) }),
    });
  };
  const counted = async (url: string): Promise<Response> => {
    const response = await fetch(url).catch((cause: unknown) => {
      throw unread(cause);
    });
    const count = counts.get(url);
    if (!response.ok || response.body === null || !count) throw unread(response.status);
    count.total = sizeOf(response);
    const through = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        count.loaded += chunk.byteLength;
        tell();
        controller.enqueue(chunk);
      },
      flush() {
        count.isWhole = true;
        tell();
      },
    });
    const type = response.headers.get("Content-Type") ?? "";
    return new Response(response.body.pipeThrough(through), { headers: { "Content-Type": type } });
  };
  onProgress({ label: LOADING });
  const [wasm, library, modules] = await Promise.all([
    counted(wasmUrl),
    counted(libraryUrl),
    counted(modulesUrl).then((response) => response.arrayBuffer()),
  ]);
  return { wasm, library, modules };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** 0 if it is not known, or counts compressed bytes. */
function sizeOf({ headers }: Response): number {
  return headers.has("Content-Encoding") ? 0 : Number(headers.get("Content-Length") ?? 0);
}
