/** The list of a bundle's files, bundle.json: beside the files on a server, or in a .phi3bundle.zip. */
import { check, exactOptional, type InferOutput, object, pipe, string, transform } from "valibot";
import { plainName } from "#base/seen-text.ts";
import { list, sha256Schema, sizeSchema } from "#base/schemas.ts";

/** Name of the list, in a folder on a server and in a bundle file. */
export const manifestName = "bundle.json";

/** The smallest size of a file's pieces. */
const minPieceBytes = 1 << 16;
/** A piece is held in memory until it is complete. */
const maxPieceBytes = 8 << 20;

/** Notebooks are text. A larger file is not one, or has outputs that nobody wants. */
export const maxNotebookBytes = 16 << 20;

/** `path` is the file's place in the model; the file is there beside the list, or at `url`. */
const manifestFileSchema = object({
  path: string(),
  size: sizeSchema,
  sha256: exactOptional(sha256Schema),
  /** Relative to the list. */
  url: exactOptional(string()),
  /** Lets the page find a damaged part of a file without reading all of it again. */
  pieces: exactOptional(
    object({
      bytes: pipe(
        sizeSchema,
        check((bytes) => bytes >= minPieceBytes && bytes <= maxPieceBytes),
      ),
      sha256: list(sha256Schema),
    }),
  ),
});

/** A .ipynb beside the list, for this model. */
const manifestNotebookSchema = object({ path: string(), size: sizeSchema, sha256: sha256Schema });

export const manifestSchema = object({
  name: pipe(string(), transform(plainName)),
  files: list(manifestFileSchema),
  notebook: exactOptional(manifestNotebookSchema),
  /** The name of the model in the notebook's cells. */
  bundleId: exactOptional(string()),
});

export type ManifestJson = InferOutput<typeof manifestSchema>;
export type ManifestFileJson = InferOutput<typeof manifestFileSchema>;
export type ManifestNotebookJson = InferOutput<typeof manifestNotebookSchema>;
