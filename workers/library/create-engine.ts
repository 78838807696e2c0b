/** The package's engine, for workers of every platform, and of the notebook's page. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { generateText, type TextModel } from "#genai/generate-text.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import { generatingPart, openSource } from "#library/open-source.ts";
import type { TokenizerStream } from "#tokenizer/tokenizer-stream.ts";
import { BundleReader } from "../inference/bundle-reader.ts";
import { LoadedModels } from "../inference/loaded-models.ts";
import type { Loaders } from "../inference/loaders.ts";
import { nextMacrotask } from "../inference/next-macrotask.ts";
import { useOneThread } from "../inference/ort-web/threads.ts";
import { createPredict } from "../inference/predict.ts";
import { generatorsOf } from "./generators.ts";

/**
 * @param loaders what this worker's files contain.
 * @param models the worker's queue and its model, where it has methods beside the package's that use them.
 * @param loadTemplates is awaited before a chat template is rendered, in a worker that does not contain what renders them.
 */
export function createEngine(
  { runtimes, predictChat }: Loaders,
  models = new LoadedModels(runtimes),
  loadTemplates: () => Promise<void> = () => Promise.resolve(),
): EngineWorker {
  let model: TextModel | null = null;
  const streams = new Map<number, TokenizerStream>();

  const loaded = (): TextModel => {
    if (model !== null) return model;
    throw new AppError(
      "not-found",
      message`The worker that held the model has ended. Load the model again, with Model.load.`,
    );
  };

  return {
    predict: createPredict(models, predictChat),
    useOneThread: async () => useOneThread(),
    open: async (source, events, signal) => generatingPart(await openSource(source, events, signal)),
    load: (bundle, runtime, maxLength, { onProgress }, signal) =>
      models.inTurn(async () => {
        const searchOptions = maxLength === null ? {} : { max_length: maxLength };
        const reader = new BundleReader(bundle, onProgress, signal);
        const { model: genaiModel } = await models.genai({ bundle, runtime }, { searchOptions }, reader);
        model = genaiModel.textModel;
        return { config: model.config, runtime: genaiModel.runtimeInfo() };
      }, signal),
    generate: (request, { onTextDelta }, signal) =>
      models.inTurn(
        () => generateText(loaded(), request, { signal, onTextDelta, yieldControl: nextMacrotask }),
        signal,
      ),
    encode: async (text) => loaded().tokenizer.encode(text),
    encodeBatch: async (texts) => {
      const { tokenizer, config } = loaded();
      return tokenizer.encodeBatch(texts, config.model.padTokenId);
    },
    decode: async (tokenIds) => loaded().tokenizer.decode(tokenIds),
    toTokenId: async (token) => loaded().tokenizer.toTokenId(token),
    applyChatTemplate: async (messages, options) => {
      await loadTemplates();
      return loaded().tokenizer.applyChatTemplate(messages, options);
    },
    decodeNext: async (id, tokenId) => {
      const stream = streams.get(id) ?? loaded().tokenizer.createStream();
      streams.set(id, stream);
      return stream.decode(tokenId);
    },
    disposeStream: async (id) => void streams.delete(id),
    ...generatorsOf(models, loaded),
  };
}
