import type { DownloadFile } from "../download/plan.ts";

/** What the page knows beforehand about models on the hub: a public model, or a layout that many repositories share. */
export type Family = PublicModel | Layout;

/** A public model. Everything else is read from the hub at look-up. */
export interface PublicModel {
  readonly kind: "model";
  /** Its name in the page. */
  readonly name: string;
  /** Option 2: the folder for CPU, which option 1 can also run. */
  readonly onnx: {
    readonly repository: string;
    readonly variant: string;
    /** 40 hex digits; null if unknown: then the newest. */
    readonly commit: string | null;
    /** The folder's size, including weights. */
    readonly sizeBytes: number;
    /** The folder's files at that commit, if their hashes are known. */
    readonly files?: readonly PublishedFile[];
  };
  /** Option 1: what its artifact refers to, `save_pretrained=False`. */
  readonly weights: {
    readonly repository: string;
    /** 40 hex digits. */
    readonly commit: string;
    /** Type of the repository's own weights, in torch's words. */
    readonly dtype: string;
  };
  /** SPDX identifier, as the repositories' cards give it. */
  readonly license: string;
  /** Whether it fits the page's memory. A model that does not is not offered, but recognised by its address. */
  readonly runsHere: boolean;
  readonly tokenizer: "SentencePiece" | "byte-level BPE";
  /** Tokens. */
  readonly contextLength: number;
  /** Features of the graph, for docs/models.md. */
  readonly features: readonly string[];
}

export interface PublishedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower case. */
  readonly sha256: string;
}

/** A layout of repositories: how a repository's files become models. */
export interface Layout {
  readonly kind: "layout";
  readonly name: LayoutName;
  /** @param files of a repository, with their paths. @returns those of this layout, by path. */
  readonly models: (files: readonly DownloadFile[]) => readonly LayoutModel[];
}

type LayoutName = "onnxruntime-genai" | "transformers.js" | "safetensors";

/** Some of a repository's files, as a model. */
export interface LayoutModel {
  /** The folder, or the ONNX file, that makes it this model; "" for all files at the top. */
  readonly variant: string;
  /** With their paths in the bundle. */
  readonly files: readonly DownloadFile[];
}
