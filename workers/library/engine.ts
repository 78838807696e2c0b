/** The library's engine, for workers of every platform. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { Generator } from "#genai/generator.ts";
import { generateText, type TextModel } from "#genai/generate-text.ts";
import type { EngineWorker, GeneratorState } from "#library/engine-port.ts";
import { generatingPart, openSource } from "#library/open-source.ts";
import type { TokenizerStream } from "#tokenizer/tokenizer-stream.ts";
import { BundleReader } from "../inference/bundle-reader.ts";
import { GenaiModel } from "../inference/genai-model.ts";
import { genaiModels, oneAtATime } from "../inference/loaded-models.ts";
import { nextMacrotask } from "../inference/next-macrotask.ts";
import { createPredict, type Loaders } from "../inference/predict.ts";

/**
 * @param loaders what this worker's files contain.
 * @param loadTemplates is awaited before a chat template is rendered, in a worker that does not contain what renders them.
 */
export function createEngine(
  loaders: Loaders,
  loadTemplates: () => Promise<void> = () => Promise.resolve(),
): EngineWorker {
  let model: TextModel | null = null;
  const streams = new Map<number, TokenizerStream>();
  const generators = new Map<number, Generator>();

  const loaded = (): TextModel => {
    if (model !== null) return model;
    throw new AppError(
      "not-found",
      message`The worker that held the model has ended. Load the model again, with Model.load.`,
    );
  };
  const generatorOf = (id: number): Generator => {
    const generator = generators.get(id);
    if (generator !== undefined) return generator;
    throw new AppError(
      "not-found",
      message`This generator is disposed of, or the worker that held it has ended. Create another one.`,
    );
  };
  /** One at a time, as native: caches share the buffers between a model's layers. */
  const withGenerator = (id: number, use: (generator: Generator) => unknown): Promise<GeneratorState> =>
    oneAtATime(async () => {
      const generator = generatorOf(id);
      await use(generator);
      return stateOf(generator);
    });

  return {
    predict: createPredict(loaders),
    open: async (source, events, signal) => generatingPart(await openSource(source, events, signal)),
    load: (bundle, runtime, maxLength, { onProgress }, signal) =>
      oneAtATime(async () => {
        throwIfAborted(signal);
        const searchOptions = maxLength === null ? {} : { max_length: maxLength };
        const reader = new BundleReader(bundle, onProgress, signal);
        const { model: genaiModel } = await genaiModels.get(`${bundle.id} ${runtime}`, () =>
          GenaiModel.load(reader, loaders.runtimes, runtime, { searchOptions }),
        );
        model = genaiModel.lend();
        return { config: model.config, runtime: genaiModel.runtimeInfo() };
      }),
    generate: (request, { onTextDelta }, signal) =>
      oneAtATime(async () => {
        throwIfAborted(signal);
        return generateText(loaded(), request, { signal, onTextDelta, yieldControl: nextMacrotask });
      }),
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
    createGenerator: (id, search) =>
      oneAtATime(async () => {
        const { config } = loaded();
        const params = new GeneratorParams(config);
        Object.assign(params.search, search);
        const generator = await Generator.create(loaded(), params);
        generators.set(id, generator);
        return stateOf(generator);
      }),
    appendTokens: (id, tokenIds) => withGenerator(id, (generator) => generator.appendTokens(tokenIds)),
    generateNextToken: (id) => withGenerator(id, (generator) => generator.generateNextToken()),
    getSequence: async (id, index) => generatorOf(id).getSequence(index),
    getLogits: (id) =>
      oneAtATime(async () => {
        const generator = generatorOf(id);
        const logits = (await generator.getLogits()).slice();
        return { logits, state: stateOf(generator) };
      }),
    setLogits: (id, logits) => withGenerator(id, (generator) => generator.setLogits(logits)),
    rewindTo: (id, newLength) => withGenerator(id, (generator) => generator.rewindTo(newLength)),
    disposeGenerator: (id) =>
      oneAtATime(async () => {
        const generator = generators.get(id);
        generators.delete(id);
        await generator?.dispose();
      }),
  };
}

function stateOf(generator: Generator): GeneratorState {
  return {
    isDone: generator.isDone(),
    tokenCount: generator.tokenCount(),
    nextTokens: generator.getNextTokens().slice(),
  };
}
