/** Growing sequences and choosing their next tokens. A row is one sequence that the model runs. */
export interface Search {
  /** Tokens of each sequence. */
  readonly length: number;
  readonly isDone: boolean;
  /** The token that was chosen or appended last, for each row. */
  readonly nextTokens: Int32Array;
  /** The sequences, as views that are valid until they change. */
  readonly rows: readonly Int32Array[];

  /**
   * The caller has checked that they fit. Whatever they are, the search is not done afterwards.
   * @param tokenIds i32 [prompts, tokens], row-major.
   */
  appendTokens(tokenIds: Int32Array): void;

  /** Keeps the first `length` tokens. */
  rewindTo(length: number): void;

  /**
   * Chooses and appends the tokens that follow.
   * @param scores f32 [rows, vocab], row-major: the logits; written to.
   */
  selectNextTokens(scores: Float32Array): void;

  /** @returns a function that forgets the tokens that were chosen since, and their draws; null where it cannot be taken back. */
  mark(): (() => void) | null;

  /** Result number `index`, or undefined if there is none. */
  getSequence(index: number): Int32Array | undefined;
}
