/** What is to be downloaded: a model's files, where each lies, and how each is known to be the right one. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { HubRepository } from "../bundle.ts";
import { checkPaths } from "../check-path.ts";
import { sha256 } from "#base/sha256.ts";

/**
 * What a file's bytes are checked against. "git-blob-sha1" is how git, and so the hub, names a file that is not in LFS: the
 * SHA-1 of `blob <size>\0` and the bytes.
 */
export interface FileDigest {
  readonly algorithm: "sha256" | "git-blob-sha1";
  /** Lower case. */
  readonly hex: string;
}

export interface DownloadFile {
  /** Path inside the bundle, checked. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Absolute. */
  readonly url: string;
  /** null where the source tells none: then only the size, and that the server does not say it changed, are checked. */
  readonly digest: FileDigest | null;
  /** The file is written, noted and repaired by pieces of this size; the last one may be shorter. */
  readonly pieceBytes: number;
  /** SHA-256 of each piece, where a manifest tells them. */
  readonly pieceSha256: readonly string[] | null;
  /** Where at `url` it lies, if it is a part of the file there, stored in a zip. */
  readonly part?: FilePart;
}

interface FilePart {
  readonly startByte: number;
  /** Of the whole file at `url`. */
  readonly wholeBytes: number;
}

export interface HubOrigin {
  readonly kind: "hub";
  /** e.g. "https://huggingface.co", or a mirror's address. */
  readonly hubUrl: string;
  readonly repository: string;
  /** The commit, so that the files cannot change while they are downloaded. */
  readonly commit: string;
  /** Folder or ONNX file that was chosen among the repository's models. */
  readonly variant: string;
  /** Whether the repository has safetensors: an artifact can refer to them. */
  readonly holdsWeights?: true;
}

export type DownloadOrigin =
  | HubOrigin
  | { readonly kind: "manifest"; readonly url: string }
  /** A file of this machine that holds a bundle whole; the hash is that of its list. */
  | { readonly kind: "file"; readonly fileName: string; readonly sha256: string };

export interface DownloadPlan {
  /** Names the folder in which it is kept: the same source gives the same id. */
  readonly id: string;
  readonly name: string;
  readonly origin: DownloadOrigin;
  readonly files: readonly DownloadFile[];
  /** Its files are given only to those who have accepted terms on its page. */
  readonly isGated?: boolean;
  /** Told beside other models of the same source, to choose among them. */
  readonly fitness?: Fitness;
  /** What comes with the model, to be opened once the model is kept. */
  readonly notebook?: PlanNotebook;
}

/**
 * How well a model runs here: both options on the int4 kernel, one of them, on onnxruntime-web only, or not at all; "unknown" where
 * its graph cannot be read beforehand.
 */
export type Fitness = "both" | "one" | "slow" | "unknown" | "none";

export interface PlanNotebook {
  /** A .ipynb. */
  readonly text: string;
  /** How its cells name the model; null where its list does not say. */
  readonly bundleId: string | null;
}

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
