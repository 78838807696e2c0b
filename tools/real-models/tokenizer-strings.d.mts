/**
 * At least `count` strings, each once and in a fixed order; some hold halves of surrogate pairs.
 * @param specialTokens those of the tokenizer, which stand within some of the strings.
 */
export function tokenizerStrings(specialTokens: readonly string[], count: number): string[];
