/** What is to fit into memory beside the weights. */
export interface ExpectedContext {
  /** Of the first run, prompt and answer together. */
  readonly tokens: number;
  /** The most that the model takes. */
  readonly contextLength: number;
}
