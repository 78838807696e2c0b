/** What to download: a model's files, where each is, and how each is verified. */
import { percentEncoded } from "#base/percent-encoded.ts";
import {
  boolean,
  exactOptional,
  type InferOutput,
  literal,
  nullable,
  object,
  picklist,
  string,
  variant,
} from "valibot";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { list, sizeSchema } from "#base/schemas.ts";
import type { HubRepository } from "../bundle.ts";
import { checkPaths } from "../check-path.ts";
import { sha256 } from "#base/sha256.ts";

/**
 * The hash that a file is checked against. "git-blob-sha1" is the name that git, and so the hub, gives a file outside LFS: the SHA-1 of
 * `blob <size>\0` and the bytes. `hex` is in lower case.
 */
const digestSchema = object({ algorithm: picklist(["sha256", "git-blob-sha1"]), hex: string() });
export type FileDigest = Readonly<InferOutput<typeof digestSchema>>;

const fileSchema = object({
  /** Path inside the bundle, checked. */
  path: string(),
  sizeBytes: sizeSchema,
  /** Absolute. */
  url: string(),
  /** null if the source gives none: then only the size is checked, and that the server's version does not change. */
  digest: nullable(digestSchema),
  /** The file is written, recorded and repaired in pieces of this size; the last one can be shorter. */
  pieceBytes: sizeSchema,
  /** SHA-256 of each piece, if a manifest gives them. */
  pieceSha256: nullable(list(string())),
  /** Offset in the file at `url`, if it is stored in a zip there. */
  part: exactOptional(
    object({ startByte: sizeSchema, /** The size of the whole file at `url`. */ wholeBytes: sizeSchema }),
  ),
});
export type DownloadFile = Readonly<InferOutput<typeof fileSchema>>;

const hubOriginSchema = object({
  kind: literal("hub"),
  /** e.g. "https://huggingface.co", or a mirror's address. */
  hubUrl: string(),
  repository: string(),
  /** The commit, so that the files cannot change during the download. */
  commit: string(),
  /** The folder or ONNX file that was chosen among the repository's models. */
  variant: string(),
  /** Whether the repository has safetensors: an artifact can refer to them. */
  holdsWeights: exactOptional(literal(true)),
});
export type HubOrigin = Readonly<InferOutput<typeof hubOriginSchema>>;

const originSchema = variant("kind", [
  hubOriginSchema,
  object({ kind: literal("manifest"), url: string() }),
  /** A local bundle file; the hash is that of its list. */
  object({ kind: literal("file"), fileName: string(), sha256: string() }),
]);
export type DownloadOrigin = Readonly<InferOutput<typeof originSchema>>;

/**
 * How well a model runs here: both options on the int4 kernel, one of them, only on onnxruntime-web, or not at all; "unknown" if its
 * graph cannot be read beforehand.
 */
const fitnessSchema = picklist(["both", "one", "slow", "unknown", "none"]);
export type Fitness = InferOutput<typeof fitnessSchema>;

const notebookSchema = object({
  /** A .ipynb. */
  text: string(),
  /** The model's name in its cells; null if its list does not say. */
  bundleId: nullable(string()),
});
export type PlanNotebook = Readonly<InferOutput<typeof notebookSchema>>;

/** The plan, in the form stored beside the files. */
export const planSchema = object({
  /** Names the folder where it is stored: the same source gives the same id. */
  id: string(),
  name: string(),
  origin: originSchema,
  files: list(fileSchema),
  /** Its files require accepting terms on its page. */
  isGated: exactOptional(boolean()),
  /** Shown beside other models of the same source, to choose among them. */
  fitness: exactOptional(fitnessSchema),
  /** Files that come with the model, opened once the model is kept. */
  notebook: exactOptional(notebookSchema),
});
export type DownloadPlan = Readonly<InferOutput<typeof planSchema>>;

/** Small enough that four broken connections lose 4 MiB at most, large enough that the records of them are short. */
export const defaultPieceBytes = 1 << 20;

/** No model has more files or longer names: browsers' file systems allow names of 255 bytes. */
const maxFiles = 1000;
const maxNameBytes = 255;

/**
 * Checks the files and gives the plan its id.
 * @throws AppError "unsafe-path"; "invalid-bundle" if there are no files, too many, or a name is too long to be stored.
 */
export async function createPlan(plan: Omit<DownloadPlan, "id">): Promise<DownloadPlan> {
  checkPaths(plan.files.map((file) => file.path));
  if (plan.files.length === 0 || plan.files.length > maxFiles) {
    throw new AppError(
      "invalid-bundle",
      message`${plan.name} lists ${plan.files.length} files; a model has between 1 and ${maxFiles}. Check the address.`,
    );
  }
  const tooLong = plan.files.find((file) => storedName(file.path).length > maxNameBytes);
  if (tooLong !== undefined) {
    throw new AppError("invalid-bundle", message`The name ${tooLong.path} is too long to be kept.`);
  }
  const bytes = new TextEncoder().encode(JSON.stringify(plan.origin));
  return { ...plan, id: `download-${(await sha256(bytes)).slice(0, 16)}` };
}

export function hubRepository({ repository, commit, holdsWeights }: HubOrigin): HubRepository {
  return { repository, commit, ...(holdsWeights && { holdsWeights }) };
}

export function totalBytesOf(plan: DownloadPlan): number {
  return plan.files.reduce((sum, file) => sum + file.sizeBytes, 0);
}

/** The name under which a file of a bundle is stored. */
export function storedName(path: string): string {
  return `file-${percentEncoded(path)}`;
}

export function pieceCount(file: DownloadFile): number {
  return Math.ceil(file.sizeBytes / file.pieceBytes);
}

/** First byte of a piece, and the byte after its last. */
export function pieceBounds(
  file: DownloadFile,
  piece: number,
): { readonly start: number; readonly end: number } {
  const start = piece * file.pieceBytes;
  return { start, end: Math.min(start + file.pieceBytes, file.sizeBytes) };
}

/** Whether records about a file in an earlier plan are valid for this one. */
export function isSameFile(one: DownloadFile, other: DownloadFile): boolean {
  return (
    one.path === other.path &&
    one.sizeBytes === other.sizeBytes &&
    one.pieceBytes === other.pieceBytes &&
    one.digest?.algorithm === other.digest?.algorithm &&
    one.digest?.hex === other.digest?.hex
  );
}
