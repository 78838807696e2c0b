/** What is to be downloaded: a model's files, where each lies, and how each is known to be the right one. */
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
 * What a file's bytes are checked against. "git-blob-sha1" is how git, and so the hub, names a file that is not in LFS: the
 * SHA-1 of `blob <size>\0` and the bytes. `hex` is in lower case.
 */
const digestSchema = object({ algorithm: picklist(["sha256", "git-blob-sha1"]), hex: string() });
export type FileDigest = Readonly<InferOutput<typeof digestSchema>>;

const fileSchema = object({
  /** Path inside the bundle, checked. */
  path: string(),
  sizeBytes: sizeSchema,
  /** Absolute. */
  url: string(),
  /** null where the source tells none: then only the size, and that the server does not say it changed, are checked. */
  digest: nullable(digestSchema),
  /** The file is written, noted and repaired by pieces of this size; the last one may be shorter. */
  pieceBytes: sizeSchema,
  /** SHA-256 of each piece, where a manifest tells them. */
  pieceSha256: nullable(list(string())),
  /** Where at `url` it lies, if it is a part of the file there, stored in a zip. */
  part: exactOptional(
    object({ startByte: sizeSchema, /** Of the whole file at `url`. */ wholeBytes: sizeSchema }),
  ),
});
export type DownloadFile = Readonly<InferOutput<typeof fileSchema>>;

const hubOriginSchema = object({
  kind: literal("hub"),
  /** e.g. "https://huggingface.co", or a mirror's address. */
  hubUrl: string(),
  repository: string(),
  /** The commit, so that the files cannot change while they are downloaded. */
  commit: string(),
  /** Folder or ONNX file that was chosen among the repository's models. */
  variant: string(),
  /** Whether the repository has safetensors: an artifact can refer to them. */
  holdsWeights: exactOptional(literal(true)),
});
export type HubOrigin = Readonly<InferOutput<typeof hubOriginSchema>>;

const originSchema = variant("kind", [
  hubOriginSchema,
  object({ kind: literal("manifest"), url: string() }),
  /** A file of this machine that holds a bundle whole; the hash is that of its list. */
  object({ kind: literal("file"), fileName: string(), sha256: string() }),
]);
export type DownloadOrigin = Readonly<InferOutput<typeof originSchema>>;

/**
 * How well a model runs here: both options on the int4 kernel, one of them, on onnxruntime-web only, or not at all; "unknown" where
 * its graph cannot be read beforehand.
 */
const fitnessSchema = picklist(["both", "one", "slow", "unknown", "none"]);
export type Fitness = InferOutput<typeof fitnessSchema>;

const notebookSchema = object({
  /** A .ipynb. */
  text: string(),
  /** How its cells name the model; null where its list does not say. */
  bundleId: nullable(string()),
});
export type PlanNotebook = Readonly<InferOutput<typeof notebookSchema>>;

/** As it is kept beside the files too. */
export const planSchema = object({
  /** Names the folder in which it is kept: the same source gives the same id. */
  id: string(),
  name: string(),
  origin: originSchema,
  files: list(fileSchema),
  /** Its files are given only to those who have accepted terms on its page. */
  isGated: exactOptional(boolean()),
  /** Told beside other models of the same source, to choose among them. */
  fitness: exactOptional(fitnessSchema),
  /** What comes with the model, to be opened once the model is kept. */
  notebook: exactOptional(notebookSchema),
});
export type DownloadPlan = Readonly<InferOutput<typeof planSchema>>;

/** Small enough that four broken connections lose 4 MiB at most, large enough that the notes on them are short. */
export const defaultPieceBytes = 1 << 20;

/** More files, or longer names, are no model's: browsers' file systems hold names of 255 bytes. */
const maxFiles = 1000;
const maxNameBytes = 255;

/**
 * Checks the files and gives the plan its id.
 *
 * @throws AppError "unsafe-path"; "invalid-bundle" when there are no files, too many, or a name is too long to be kept.
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
    throw new AppError(
      "invalid-bundle",
      message`The name ${tooLong.path} is too long to be kept in the browser.`,
    );
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

/** The name under which a file of a bundle is kept. */
export function storedName(path: string): string {
  return `file-${encodeURIComponent(path)}`;
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

/** Whether what is noted of a file in an earlier plan holds for this one. */
export function isSameFile(one: DownloadFile, other: DownloadFile): boolean {
  return (
    one.path === other.path &&
    one.sizeBytes === other.sizeBytes &&
    one.pieceBytes === other.pieceBytes &&
    one.digest?.algorithm === other.digest?.algorithm &&
    one.digest?.hex === other.digest?.hex
  );
}
