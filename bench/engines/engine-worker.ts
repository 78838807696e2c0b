import type { BrowserEngineName } from "./engine-names.ts";

/** A model of the bench, at /models/NAME/ of the page's server. */
export interface BenchModel {
  readonly name: string;
  /** The bundle that onnxruntime-genai, transformers.js and this engine read. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  /** The same int4 values for llama.cpp. */
  readonly ggufPath: string;
  readonly contextLength: number;
}

/** "network": from the server, for the first time; "storage": from where the engine keeps models in the browser. */
export type ModelSource = "network" | "storage";

interface LoadedEngine {
  loadMs: number;
  skipsContext: boolean;
}

/** What the worker that holds one engine can be asked. */
export interface EngineWorker {
  load(
    engine: BrowserEngineName,
    model: BenchModel,
    threads: number,
    source: ModelSource,
  ): Promise<LoadedEngine>;
  store(engine: BrowserEngineName, model: BenchModel): Promise<void>;
  prefill(tokenIds: readonly number[]): Promise<number>;
  decode(tokenIds: readonly number[], steps: number): Promise<number[]>;
}
