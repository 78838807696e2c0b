import { LoggerWithoutDebug, type ResultTimings, Wllama } from "@wllama/wllama/esm/index.js";
import wasmUrl from "@wllama/wllama/esm/wasm/wllama.wasm?url";
import type { BenchModel, ModelSource } from "./engine-worker.ts";
import type { Engine } from "./engine.ts";

/** Options that llama.cpp's server takes; wllama hands them on and declares neither. */
interface ServerOptions {
  /** Whether tokens that the slot has already run are kept from one call to the next. */
  readonly cache_prompt: boolean;
  readonly timings_per_token: boolean;
}

/** llama.cpp's WebAssembly, on the CPU. */
class WllamaEngine implements Engine {
  readonly skipsContext = false;
  readonly #wllama = new Wllama(
    { default: new URL(wasmUrl, self.location.href).href },
    { suppressNativeLog: true, logger: LoggerWithoutDebug },
  );

  async load(model: BenchModel, threads: number, source: ModelSource): Promise<void> {
    await this.#wllama.loadModelFromUrl(urlOf(model), {
      n_threads: threads,
      n_ctx: model.contextLength,
      n_gpu_layers: 0,
      n_parallel: 1,
      useCache: source === "storage",
    });
    // It takes a model that llama.cpp could not read for loaded.
    if (this.#wllama.getLoadedContextInfo().n_layer === 0)
      throw new Error("llama.cpp could not read the model.");
    const used = this.#wllama.getNumThreads();
    if (used !== threads) throw new Error(`wllama runs on ${used} threads and was to run on ${threads}.`);
  }

  async store(model: BenchModel): Promise<void> {
    await this.#wllama.modelManager.getModelOrDownload({ url: urlOf(model) });
  }

  async prefill(tokenIds: Int32Array): Promise<number> {
    const startMs = performance.now();
    await this.#complete(tokenIds, 1, () => undefined);
    return performance.now() - startMs;
  }

  /** By llama.cpp's own clock: wllama hands each token on only when the next one is there. */
  async decode(tokenIds: Int32Array, steps: number): Promise<number[]> {
    const stepMs: number[] = [];
    let last: ResultTimings | null = null;
    // The first token comes of the prompt.
    await this.#complete(tokenIds, steps + 1, (timings) => {
      // What is not yet a whole character comes with a later token.
      const count = timings.predicted_n - (last?.predicted_n ?? timings.predicted_n);
      if (last !== null && count > 0) {
        const tokenMs = (timings.predicted_ms - last.predicted_ms) / count;
        stepMs.push(...Array.from({ length: count }, () => tokenMs));
      }
      last = timings;
    });
    if (stepMs.length === 0) throw new Error("wllama told of no step.");
    return stepMs;
  }

  async #complete(
    tokenIds: Int32Array,
    count: number,
    onTimings: (timings: ResultTimings) => void,
  ): Promise<void> {
    const serverOptions: ServerOptions = { cache_prompt: false, timings_per_token: true };
    let promptCount: number | undefined;
    await this.#wllama.createCompletion({
      // Prompts are text, and the model's vocabulary is the bench's own (models/gguf_from_onnx.py).
      prompt: Array.from(tokenIds, (id) => `<${id}>`).join(""),
      max_tokens: count,
      temperature: 0,
      ignore_eos: true,
      ...serverOptions,
      stream: true,
      onData: ({ timings }) => {
        if (timings === undefined) return;
        promptCount ??= timings.prompt_n + timings.cache_n;
        onTimings(timings);
      },
    });
    if (promptCount !== tokenIds.length) {
      throw new Error(`wllama ran ${promptCount} tokens for a prompt of ${tokenIds.length}.`);
    }
  }
}

function urlOf(model: BenchModel): string {
  return new URL(`/models/${model.name}/${model.ggufPath}`, self.location.origin).href;
}

export const engine = new WllamaEngine();
