/** A public model: everything that the page knows of it beforehand. Sizes, hashes and files are read from the hub when it is looked up. */
export interface ModelFamily {
  /** What the page calls it. */
  readonly name: string;
  /** Option 2: the folder that runs here, which option 1 runs too. */
  readonly onnx: { readonly repository: string; readonly variant: string };
  /** Option 1: what its artifact refers to, `save_pretrained=False`. */
  readonly weights: {
    readonly repository: string;
    /** 40 hex digits; null where none is known for sure: the person asks the hub. */
    readonly commit: string | null;
    /** Of the repository's own weights, as torch calls it. */
    readonly dtype: string;
  };
  readonly tokenizer: "SentencePiece" | "byte-level BPE";
  /** Tokens. */
  readonly contextLength: number;
  /** Of the graph, for docs/models.md. */
  readonly features: readonly string[];
}
