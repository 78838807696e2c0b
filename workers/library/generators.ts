/** The library's generators, which a worker holds by their ids. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { TextModel } from "#genai/generate-text.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { Generator } from "#genai/generator.ts";
import type { EngineWorker, GeneratorState } from "#library/engine-port.ts";
import type { LoadedModels } from "../inference/loaded-models.ts";

type GeneratorMethods = Pick<
  EngineWorker,
  | "createGenerator"
  | "appendTokens"
  | "generateNextToken"
  | "getSequence"
  | "getLogits"
  | "setLogits"
  | "rewindTo"
  | "disposeGenerator"
>;

/** @param loaded the model that the worker holds. */
export function generatorsOf(models: LoadedModels, loaded: () => TextModel): GeneratorMethods {
  const generators = new Map<number, Generator>();
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
    models.inTurn(async () => {
      const generator = generatorOf(id);
      await use(generator);
      return stateOf(generator);
    });

  return {
    createGenerator: (id, search) =>
      models.inTurn(async () => {
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
      models.inTurn(async () => {
        const generator = generatorOf(id);
        const logits = (await generator.getLogits()).slice();
        return { logits, state: stateOf(generator) };
      }),
    setLogits: (id, logits) => withGenerator(id, (generator) => generator.setLogits(logits)),
    rewindTo: (id, newLength) => withGenerator(id, (generator) => generator.rewindTo(newLength)),
    disposeGenerator: (id) =>
      models.inTurn(async () => {
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
