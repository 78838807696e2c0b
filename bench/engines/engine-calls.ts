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

/** What the worker that holds one engine can be asked. */
export interface EngineCalls {
  load: {
    params: { engine: BrowserEngineName; model: BenchModel; threads: number; source: ModelSource };
    event: never;
    result: { loadMs: number; skipsContext: boolean };
  };
  store: { params: { engine: BrowserEngineName; model: BenchModel }; event: never; result: null };
  prefill: { params: { tokenIds: readonly number[] }; event: never; result: number };
  decode: { params: { tokenIds: readonly number[]; steps: number }; event: never; result: number[] };
}
