import { type InferenceSession, Tensor } from "onnxruntime-common";
import { AppError } from "#base/errors.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import { PrefixReuse } from "#genai/prefix-reuse.ts";
import type { Feeds, PipelineSession, Results } from "../ort-web/pipeline-session.ts";

const inputIds = "input_ids";
const attentionMask = "attention_mask";
const logits = "logits";
/** transformers.js reads the number of cached tokens from its shape. */
const cacheLength = "present.0.key";

/**
 * A decoder with its own KV cache for transformers.js, which keeps its own way of generating: tokenizer, processors and criteria. Keys
 * and values never leave the decoder, and logits are those of the last position, which is all that generation reads.
 */
export class DecoderPipelineSession implements PipelineSession {
  readonly inputs: readonly InferenceSession.ValueMetadata[] = [
    { name: inputIds, isTensor: true, type: "int64", shape: ["batch_size", "sequence_length"] },
    { name: attentionMask, isTensor: true, type: "int64", shape: ["batch_size", "total_sequence_length"] },
  ];
  readonly outputs: readonly InferenceSession.ValueMetadata[] = [
    { name: logits, isTensor: true, type: "float32", shape: ["batch_size", 1, "vocab_size"] },
    {
      name: cacheLength,
      isTensor: true,
      type: "float32",
      shape: ["batch_size", 1, "total_sequence_length", 0],
    },
  ];
  readonly #decoder: PrefixReuse;
  #session: DecoderSession | null = null;

  /** @param contextLength of the model. */
  constructor(decoder: Decoder, contextLength: number) {
    this.#decoder = new PrefixReuse(decoder, contextLength);
  }

  /** Prompt tokens of the last answer that were already in the KV cache. */
  takeReusedTokens(): number {
    return this.#decoder.takeReusedTokens();
  }

  /**
   * Starts a generation.
   * @param capacity tokens of the prompt and its answer.
   * @throws AppError "out-of-memory"
   */
  async begin(capacity: number): Promise<void> {
    await this.end();
    this.#session = await this.#decoder.openSession(capacity);
  }

  /** Ends the generation; the next one can reuse its cache. */
  async end(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.dispose();
  }

  async run(feeds: Feeds): Promise<Results> {
    const session = this.#session;
    const ids = feeds[inputIds];
    const data = ids?.data;
    if (session === null || !(data instanceof BigInt64Array) || ids?.dims[0] !== 1) {
      throw new AppError("internal", "transformers.js asked for another run than one of a generation.");
    }
    const row = await session.append(Int32Array.from(data, Number));
    return {
      [logits]: new Tensor("float32", row.slice(), [1, 1, row.length]),
      [cacheLength]: new Tensor("float32", new Float32Array(), [1, 1, session.length, 0]),
    };
  }

  async dispose(): Promise<void> {
    await this.end();
    await this.#decoder.dispose();
  }
}
