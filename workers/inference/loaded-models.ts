import { throwIfAborted } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import type { PyfuncWrapper, TransformersWrapper } from "#wrapper/wrapper.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { GenaiModel } from "./genai-model.ts";
import { ModelSlot } from "./model-slot.ts";
import type { Runtimes } from "./runtime.ts";
import type { ChatModel } from "./transformers/chat-model.ts";

/** What loads models. */
export interface Loaders {
  readonly runtimes: Runtimes<RuntimeId>;
  /** transformers.js and what goes with it. */
  readonly loadChatModel: (typeof ChatModel)["load"];
}

/** A model, and what is to run it. */
export interface ModelChoice {
  readonly bundle: ModelBundle;
  readonly runtime: RuntimeChoice;
}

/** A worker's models, the last one of each option, and the queue of those who use them. */
export class LoadedModels {
  readonly #loaders: Loaders;
  readonly #chat = new ModelSlot<ChatModel>();
  readonly #genai = new ModelSlot<GenaiModel>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(loaders: Loaders) {
    this.#loaders = loaders;
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

  /** Option 1. To be called in turn. @returns the model, and the milliseconds of loading. Errors as `ChatModel.load`. */
  chat({ bundle, runtime }: ModelChoice, wrapper: TransformersWrapper, reader: BundleReader) {
    const { loadChatModel, runtimes } = this.#loaders;
    return this.#chat.get(keyOf(bundle, runtime), () =>
      loadChatModel(bundle, reader, runtimes, runtime, wrapper),
    );
  }

  /** Option 2. To be called in turn. @returns the model, and the milliseconds of loading. Errors as `GenaiModel.load`. */
  genai(
    { bundle, runtime }: ModelChoice,
    options: Pick<PyfuncWrapper, "searchOptions">,
    reader: BundleReader,
  ) {
    const { runtimes } = this.#loaders;
    return this.#genai.get(keyOf(bundle, runtime), () => GenaiModel.load(reader, runtimes, runtime, options));
  }
}

function keyOf(bundle: ModelBundle, runtime: RuntimeChoice): string {
  return `${bundle.id} ${runtime}`;
}
