/** The texts for a tokenizer: its own special tokens stand in them. */
export function textsOf(tokenizerJson: string): string[];

/** Of the tokens of a text, what they are decoded to, and what a stream gives for each. */
export function hashOfResult(result: {
  readonly ids: readonly number[];
  readonly decoded: string;
  readonly stream: readonly string[];
}): string;
