import type { FileSource } from "#bundle/bundle.ts";

export type ArtifactContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | FileSource;

export interface ArtifactFile {
  /** Path inside the model directory, "/"-separated. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly content: ArtifactContent;
}

/** A whole MLflow model directory, not yet written anywhere; `files` sorted by path. */
export interface Artifact {
  /** The directory's name: the wrapper's `name`. */
  readonly name: string;
  readonly files: readonly ArtifactFile[];
  readonly totalBytes: number;
  /** Whether its zip is to hold SHA256SUMS too, which takes reading every byte. */
  readonly withSums?: boolean;
}
