/**
 * The token sequences at which MLflow stops: each stop text with and without a space before it.
 * Mirrors _get_stopping_criteria (mlflow/transformers/llm_inference_utils.py, 3.17).
 * @param tokenize tokens of a text, without special ones.
 */
export function stopSequences(
  stop: readonly string[],
  tokenize: (text: string) => readonly number[],
): readonly (readonly number[])[] {
  return stop.flatMap((text) => [tokenize(text), tokenize(` ${text}`)]);
}

/** Whether the tokens end with one of the sequences. */
export function endsWithAny(tokenIds: readonly number[], sequences: readonly (readonly number[])[]): boolean {
  return sequences.some((sequence) => {
    const start = tokenIds.length - sequence.length;
    if (start < 0 || sequence.length === 0) return false;
    return sequence.every((tokenId, index) => tokenIds[start + index] === tokenId);
  });
}
