/** transformers' generate() over a decoder: greedy, or drawn as torch draws. */
import { AppError } from "#base/errors.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import type { Mt19937 } from "#genai/mt19937.ts";
import { drawToken, warpLogits } from "#pipeline/draw-token.ts";

/** A Hugging Face tokenizer, as transformers has it. */
interface CausalTokenizer {
  encode(text: string, addSpecialTokens: boolean): readonly number[];
  decode(tokenIds: readonly number[], skipSpecialTokens: boolean): string;
  /** By `template`, or the tokenizer's own. @throws JinjaError with the class and words of Python's. */
  applyChatTemplate(
    messages: readonly unknown[],
    options: { readonly addGenerationPrompt: boolean; readonly template: string | null },
  ): string;
}

/** A model of transformers with its files: option 1's bundle, loaded. */
export interface CausalModel {
  readonly decoder: Decoder;
  readonly tokenizer: CausalTokenizer;
  /** config.json, generation_config.json ("{}" if there is none), tokenizer_config.json, tokenizer.json: their texts. */
  readonly files: {
    readonly config: string;
    readonly generationConfig: string;
    readonly tokenizerConfig: string;
    /** The tokenizer's own; null where it has none. */
    readonly chatTemplate: string | null;
    /** The `added_tokens` of tokenizer.json, as JSON. */
    readonly addedTokens: string;
    /** Token -> id, as JSON. */
    readonly vocabulary: string;
  };
}

export interface CausalOptions {
  readonly maxLength: number;
  readonly minLength: number;
  readonly doSample: boolean;
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number | null;
  readonly repetitionPenalty: number;
  readonly noRepeatNgramSize: number;
  readonly eosTokenIds: readonly number[];
}

export interface ChosenToken {
  readonly tokenId: number;
  readonly isLast: boolean;
}

/** A sequence being generated. */
export class CausalGeneration {
  readonly #session: DecoderSession;
  readonly #options: CausalOptions;
  readonly #random: Mt19937;
  readonly #sequence: number[];
  #pending: Int32Array;

  private constructor(session: DecoderSession, prompt: Int32Array, options: CausalOptions, random: Mt19937) {
    this.#session = session;
    this.#options = options;
    this.#random = random;
    this.#sequence = [...prompt];
    this.#pending = prompt;
  }

  /** @throws AppError "out-of-memory". */
  static async begin(
    { decoder }: CausalModel,
    prompt: Int32Array,
    options: CausalOptions,
    random: Mt19937,
  ): Promise<CausalGeneration> {
    if (prompt.length === 0) throw new AppError("invalid-argument", "cannot reshape tensor of 0 elements");
    const session = await decoder.openSession(Math.max(options.maxLength, prompt.length + 1));
    return new CausalGeneration(session, prompt, options, random);
  }

  /** @returns the next token, and whether it is the last. */
  async next(): Promise<ChosenToken> {
    return this.choose(await this.scores());
  }

  /** @returns the scores of the next token, f32 [vocab], after the processors of the options; valid until the next call. */
  async scores(): Promise<Float32Array> {
    const logits = await this.#session.append(this.#pending);
    this.#process(logits);
    return logits;
  }

  /** The next token by these scores, which it changes. */
  choose(logits: Float32Array): ChosenToken {
    const { doSample, eosTokenIds, maxLength } = this.#options;
    if (doSample) warpLogits(logits, this.#options);
    const tokenId = doSample ? drawToken(logits, this.#random) : indexOfHighest(logits);
    this.#sequence.push(tokenId);
    this.#pending = Int32Array.of(tokenId);
    return { tokenId, isLast: eosTokenIds.includes(tokenId) || this.#sequence.length >= maxLength };
  }

  /** @returns a function that takes the generation back to here, and its draws; null before the first token. */
  mark(): (() => void) | null {
    const { length } = this.#session;
    if (length === 0) return null;
    const [count, pending, draws] = [this.#sequence.length, this.#pending, this.#random.mark()];
    return () => {
      this.#session.setLength(length);
      this.#sequence.length = count;
      this.#pending = pending;
      draws();
    };
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  /** In the order of GenerationMixin._get_logits_processor (transformers 5.23). */
  #process(logits: Float32Array): void {
    const { repetitionPenalty, noRepeatNgramSize, minLength, eosTokenIds } = this.#options;
    if (repetitionPenalty !== 1) {
      for (const id of new Set(this.#sequence)) {
        const logit = logits[id]!;
        logits[id] = logit < 0 ? logit * repetitionPenalty : logit / repetitionPenalty;
      }
    }
    if (noRepeatNgramSize > 0)
      for (const id of repeating(this.#sequence, noRepeatNgramSize)) logits[id] = -Infinity;
    if (this.#sequence.length < minLength) for (const id of eosTokenIds) logits[id] = -Infinity;
  }
}

/** The tokens that would repeat an n-gram of the sequence. */
function repeating(sequence: readonly number[], size: number): readonly number[] {
  const start = sequence.slice(sequence.length - size + 1);
  if (start.length < size - 1) return [];
  return sequence.flatMap((_, at) => {
    const isSame = start.every((id, index) => sequence[at + index] === id);
    const end = sequence[at + size - 1];
    return isSame && end !== undefined && at + size - 1 < sequence.length ? [end] : [];
  });
}

function indexOfHighest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id += 1) if (logits[id]! > logits[best]!) best = id;
  return best;
}
