import type { BenchModel, ModelSource } from "./engine-worker.ts";

/** An engine under the clock. One model at a time; nothing is freed, since its page is closed afterwards. */
export interface Engine {
  /** Whether `decode` can stand behind tokens that it has not run; otherwise it runs them first, off the clock. */
  readonly skipsContext: boolean;
  /** Loads the model as the engine's own users do. From storage, it is there by `store`, or by a load from the network. */
  load(model: BenchModel, threads: number, source: ModelSource): Promise<void>;
  /** Puts the model where `load` finds it from storage. */
  store(model: BenchModel): Promise<void>;
  /** @returns milliseconds from an empty cache to the first new token. */
  prefill(tokenIds: Int32Array): Promise<number>;
  /**
   * Greedy steps after `tokenIds`.
   * @returns milliseconds of each step.
   */
  decode(tokenIds: Int32Array, steps: number): Promise<number[]>;
}
