/** The context that must fit into memory beside the weights. */
export interface ExpectedContext {
  /** The tokens of the first run, prompt and answer together. */
  readonly tokens: number;
  /** The model's limit. */
  readonly contextLength: number;
}
