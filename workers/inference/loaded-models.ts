import { throwIfAborted } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { GenaiModel } from "./genai-model.ts";
import { ModelSlot } from "./model-slot.ts";
import type { Runtimes } from "./runtime.ts";

/** A model, and what is to run it. */
export interface ModelChoice {
  readonly bundle: ModelBundle;
  readonly runtime: RuntimeChoice;
}

/** A worker's model of the generate() API, the last that was asked for, and the queue of all who use models. */
export class LoadedModels {
  readonly #runtimes: Runtimes<RuntimeId>;
  readonly #genai = new ModelSlot<GenaiModel>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(runtimes: Runtimes<RuntimeId>) {
    this.#runtimes = runtimes;
  }

  /** Starts when those before it have ended. @throws AppError "aborted" if the signal has aborted by then. */
  inTurn<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const result = this.#last.then(() => {
      throwIfAborted(signal);
      return work();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** To be called in turn. @returns the model, and the milliseconds of loading. Errors as `GenaiModel.load`. */
  genai(
    { bundle, runtime }: ModelChoice,
    options: Pick<PyfuncWrapper, "searchOptions">,
    reader: BundleReader,
  ): Promise<{ readonly model: GenaiModel; readonly loadMs: number }> {
    return this.#genai.get(`${bundle.id} ${runtime}`, () =>
      GenaiModel.load(reader, this.#runtimes, runtime, options),
    );
  }
}
