/** The list of a bundle's files, bundle.json: beside the files on a server, or in a .phi3bundle.zip. */

/** Name of the list, in a folder on a server and in a bundle file. */
export const manifestName = "bundle.json";

/** What a file that holds a bundle whole is called. */
export const bundleFileEnding = ".phi3bundle.zip";

/**
 * `{name, files: [{path, size, sha256?, url?, pieces?: {bytes, sha256: [...]}}], notebook?: {path, size, sha256},
 * bundleId?}`. `path` of a file is its place in the model; it lies there beside the list, or at `url`.
 */
export interface ManifestJson {
  readonly name: string;
  readonly files: readonly ManifestFileJson[];
  /** A .ipynb beside the list, for this model. */
  readonly notebook?: ManifestNotebookJson;
  /** How the notebook's cells name the model. */
  readonly bundleId?: string;
}

export interface ManifestFileJson {
  readonly path: string;
  readonly size: number;
  readonly sha256?: string;
  /** Relative to the list. */
  readonly url?: string;
  /** Lets a damaged part of a file be known without reading all of it again. */
  readonly pieces?: { readonly bytes: number; readonly sha256: readonly string[] };
}

export interface ManifestNotebookJson {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Pieces of a file are of this size at least. */
const minPieceBytes = 1 << 16;
/** A piece is held in memory until it is whole. */
const maxPieceBytes = 8 << 20;

/** Notebooks are text; what is larger is none, or holds outputs that nobody asked for. */
export const maxNotebookBytes = 16 << 20;

export function isManifest(json: unknown): json is ManifestJson {
  if (typeof json !== "object" || json === null) return false;
  const { name, files, notebook, bundleId } = json as Partial<Record<keyof ManifestJson, unknown>>;
  return (
    typeof name === "string" &&
    Array.isArray(files) &&
    files.every(isManifestFile) &&
    (notebook === undefined || isNotebook(notebook)) &&
    (bundleId === undefined || typeof bundleId === "string")
  );
}

function isManifestFile(json: unknown): json is ManifestFileJson {
  if (typeof json !== "object" || json === null) return false;
  const { path, size, sha256, url, pieces } = json as Partial<Record<keyof ManifestFileJson, unknown>>;
  return (
    typeof path === "string" &&
    isSize(size) &&
    (sha256 === undefined || isSha256(sha256)) &&
    (url === undefined || typeof url === "string") &&
    (pieces === undefined || isPieces(pieces))
  );
}

function isNotebook(json: unknown): json is ManifestNotebookJson {
  if (typeof json !== "object" || json === null) return false;
  const { path, size, sha256 } = json as Partial<Record<keyof ManifestNotebookJson, unknown>>;
  return typeof path === "string" && isSize(size) && isSha256(sha256);
}

function isPieces(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  const { bytes, sha256 } = json as { readonly bytes?: unknown; readonly sha256?: unknown };
  return (
    isSize(bytes) &&
    bytes >= minPieceBytes &&
    bytes <= maxPieceBytes &&
    Array.isArray(sha256) &&
    sha256.every(isSha256)
  );
}

function isSize(json: unknown): json is number {
  return Number.isSafeInteger(json) && (json as number) >= 0;
}

function isSha256(json: unknown): boolean {
  return typeof json === "string" && /^[0-9a-f]{64}$/.test(json);
}
