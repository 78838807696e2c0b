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

/** A complete MLflow model directory, not yet written anywhere; `files` sorted by path. */
export interface Artifact {
  /** The directory's name: the wrapper's `name`. */
  readonly name: string;
  readonly files: readonly ArtifactFile[];
  readonly totalBytes: number;
  /** Whether its zip also gets SHA256SUMS, which requires reading every byte. */
  readonly withSums?: boolean;
}
