import type { Generator } from "#workers/library/generator.ts";
import type { Model } from "#workers/library/model.ts";
import type { BenchModel } from "./engine-worker.ts";
import type { Engine } from "./engine.ts";

type Library = typeof import("#workers/library/entry.ts");

/** The package phi3-mlflow, built, by its generate() API: each token is a call to its worker. */
class LibraryEngine implements Engine {
  readonly skipsContext = false;
  #library: Library | null = null;
  #model: Model | null = null;

  /** From the server, both times: it keeps no models. */
  async load(model: BenchModel, threads: number): Promise<void> {
    const { origin } = self.location;
    this.#library = (await import(/* @vite-ignore */ `${origin}/phi3-mlflow/index.js`)) as Library;
    this.#model = await this.#library.Model.load(`${origin}/models/${model.name}/`);
    const taken = this.#model.runtime.threads;
    if (taken !== threads)
      throw new Error(`The library chooses its threads itself: ${taken} on this machine.`);
  }

  store(): Promise<void> {
    return Promise.resolve();
  }

  async prefill(tokenIds: Int32Array): Promise<number> {
    // The model keeps the keys and values of the prompt before: another one takes their place.
    const other = tokenIds.slice(0, 1).map((id) => id + 1);
    await this.#withGenerator(2, (generator) => generator.appendTokens(other));
    return this.#withGenerator(tokenIds.length + 1, async (generator) => {
      const startMs = performance.now();
      await generator.appendTokens(tokenIds);
      await generator.generateNextToken();
      return performance.now() - startMs;
    });
  }

  decode(tokenIds: Int32Array, steps: number): Promise<number[]> {
    // The first token comes of the prompt's logits, and costs no step of the decoder.
    return this.#withGenerator(tokenIds.length + steps + 1, async (generator) => {
      await generator.appendTokens(tokenIds);
      await generator.generateNextToken();
      const stepMs: number[] = [];
      while (stepMs.length < steps) {
        const startMs = performance.now();
        await generator.generateNextToken();
        stepMs.push(performance.now() - startMs);
      }
      return stepMs;
    });
  }

  async #withGenerator<Result>(
    length: number,
    use: (generator: Generator) => Promise<Result>,
  ): Promise<Result> {
    const { Generator, GeneratorParams } = this.#library!;
    const params = new GeneratorParams(this.#model!);
    // No answer ends before the steps are done.
    params.setSearchOptions({ max_length: length, min_length: length });
    const generator = await Generator.create(this.#model!, params);
    try {
      return await use(generator);
    } finally {
      await generator.dispose();
    }
  }
}

export const engine = new LibraryEngine();
