import type { Progress } from "#base/progress.ts";

/** Where a model lies, as it crosses to a worker. */
export type ModelSource =
  | FilesOfFolder
  | { readonly kind: "directory"; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: "zip"; readonly name: string; readonly blob: Blob }
  | UrlOfModel
  | HubModel;

export interface UrlOfModel extends DownloadTerms {
  readonly kind: "url";
  /** Absolute: a folder, its bundle.json, a zip, or a page of the Hugging Face hub. */
  readonly url: string;
}

/** What may be downloaded. */
interface DownloadTerms {
  /** Only to learn what lies there: no weights, even where the server does not tell their size. */
  readonly isLookUp?: boolean;
  /** The most bytes of all files that the model needs; no limit by default. */
  readonly maxBytes?: number;
}

/** Files with their paths in the folder. */
export interface FilesOfFolder {
  readonly kind: "files";
  readonly name: string;
  readonly files: readonly NamedFile[];
}

interface NamedFile {
  readonly path: string;
  readonly blob: Blob;
}

/** A repository of the Hugging Face hub, or of a mirror that speaks its API. */
export interface HubModel extends Pick<DownloadTerms, "maxBytes"> {
  readonly kind: "hub";
  /** "owner/name" */
  readonly repository: string;
  /** Branch, tag or commit; "main" by default. */
  readonly revision?: string;
  /** The folder of the repository, where it holds several models. */
  readonly variant?: string;
  /** The address of a mirror; https://huggingface.co by default. */
  readonly hubUrl?: string;
}

export interface SourceEvents {
  readonly onProgress: (progress: Progress) => void;
}
