/**
 * The generate() API of mid-2024 (onnxruntime-genai 0.2 to 0.5.2) on top of today's, for wrappers that say `params.input_ids = tokens`
 * and `model.generate(params)`.
 * Only the calls are those of mid-2024. Options mean what they mean today (temperature 0 is greedy, top_k defaults to 50), and the
 * end-of-stream token is in no sequence, although it was until 0.11.
 */
import { AppError } from "#base/errors.ts";
import { Generator, type GeneratorModel } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";

/** GeneratorParams that contain the prompt. */
export class PromptedParams extends GeneratorParams {
  /** The prompt; must be set before a generator is made. */
  inputIds: Int32Array | readonly number[] | null = null;
}

/**
 * Generates to the end. Mirrors Model.generate (onnxruntime-genai, src/python/python.cpp, 0.5.2).
 * @param afterToken can end it: what it throws is thrown.
 * @returns the sequences, prompt first: one for each of num_return_sequences.
 * @throws AppError "invalid-argument" with native's message; errors of Generator.
 */
export async function generate(
  model: GeneratorModel,
  params: PromptedParams,
  afterToken: () => void | Promise<void> = () => undefined,
): Promise<Int32Array[]> {
  const generator = await SteppedGenerator.create(model, params);
  try {
    while (!generator.isDone()) {
      await generator.computeLogits();
      await generator.generateNextToken();
      await afterToken();
    }
    return Array.from({ length: params.search.numReturnSequences }, (_, index) =>
      generator.getSequence(index),
    );
  } finally {
    await generator.dispose();
  }
}

/** Generator of mid-2024: takes its prompt from the params, and has to be told to compute logits before each token. */
export class SteppedGenerator {
  readonly #generator: Generator;
  /** Not given to the generator yet: in mid-2024, the prompt also ran at the first compute_logits. */
  #prompt: Int32Array | null;

  private constructor(generator: Generator, prompt: Int32Array) {
    this.#generator = generator;
    this.#prompt = prompt;
  }

  /** @throws AppError "invalid-argument" for params without a prompt, and as Generator.create. */
  static async create(model: GeneratorModel, params: PromptedParams): Promise<SteppedGenerator> {
    const { inputIds } = params;
    if (inputIds === null || inputIds.length === 0)
      throw new AppError("invalid-argument", "input_ids is empty");
    if (inputIds.length >= params.search.maxLength) {
      throw new AppError(
        "invalid-argument",
        `input sequence_length (${inputIds.length}) is >= max_length (${params.search.maxLength})`,
      );
    }
    return new SteppedGenerator(await Generator.create(model, params), Int32Array.from(inputIds));
  }

  isDone(): boolean {
    return this.#prompt === null && this.#generator.isDone();
  }

  async computeLogits(): Promise<void> {
    const prompt = this.#prompt;
    if (prompt === null) {
      await this.#generator.getLogits();
      return;
    }
    this.#prompt = null;
    await this.#generator.appendTokens(prompt);
  }

  /** @throws AppError "invalid-argument" before the first computeLogits. */
  generateNextToken(): Promise<void> {
    return this.#generator.generateNextToken();
  }

  getNextTokens(): Int32Array {
    return this.#generator.getNextTokens();
  }

  tokenCount(): number {
    return this.#generator.tokenCount();
  }

  /** As Generator.mark. */
  mark(): (() => void) | null {
    return this.#prompt === null ? this.#generator.mark() : null;
  }

  getSequence(index: number): Int32Array {
    return this.#generator.getSequence(index);
  }

  dispose(): Promise<void> {
    return this.#generator.dispose();
  }
}
