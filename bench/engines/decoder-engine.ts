import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import { BundleReader } from "#workers/inference/bundle-reader.ts";
import type { BenchModel, ModelSource } from "./engine-worker.ts";
import type { Engine } from "./engine.ts";
import { bundleOf, storeBundle } from "./stored-files.ts";

/** What implements the product's `Decoder` port, opened from a bundle as the product opens it. */
export class DecoderEngine implements Engine {
  readonly skipsContext = true;
  readonly #open: (reader: BundleReader, threads: number) => Promise<Decoder>;
  #decoder: Decoder | null = null;

  constructor(open: (reader: BundleReader, threads: number) => Promise<Decoder>) {
    this.#open = open;
  }

  async load(model: BenchModel, threads: number, source: ModelSource): Promise<void> {
    const bundle = await bundleOf(model, source);
    const reader = new BundleReader(bundle, () => undefined, new AbortController().signal);
    this.#decoder = await this.#open(reader, threads);
  }

  store(model: BenchModel): Promise<void> {
    return storeBundle(model);
  }

  prefill(tokenIds: Int32Array): Promise<number> {
    return this.#withSession(tokenIds.length, async (session) => {
      const startMs = performance.now();
      likeliest(await session.append(tokenIds));
      return performance.now() - startMs;
    });
  }

  /** The cache before the steps holds zeros: what stands in it does not change how long a step takes. */
  decode(tokenIds: Int32Array, steps: number): Promise<number[]> {
    return this.#withSession(tokenIds.length + steps, async (session) => {
      session.setLength(tokenIds.length);
      const token = tokenIds.slice(-1);
      const stepMs: number[] = [];
      while (stepMs.length < steps) {
        const startMs = performance.now();
        token[0] = likeliest(await session.append(token));
        stepMs.push(performance.now() - startMs);
      }
      return stepMs;
    });
  }

  async #withSession<Result>(
    capacity: number,
    use: (session: DecoderSession) => Promise<Result>,
  ): Promise<Result> {
    const session = await this.#decoder!.openSession(capacity);
    try {
      return await use(session);
    } finally {
      await session.dispose();
    }
  }
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id += 1) if (logits[id]! > logits[best]!) best = id;
  return best;
}
