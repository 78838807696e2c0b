import type { TokenProbabilities } from "#genai/token-probabilities.ts";
import type { TokenDetail } from "#inference/inference-port.ts";

/** Adds text to each token; the same few occur often. */
export function withTexts(
  tokens: readonly TokenProbabilities[],
  textOf: (tokenId: number) => string,
): TokenDetail[] {
  const texts = new Map<number, string>();
  const text = (tokenId: number): string => {
    const known = texts.get(tokenId) ?? textOf(tokenId);
    texts.set(tokenId, known);
    return known;
  };
  return tokens.map((token) => ({
    ...token,
    text: text(token.tokenId),
    alternatives: token.alternatives.map((each) => ({ ...each, text: text(each.tokenId) })),
  }));
}
