import type { DownloadFile } from "../download/plan.ts";

/** What the page knows beforehand of models that the hub has: a public model, or a layout that many repositories have. */
export type Family = PublicModel | Layout;

/** A public model. Whatever is not here is read from the hub when it is looked up. */
export interface PublicModel {
  readonly kind: "model";
  /** What the page calls it. */
  readonly name: string;
  /** Option 2: the folder for CPU, which option 1 runs too. */
  readonly onnx: {
    readonly repository: string;
    readonly variant: string;
    /** 40 hex digits; null where none is known: then the newest. */
    readonly commit: string | null;
    /** Of the folder, weights included. */
    readonly sizeBytes: number;
    /** The folder's files at that commit, where their hashes are known. */
    readonly files?: readonly PublishedFile[];
  };
  /** Option 1: what its artifact refers to, `save_pretrained=False`. */
  readonly weights: {
    readonly repository: string;
    /** 40 hex digits. */
    readonly commit: string;
    /** Of the repository's own weights, as torch calls it. */
    readonly dtype: string;
  };
  /** Whether the page's memory holds it. One that it does not hold is not offered, but is known by its address. */
  readonly runsHere: boolean;
  readonly tokenizer: "SentencePiece" | "byte-level BPE";
  /** Tokens. */
  readonly contextLength: number;
  /** Of the graph, for docs/models.md. */
  readonly features: readonly string[];
}

export interface PublishedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower case. */
  readonly sha256: string;
}

/** A layout of repositories: how the files of one become models. */
export interface Layout {
  readonly kind: "layout";
  readonly name: LayoutName;
  /** @param files of a repository, with their paths there. @returns those of this layout, by path. */
  readonly models: (files: readonly DownloadFile[]) => readonly LayoutModel[];
}

type LayoutName = "onnxruntime-genai" | "transformers.js" | "safetensors";

/** Some of a repository's files, as a model. */
export interface LayoutModel {
  /** The folder, or the ONNX file, that makes it this model; "" for all files at the top. */
  readonly variant: string;
  /** Their paths are those in the bundle. */
  readonly files: readonly DownloadFile[];
}
