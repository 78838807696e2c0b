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

/** A file of a published site. */
export interface SiteFile {
  readonly path: string;
  readonly blob: Blob;
}

export interface SiteToZip {
  /** The page, the demo, and what goes with them. */
  readonly files: readonly SiteFile[];
  /** The model with its list and its notebook; null if readers download it from elsewhere. */
  readonly bundle: BundleToZip | null;
}

export interface ArtifactPort {
  /** Zips the artifact off the main thread. The files are in one folder named `artifact.name`. */
  zip(artifact: Artifact, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Blob>;
  /** Makes a bundle file, off the main thread. */
  zipBundle(what: BundleToZip, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Blob>;
  /** Makes the zip of a static site, off the main thread. With a model, it is a bundle file too. Errors as `zipBundle`. */
  zipSite(site: SiteToZip, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Blob>;
}
