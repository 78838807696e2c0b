import type { ModelBundle } from "#bundle/bundle.ts";
import type { InferenceOutput } from "#inference/inference-port.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import { createInferenceClient } from "#workers/inference/client.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { BenchModel, ModelSource } from "./engine-worker.ts";
import type { Engine } from "./engine.ts";
import { bundleOf, storeBundle } from "./stored-files.ts";

/** For answers whose time does not count. */
const OTHER_PROMPT = Int32Array.of(400, 500);

/** The notebook's page: its inference worker, asked as an inference cell asks it. The times of tokens are those that the cell shows. */
class PageEngine implements Engine {
  readonly skipsContext = false;
  readonly #client = createInferenceClient();
  #bundle: ModelBundle | null = null;
  #tokenizer: Tokenizer | null = null;

  async load(model: BenchModel, threads: number, source: ModelSource): Promise<void> {
    this.#bundle = await bundleOf(model, source);
    this.#tokenizer = await tokenizerOf(model);
    const { runtime } = await this.#answer(OTHER_PROMPT, 1);
    if (runtime.threads !== threads)
      throw new Error(`The page chooses its threads itself: ${runtime.threads} on this machine.`);
  }

  store(model: BenchModel): Promise<void> {
    return storeBundle(model);
  }

  async prefill(tokenIds: Int32Array): Promise<number> {
    // The model keeps the keys and values of the prompt before: another one takes their place.
    await this.#answer(OTHER_PROMPT, 1);
    const { metrics } = await this.#answer(tokenIds, 1);
    return metrics.timeToFirstTokenMs;
  }

  async decode(tokenIds: Int32Array, steps: number): Promise<number[]> {
    // The first token comes of the prompt's logits, and costs no step of the decoder.
    const { metrics } = await this.#answer(tokenIds, steps + 1);
    const times = metrics.tokenTimesMs ?? [];
    return times.slice(1).map((ms, at) => ms - times[at]!);
  }

  /** Asks with a text of these tokens, which can have a few more or fewer once it is encoded. No answer ends earlier. */
  #answer(prompt: Int32Array, newTokens: number): Promise<InferenceOutput> {
    const tokenizer = this.#tokenizer!;
    const text = tokenizer.decode([...prompt]);
    const length = tokenizer.encode(text).length + newTokens;
    const wrapper = defaultWrapper("pyfunc");
    if (wrapper.option !== "pyfunc") throw new Error("The wrapper is of another option.");
    return this.#client.predict(
      {
        option: "pyfunc",
        bundle: this.#bundle!,
        wrapper: { ...wrapper, searchOptions: { max_length: length, min_length: length } },
        runtime: "int4",
        input: { prompt: text },
      },
      { onProgress: () => undefined, onTextDelta: () => undefined },
      new AbortController().signal,
    );
  }
}

async function tokenizerOf(model: BenchModel): Promise<Tokenizer> {
  const text = async (path: string): Promise<string> => (await fetch(`/models/${model.name}/${path}`)).text();
  return Tokenizer.fromFiles({
    "tokenizer.json": await text("tokenizer.json"),
    "tokenizer_config.json": await text("tokenizer_config.json"),
  });
}

export const engine = new PageEngine();
