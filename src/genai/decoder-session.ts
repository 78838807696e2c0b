/**
 * One loaded decoder and its KV cache: the port between the generate() API and whatever runs the ONNX graph.
 *
 * Implementations: workers/inference/ort-web (any ONNX decoder). Token ids are right-aligned positions [0, length).
 */
export interface DecoderSession {
  readonly batchSize: number;
  readonly vocabSize: number;
  /** Tokens whose keys and values the cache holds. */
  readonly length: number;
  /** Tokens the cache can hold. */
  readonly capacity: number;

  /**
   * Runs `tokenIds` (i32 [batch, n], row-major) after the cached ones.
   * @returns logits of the last position, f32 [batch, vocab], row-major; valid until the next call.
   */
  append(tokenIds: Int32Array): Promise<Float32Array>;

  /** Forgets cached tokens from `length` on. @throws AppError "invalid-argument" beyond the current length. */
  rewindTo(length: number): void;

  dispose(): Promise<void>;
}
