/** The model's probability of each chosen token, and the likeliest alternatives. */
interface TokenProbability {
  readonly tokenId: number;
  /** Natural logarithm of the probability. */
  readonly logProbability: number;
}

export interface TokenProbabilities extends TokenProbability {
  /** The likeliest tokens at this place, best first; the chosen one may be among them. */
  readonly alternatives: readonly TokenProbability[];
}

/** Records the model's own probabilities during a generation, from its logits before penalties, temperature and sampling limits. */
export class TokenObserver {
  readonly tokens: TokenProbabilities[] = [];
  readonly #count: number;
  #row = new Float32Array();

  /** @param count how many tokens to keep at each place. */
  constructor(count: number) {
    this.#count = count;
  }

  /** @param logits f32 [vocab], of the next token; copied, because the search writes to them. */
  readonly onLogits = (logits: Float32Array): void => {
    if (this.#row.length === logits.length) this.#row.set(logits);
    else this.#row = logits.slice();
  };

  /** @param tokenId the token chosen from the latest logits. */
  onToken(tokenId: number): void {
    this.tokens.push(tokenProbabilities(this.#row, tokenId, this.#count));
  }
}

/**
 * Log-softmax of the chosen token and of the `count` likeliest; the lower id comes first among equals.
 * @param logits f32 [vocab]; not modified.
 */
export function tokenProbabilities(logits: Float32Array, tokenId: number, count: number): TokenProbabilities {
  const ids: number[] = [];
  let max = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (logit > max) max = logit;
    // Most tokens score below the last of the few that are kept.
    if (ids.length === count && !(logit > logits[ids[count - 1]!]!)) continue;
    let at = Math.min(ids.length, count - 1);
    while (at > 0 && logit > logits[ids[at - 1]!]!) {
      ids[at] = ids[at - 1]!;
      at--;
    }
    ids[at] = id;
  }
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - max);
  const logSum = max + Math.log(sum);
  const probabilityOf = (id: number): TokenProbability => ({
    tokenId: id,
    logProbability: logits[id]! - logSum,
  });
  return { ...probabilityOf(tokenId), alternatives: ids.map(probabilityOf) };
}
