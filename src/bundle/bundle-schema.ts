/** Bundles as this browser stores them. */
import {
  boolean,
  custom,
  exactOptional,
  type GenericSchema,
  instance,
  literal,
  number,
  object,
  omit,
  pick,
  string,
  union,
  variant,
} from "valibot";
import { list, sizeSchema } from "#base/schemas.ts";
import type { FileSource, ModelBundle } from "./bundle.ts";
import type { RememberedFolder } from "./remembered-folder.ts";
import type { RememberedZip } from "./remembered-zip.ts";

const fileHandle = custom<FileSystemFileHandle>((value) => isHandle(value, "file"));
const folderHandle = custom<FileSystemDirectoryHandle>((value) => isHandle(value, "directory"));

function isHandle(value: unknown, kind: FileSystemHandleKind): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}

export const sourceSchemas = [
  object({ kind: literal("blob"), blob: instance(Blob), handle: exactOptional(fileHandle) }),
  object({ kind: literal("part"), whole: instance(Blob), startByte: sizeSchema }),
  object({ kind: literal("url"), url: string() }),
] as const;
const sourceSchema: GenericSchema<unknown, FileSource> = variant("kind", sourceSchemas);

const filesSchema = list(
  object({ path: string(), sizeBytes: sizeSchema, sha256: exactOptional(string()), source: sourceSchema }),
);

const hubSchema = object({
  repository: string(),
  commit: string(),
  holdsWeights: exactOptional(literal(true)),
});

const wholeSchema = object({
  id: string(),
  name: string(),
  origin: variant("kind", [
    object({ kind: literal("embedded") }),
    object({ kind: literal("folder"), folderName: string() }),
    object({ kind: literal("zip"), fileName: string() }),
    object({ kind: literal("download"), host: string(), hub: exactOptional(hubSchema) }),
  ]),
  isDemo: boolean(),
  description: string(),
  files: filesSchema,
  mlflowFiles: exactOptional(filesSchema),
  sourceModelName: exactOptional(string()),
  folder: exactOptional(object({ handle: folderHandle, root: string() })),
  zip: exactOptional(object({ handle: fileHandle, sizeBytes: sizeSchema, lastModifiedMs: number() })),
});
export const bundleSchema: GenericSchema<unknown, ModelBundle> = wholeSchema;

/** A folder or zip that is read in place on this machine, as stored between visits. */
export type Remembered = RememberedFolder | RememberedZip;

/** A bundle, or the place on this machine where it is read. */
export const storedBundleSchema: GenericSchema<unknown, ModelBundle | Remembered> = union([
  object({
    kind: literal("remembered-folder"),
    bundle: omit(wholeSchema, ["files", "folder"]),
    handle: folderHandle,
    files: list(object({ path: string(), place: string(), sizeBytes: sizeSchema, lastModifiedMs: number() })),
  }),
  object({
    kind: literal("remembered-zip"),
    bundle: pick(wholeSchema, ["id", "name"]),
    handle: fileHandle,
    sizeBytes: sizeSchema,
    lastModifiedMs: number(),
  }),
  wholeSchema,
]);
