/**
 * The port between the generate() API and whatever runs the ONNX graph.
 *
 * Implementations: workers/inference/ort-web (any ONNX decoder); src/genai/testing (onnxruntime-node).
 */
export interface Decoder {
  readonly vocabSize: number;
  /**
   * Tokens up to which a cache does not depend on the length at which it was made: long rope turns keys by other tables beyond.
   * Absent: it never does.
   */
  readonly reusableUpTo?: number;
  /**
   * Makes an empty KV cache for one generation.
   * @param capacity tokens it must be able to hold (native allocates max_length).
   * @param count of caches that are to be opened one after the other, this one among them, and to copy one another.
   * @throws AppError "out-of-memory"
   */
  openSession(capacity: number, count?: number): Promise<DecoderSession>;
  /** Frees the weights; sessions that are still open become unusable. */
  dispose(): Promise<void>;
}

/** One KV cache over a loaded decoder; its tokens stand at positions [0, length). Batch 1. */
export interface DecoderSession {
  readonly vocabSize: number;
  /** Tokens whose keys and values the cache holds. */
  readonly length: number;
  /** Tokens the cache can hold. */
  readonly capacity: number;

  /**
   * Runs `tokenIds` (at least one) at positions [length, length + n).
   * @returns logits of the last position, f32 [vocabSize]; the caller may write to it; valid until the next call.
   * @throws AppError "invalid-argument" beyond the capacity.
   */
  append(tokenIds: Int32Array): Promise<Float32Array>;

  /**
   * Sets `length`, from 0 to `capacity`. Back: the tokens from there on are forgotten. Forward: the positions skipped
   * count as cached and hold what the cache has there, zeros if never written. Native goes forward in one case: tokens
   * appended after a caller's own stop, whose last generated token was never run (Generator::AppendTokens, 0.18).
   */
  setLength(length: number): void;

  /**
   * Takes over the first `count` positions of another cache of the same decoder, written or not, and has that length. So native
   * hands a beam's cache on (DefaultKeyValueCache::PickPastState, src/models/kv_cache.cpp, 0.18).
   */
  copyFrom(source: DecoderSession, count: number): Promise<void>;

  /** Frees the KV cache only. */
  dispose(): Promise<void>;
}
