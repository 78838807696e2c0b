import type { TokenizerFiles } from "#tokenizer/tokenizer-json.ts";

/** Ways to split text, by the models that have them. */
export const splitNames: readonly string[];

/** The tokenizer's files for one of `splitNames`, made of those of "qwen2.5". */
export function tokenizerThatSplits(name: string, tokenizerJson: string, configJson: string): TokenizerFiles;
