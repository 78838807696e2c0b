import {
  DynamicCache,
  env,
  pipeline,
  type PretrainedConfig,
  Tensor,
  type TextGenerationPipeline,
} from "@huggingface/transformers";
import moduleUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import type { BenchModel, ModelSource } from "./engine-worker.ts";
import type { Engine } from "./engine.ts";

/** transformers.js's own name for its store in the browser's Cache API. */
const cacheName = "transformers-cache";

/** transformers.js as it comes: its text-generation pipeline on its own choice of onnxruntime-web's builds, on wasm. */
class TransformersJs implements Engine {
  readonly skipsContext = true;
  #generator: TextGenerationPipeline | null = null;

  async load(model: BenchModel, threads: number, source: ModelSource): Promise<void> {
    const { href, origin } = self.location;
    env.allowLocalModels = false;
    env.remoteHost = `${origin}/`;
    env.remotePathTemplate = "models/{model}/";
    env.useBrowserCache = source === "storage";
    env.useWasmCache = false;
    Object.assign(env.backends.onnx.wasm!, {
      numThreads: threads,
      wasmPaths: { mjs: new URL(moduleUrl, href).href, wasm: new URL(wasmUrl, href).href },
    });
    this.#generator = await pipeline("text-generation", model.name, {
      device: "wasm",
      dtype: "q4",
      // Without one it reads by Response.arrayBuffer(), which gives no more than 2 GB.
      progress_callback: () => undefined,
      use_external_data_format: model.files.some(({ path }) => path.endsWith(".onnx_data")),
    });
  }

  async store(model: BenchModel): Promise<void> {
    const cache = await caches.open(cacheName);
    for (const { path } of model.files) {
      await cache.add(new URL(`/models/${model.name}/${path}`, self.location.origin));
    }
  }

  async prefill(tokenIds: Int32Array): Promise<number> {
    const [firstMs] = await this.#generate(tokenIds, 1);
    return firstMs!;
  }

  /** The tokens before the last one are given as a cache of zeros, as in `DecoderEngine`. */
  decode(tokenIds: Int32Array, steps: number): Promise<number[]> {
    const ids = Int32Array.of(...tokenIds, tokenIds.at(-1)!);
    return this.#generate(ids, steps, this.#emptyCache(tokenIds.length));
  }

  async #generate(tokenIds: Int32Array, steps: number, cache?: DynamicCache): Promise<number[]> {
    const dims = [1, tokenIds.length];
    const atMs: number[] = [];
    const streamer = { put: () => atMs.push(performance.now()), end: () => undefined };
    await this.#generator!.model.generate({
      input_ids: new Tensor("int64", BigInt64Array.from(tokenIds, BigInt), dims),
      attention_mask: new Tensor("int64", new BigInt64Array(tokenIds.length).fill(1n), dims),
      max_new_tokens: steps,
      do_sample: false,
      eos_token_id: null,
      streamer,
      ...(cache === undefined ? {} : { past_key_values: cache }),
      // Declared for models of every kind; what a text model takes is this.
    } as never);
    // The prompt is put first, before it is run.
    return atMs.slice(1).map((ms, index) => ms - atMs[index]!);
  }

  #emptyCache(length: number): DynamicCache {
    const config = this.#generator!.model.config as PretrainedConfig & Record<string, number>;
    const heads = config["num_key_value_heads"]!;
    const headSize = config["hidden_size"]! / config["num_attention_heads"]!;
    const zeros = (): Tensor =>
      new Tensor("float32", new Float32Array(heads * length * headSize), [1, heads, length, headSize]);
    const names = Array.from({ length: config["num_hidden_layers"]! }, (_, layer) =>
      ["key", "value"].map((kind) => `past_key_values.${layer}.${kind}`),
    ).flat();
    return new DynamicCache(Object.fromEntries(names.map((name) => [name, zeros()])));
  }
}

export const engine = new TransformersJs();
