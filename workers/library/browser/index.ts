/**
 * The ONNX Runtime generate() API in the browser, token for token as onnxruntime-genai 0.18, and MLflow models on top of it.
 * Names all files of the package, by addresses relative to this file, so that bundlers find them. The source files have other names,
 * because Vite would use those instead.
 */
import { usePlatform } from "../platform.ts";
import { browserSourceOf } from "../source-of.ts";
import { optionsOf, startPackageWorker, type WorkerFiles } from "./worker-files.ts";

export * from "../entry.ts";

const engine = new URL("./engine-worker.js", import.meta.url).href;
const full = new URL("./full-worker.js", import.meta.url).href;
const mlflow = new URL("./mlflow-worker.js", import.meta.url).href;
const files: WorkerFiles = {
  kernel: {
    plain: new URL("./plain.wasm", import.meta.url).href,
    "plain-threads": new URL("./plain-threads.wasm", import.meta.url).href,
    relaxed: new URL("./relaxed.wasm", import.meta.url).href,
    "relaxed-threads": new URL("./relaxed-threads.wasm", import.meta.url).href,
  },
  ort: {
    module: new URL("./ort-wasm-simd-threaded.mjs", import.meta.url).href,
    wasm: new URL("./ort-wasm-simd-threaded.wasm", import.meta.url).href,
  },
  parts: {
    beams: new URL("./beams-part.js", import.meta.url).href,
    templates: new URL("./templates-part.js", import.meta.url).href,
    sources: new URL("./sources-part.js", import.meta.url).href,
  },
};

usePlatform({
  startEngine(kind) {
    const script = kind === "kernel" ? engine : full;
    return startPackageWorker(script, optionsOf({ task: "engine", script, files }));
  },
  startInner: startPackageWorker,
  startReader: () => startPackageWorker(mlflow, optionsOf({ task: "mlflow" })),
  sourceOf: (given) => browserSourceOf(given, baseUrl()),
});

/** The page's address; a worker that uses the library only has its own. */
function baseUrl(): string {
  return (globalThis as { document?: { baseURI: string } }).document?.baseURI ?? self.location.href;
}
