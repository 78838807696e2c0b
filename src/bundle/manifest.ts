/** The list of a bundle's files, bundle.json: beside the files on a server, or in a .phi3bundle.zip. */
import { isRecord } from "#base/record.ts";

/** Name of the list, in a folder on a server and in a bundle file. */
export const manifestName = "bundle.json";

/** The smallest size of a file's pieces. */
const minPieceBytes = 1 << 16;
/** A piece is held in memory until it is complete. */
const maxPieceBytes = 8 << 20;

/** Notebooks are text. A larger file is not one, or has outputs that nobody wants. */
export const maxNotebookBytes = 16 << 20;

/** A file of the list: it is there beside the list at `path`, its place in the model, or at `url`. */
export interface ManifestFileJson {
  path: string;
  /** Bytes. */
  size: number;
  /** In lower case. */
  sha256?: string;
  /** Relative to the list. */
  url?: string;
  /** Lets the page find a damaged part of a file without reading all of it again. */
  pieces?: { bytes: number; sha256: string[] };
}

/** A .ipynb beside the list, for this model. */
export interface ManifestNotebookJson {
  path: string;
  size: number;
  sha256: string;
}

export interface ManifestJson {
  name: string;
  files: ManifestFileJson[];
  notebook?: ManifestNotebookJson;
  /** The name of the model in the notebook's cells. */
  bundleId?: string;
}

/** By hand: for this check alone, the package's worker would carry a library of schemas. */
export function isManifest(json: unknown): json is ManifestJson {
  if (!isRecord(json)) return false;
  const { name, files, notebook, bundleId } = json;
  const isWhole = isText(name) && isList(files, isManifestFile);
  return isWhole && (notebook === undefined || isNotebook(notebook)) && isTextIfAny(bundleId);
}

function isManifestFile(json: unknown): boolean {
  if (!isRecord(json)) return false;
  const { path, size, sha256, url, pieces } = json;
  const isFile = isText(path) && isSize(size) && isTextIfAny(url);
  return isFile && (sha256 === undefined || isHash(sha256)) && (pieces === undefined || isPieces(pieces));
}

function isPieces(json: unknown): boolean {
  if (!isRecord(json)) return false;
  const { bytes, sha256 } = json;
  return isSize(bytes) && bytes >= minPieceBytes && bytes <= maxPieceBytes && isList(sha256, isHash);
}

function isNotebook(json: unknown): boolean {
  if (!isRecord(json)) return false;
  const { path, size, sha256 } = json;
  return isText(path) && isSize(size) && isHash(sha256);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isHash(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}
