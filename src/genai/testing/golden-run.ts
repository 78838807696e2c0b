/** A whole run from a prompt's text; of shapes.json, demo-runs.json, and int4/text-runs.json. */
export interface GoldenRunJson {
  readonly model: string;
  readonly prompt: string;
  readonly promptTokens: number;
  readonly searchOptions: Readonly<Record<string, number | boolean>>;
  /** get_sequence(0) behind the prompt. */
  readonly tokenIds: readonly number[];
  /** Of a greedy run: how near the best two tokens came at any step. */
  readonly minTop2Margin?: number;
}

/**
 * The int4 kernel's logits are native's but for 1e-5, until an activation lies so near the middle of two int8 values that the
 * last bit rounds it to the other: from there on they differ by up to some 0.1.
 */
const nearTie = 0.1;

/** Whether it is a greedy run in which native's best two tokens were never that close. */
export function isClear({ minTop2Margin = 0 }: GoldenRunJson): boolean {
  return minTop2Margin > nearTie;
}
