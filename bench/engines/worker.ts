/** Holds one engine: the page's every other part stays out of its way. */
import { serve } from "#workers/rpc/serve.ts";
import type { EngineWorker } from "./engine-worker.ts";
import type { BrowserEngineName } from "./engine-names.ts";
import type { Engine } from "./engine.ts";

const modules: Readonly<Record<BrowserEngineName, () => Promise<{ readonly engine: Engine }>>> = {
  int4: () => import("./int4.ts"),
  page: () => import("./page.ts"),
  library: () => import("./library.ts"),
  "ort-web": () => import("./ort-web.ts"),
  "transformers.js": () => import("./transformers-js.ts"),
  bundle: () => import("./bundle.ts"),
  wllama: () => import("./wllama.ts"),
};

let loaded: Engine | null = null;

function loadedEngine(): Engine {
  if (loaded === null) throw new Error("No model is loaded: the worker has died since, or loading failed.");
  return loaded;
}

serve<EngineWorker>(self, {
  async load(name, model, threads, source) {
    const { engine } = await modules[name]();
    const startMs = performance.now();
    await engine.load(model, threads, source);
    const loadMs = performance.now() - startMs;
    loaded = engine;
    return { loadMs, skipsContext: engine.skipsContext };
  },
  async store(name, model) {
    const { engine } = await modules[name]();
    await engine.store(model);
  },
  prefill: async (tokenIds) => loadedEngine().prefill(Int32Array.from(tokenIds)),
  decode: async (tokenIds, steps) => loadedEngine().decode(Int32Array.from(tokenIds), steps),
});
