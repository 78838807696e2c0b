/** Whether a bundle can serve an option, and if not, what is missing and what to do. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** What the model cell shows of a bundle. */
export interface BundleReport {
  /** e.g. "Phi3ForCausalLM", from config.json; null where there is none. */
  readonly architecture: string | null;
  readonly contextLength: number | null;
  readonly vocabSize: number | null;
  readonly totalBytes: number;
  readonly fileCount: number;
  /** Option 1: transformers pipeline. */
  readonly transformers: Readiness;
  /** Option 2: generate() API. */
  readonly pyfunc: Readiness;
  /** The bundle's README.md, for "about this model". */
  readonly card: string | null;
}
