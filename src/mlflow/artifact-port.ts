/** The artifact worker's interface: zips of artifacts, and bundle files. */
import type { ModelBundle } from "#bundle/bundle.ts";
import type { Progress } from "#base/progress.ts";
import type { Artifact } from "./artifact.ts";

/** The content of a bundle file. */
export interface BundleToZip {
  readonly bundle: ModelBundle;
  /** A .ipynb, or null. */
  readonly notebook: string | null;
  /** The Python of the notebook's wrappers, for people to read. */
  readonly wrappers: readonly string[];
}

export interface ArtifactPort {
  /** Zips the artifact off the main thread. The files are in one folder named `artifact.name`. */
  zip(artifact: Artifact, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Blob>;
  /** Makes a bundle file, off the main thread. */
  zipBundle(what: BundleToZip, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Blob>;
}
