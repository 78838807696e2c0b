/**
 * The port between the generate() API and whatever runs the ONNX graph.
 *
 * Implementations: workers/inference/ort-web (any ONNX decoder); src/genai/testing (onnxruntime-node).
 */
export interface Decoder {
  readonly vocabSize: number;
  /**
   * The number of tokens up to which a cache does not depend on the length it was made for: beyond it, long rope rotates keys by other
   * tables. Undefined: it never depends on it.
   */
  readonly reusableUpTo?: number;
  /**
   * Creates an empty KV cache for one generation.
   * @param capacity tokens it must be able to hold (native allocates max_length).
   * @param count of caches that will be opened one after the other, this one included, and copied from one another.
   * @throws AppError "out-of-memory"
   */
  openSession(capacity: number, count?: number): Promise<DecoderSession>;
  /** Frees the weights. Sessions that are still open become unusable. */
  dispose(): Promise<void>;
}

/** One KV cache over a loaded decoder; its tokens are at positions [0, length). Batch 1. */
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
   * Sets `length`, from 0 to `capacity`. Shorter: forgets the tokens from there on. Longer: the skipped positions count as cached, with
   * whatever the cache holds there (zeros if never written). Native goes forward in one case: tokens appended after a caller's own stop,
   * whose last generated token was never run (Generator::AppendTokens, 0.18).
   */
  setLength(length: number): void;

  /**
   * Copies the first `count` positions of another cache of the same decoder, written or not, and takes that length. Native hands on a
   * beam's cache in this way (DefaultKeyValueCache::PickPastState, src/models/kv_cache.cpp, 0.18).
   */
  copyFrom(source: DecoderSession, count: number): Promise<void>;

  /** Frees the KV cache only. */
  dispose(): Promise<void>;
}
