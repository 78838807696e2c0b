/** A complete run from a prompt's text, in shapes.json, demo-runs.json and int4/text-runs.json. */
export interface GoldenRunJson {
  readonly model: string;
  readonly prompt: string;
  readonly promptTokens: number;
  readonly searchOptions: Readonly<Record<string, number | boolean>>;
  /** get_sequence(0) after the prompt. */
  readonly tokenIds: readonly number[];
  /** For a greedy run: the smallest gap between the best two tokens at any step. */
  readonly minTop2Margin?: number;
}

/**
 * The int4 kernel's logits equal native's within 1e-5, until an activation is so close to the middle between two int8 values that its
 * last bit decides the rounding. From there on they differ by up to about 0.1.
 */
const nearTie = 0.1;

/** Whether it is a greedy run in which native's best two tokens were never that close. */
export function isClear({ minTop2Margin = 0 }: GoldenRunJson): boolean {
  return minTop2Margin > nearTie;
}
