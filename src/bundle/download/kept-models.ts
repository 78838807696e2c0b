/** The models that this browser keeps, and the unfinished downloads. */
import { type InferOutput, number, object, string } from "valibot";
import { chunksOf } from "#base/chunks-of.ts";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { list, sizeSchema } from "#base/schemas.ts";
import { message } from "#base/message.ts";
import type { BundleFile, BundleOrigin, ModelBundle } from "../bundle.ts";
import { bundleId } from "../bundle-id.ts";
import { download, type DownloadOptions, type DownloadPlatform, type VerifiedFile } from "./download.ts";
import { FileHasher } from "./file-hasher.ts";
import { hostOf } from "./fetch-range.ts";
import { fetchFromBlobs, fetchWithoutFile } from "./import-bundle-file.ts";
import { Journal, readNotes } from "./journal.ts";
import {
  type DownloadOrigin,
  type DownloadPlan,
  isSameFile,
  type PlanNotebook,
  pieceBounds,
  planSchema,
  storedName,
  hubRepository,
  totalBytesOf,
} from "./plan.ts";
import { type DownloadFolder, type DownloadStore, readJson, writeText } from "./storage.ts";

export interface KeptModel {
  readonly id: string;
  /** Identifies the model by its content, as cells do. */
  readonly bundleId: string;
  readonly name: string;
  readonly origin: DownloadOrigin;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly keptAtMs: number;
  readonly lastUsedAtMs: number;
  /** Whether a notebook came with it. */
  readonly hasNotebook: boolean;
}

export interface UnfinishedDownload {
  readonly id: string;
  readonly name: string;
  readonly origin: DownloadOrigin;
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** Written only when every file is complete: a download without it is not a model. */
const keptSchema = object({
  bundleId: string(),
  keptAtMs: number(),
  files: list(object({ path: string(), sizeBytes: sizeSchema, sha256: string() })),
});
type KeptJson = InferOutput<typeof keptSchema>;

export interface KeepOptions extends DownloadOptions {
  /** A plan's files that come from a local file, in the plan's order. */
  readonly blobs?: readonly Blob[];
}

const planName = "plan.json";
const keptName = "kept.json";
const usedName = "used.json";

export class KeptModels {
  readonly #store: DownloadStore;
  /** Milliseconds since 1970. */
  readonly #nowMs: () => number;

  constructor(store: DownloadStore, nowMs: () => number = () => Date.now()) {
    this.#store = store;
    this.#nowMs = nowMs;
  }

  /** What is kept, last used first, and what is unfinished. */
  async list(): Promise<{
    readonly kept: readonly KeptModel[];
    readonly unfinished: readonly UnfinishedDownload[];
  }> {
    const kept: KeptModel[] = [];
    const unfinished: UnfinishedDownload[] = [];
    for (const id of await this.#store.ids()) {
      const folder = await this.#store.folder(id);
      const plan = await readJson(folder, planName, planSchema);
      if (plan === null) continue;
      const { name, origin } = plan;
      const record = await readJson(folder, keptName, keptSchema);
      if (record === null) {
        const loadedBytes = await keptBytes(folder, plan);
        unfinished.push({ id, name, origin, loadedBytes, totalBytes: totalBytesOf(plan) });
      } else {
        const { bundleId, keptAtMs } = record;
        const lastUsedAtMs = (await readJson(folder, usedName, number())) ?? keptAtMs;
        kept.push({ ...described(plan), bundleId, keptAtMs, lastUsedAtMs });
      }
    }
    return { kept: kept.toSorted((a, b) => b.lastUsedAtMs - a.lastUsedAtMs), unfinished };
  }

  /** Bytes of a plan that are not stored, for its source; does not record it. */
  async missingBytes(plan: DownloadPlan): Promise<number> {
    if (!(await this.#store.ids()).includes(plan.id)) return totalBytesOf(plan);
    const folder = await this.#store.folder(plan.id);
    const earlier = await readJson(folder, planName, planSchema);
    const files = plan.files.filter((file) => earlier?.files.some((each) => isSameFile(each, file)));
    return totalBytesOf(plan) - (await keptBytes(folder, { ...plan, files }));
  }

  /**
   * Records a plan. Files of an earlier plan for the same source stay if they are the same in this one.
   * @returns bytes still to be downloaded.
   */
  async prepare(plan: DownloadPlan): Promise<number> {
    const folder = await this.#store.folder(plan.id);
    const earlier = await readJson(folder, planName, planSchema);
    const gone = (earlier?.files ?? []).filter((file) => !plan.files.some((each) => isSameFile(each, file)));
    const isNew = plan.files.length !== earlier?.files.length || gone.length > 0;
    if (isNew) {
      await folder.remove(keptName);
      const { journal } = await Journal.open(folder);
      for (const { path } of gone) {
        journal.append({ path, forget: true });
        await folder.remove(storedName(path));
      }
      journal.flush();
      await journal.close();
    }
    await writeText(folder, planName, JSON.stringify(plan));
    return this.missingBytes(plan);
  }

  /** Downloads what is missing of a recorded plan, and keeps the model. Errors as `download`, and "not-found" if there is no such plan. */
  async download(id: string, platform: DownloadPlatform, options: KeepOptions): Promise<KeptModel> {
    const folder = await this.#store.folder(id);
    const plan = await this.#plan(id, folder);
    const files = await download(
      plan,
      folder,
      { ...platform, fetch: fetchOf(plan, platform, options) },
      options,
    );
    const blobs = await bundleFiles(folder, files);
    const record: KeptJson = { bundleId: await bundleId(blobs), keptAtMs: this.#nowMs(), files };
    await writeText(folder, keptName, JSON.stringify(record));
    const { bundleId: contentId, keptAtMs } = record;
    return { ...described(plan), bundleId: contentId, keptAtMs, lastUsedAtMs: keptAtMs };
  }

  /** The notebook that came with a model; null if none did. @throws AppError "not-found". */
  async notebook(id: string): Promise<PlanNotebook | null> {
    const { notebook } = await this.#plan(id, await this.#store.folder(id));
    return notebook ?? null;
  }

  /**
   * Opens a kept model, and records that it was used. Its files are read in place.
   * @throws AppError "not-found", "invalid-bundle" if a file is missing or truncated.
   */
  async open(id: string): Promise<ModelBundle> {
    const folder = await this.#store.folder(id);
    const { name, origin } = await this.#plan(id, folder);
    const record = await readJson(folder, keptName, keptSchema);
    if (record === null) throw notKept(id);
    const files = await bundleFiles(folder, record.files);
    await writeText(folder, usedName, JSON.stringify(this.#nowMs()));
    return { id: record.bundleId, name, isDemo: false, files, ...describedOrigin(origin) };
  }

  /**
   * Reads every byte of a kept model and compares it with its hashes. If a file is damaged, the model becomes unfinished: resuming it
   * repairs the damage.
   * @param onBytes called with the number of bytes read since the last call.
   * @returns the paths of damaged files.
   * @throws AppError "not-found", "aborted".
   */
  async check(id: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<readonly string[]> {
    const folder = await this.#store.folder(id);
    const plan = await this.#plan(id, folder);
    const record = await readJson(folder, keptName, keptSchema);
    if (record === null) throw notKept(id);
    const damaged: string[] = [];
    for (const { path, sha256 } of record.files) {
      const file = plan.files.find((each) => each.path === path);
      const blob = await folder.blob(storedName(path));
      if (file === undefined || blob === null) {
        damaged.push(path);
        continue;
      }
      const hasher = await FileHasher.create(file);
      for await (const chunk of chunksOf(blob.stream())) {
        throwIfAborted(signal);
        hasher.update(chunk);
        onBytes(chunk.length);
      }
      if (hasher.digests().sha256 !== sha256) damaged.push(path);
    }
    if (damaged.length > 0) {
      await folder.remove(keptName);
      const { journal } = await Journal.open(folder);
      for (const path of damaged) journal.append({ path, doubted: true });
      journal.flush();
      await journal.close();
    }
    return damaged;
  }

  async remove(id: string): Promise<void> {
    await this.#store.remove(id);
  }

  async #plan(id: string, folder: DownloadFolder): Promise<DownloadPlan> {
    const plan = await readJson(folder, planName, planSchema);
    if (plan === null) throw notKept(id);
    return plan;
  }
}

function described(plan: DownloadPlan): Omit<KeptModel, "bundleId" | "keptAtMs" | "lastUsedAtMs"> {
  const { id, name, origin, notebook } = plan;
  return { id, name, origin, sizeBytes: totalBytesOf(plan), hasNotebook: notebook !== undefined };
}

function describedOrigin(origin: DownloadOrigin): {
  readonly origin: BundleOrigin;
  readonly description: string;
} {
  if (origin.kind === "file") {
    const { fileName } = origin;
    return { origin: { kind: "zip", fileName }, description: `Opened from the bundle file ${fileName}.` };
  }
  const host = hostOf(origin.kind === "hub" ? origin.hubUrl : origin.url);
  const hub = origin.kind === "hub" && {
    hub: hubRepository(origin),
  };
  return { origin: { kind: "download", host, ...hub }, description: `Downloaded from ${host}.` };
}

function fetchOf(
  { origin }: DownloadPlan,
  { fetch }: DownloadPlatform,
  { blobs }: KeepOptions,
): typeof fetch {
  if (origin.kind !== "file") return fetch;
  return blobs === undefined ? fetchWithoutFile(origin.fileName) : fetchFromBlobs(origin.fileName, blobs);
}

async function keptBytes(folder: DownloadFolder, plan: DownloadPlan): Promise<number> {
  const notes = await readNotes(folder);
  let bytes = 0;
  for (const file of plan.files) {
    const { pieces, verified } = notes.get(file.path) ?? {
      pieces: new Map<number, string>(),
      verified: null,
    };
    if (verified !== null) bytes += file.sizeBytes;
    else
      for (const piece of pieces.keys())
        bytes += pieceBounds(file, piece).end - pieceBounds(file, piece).start;
  }
  return bytes;
}

async function bundleFiles(
  folder: DownloadFolder,
  files: readonly VerifiedFile[],
): Promise<readonly BundleFile[]> {
  const found: BundleFile[] = [];
  for (const { path, sizeBytes, sha256 } of files) {
    const name = storedName(path);
    const blob = await folder.blob(name);
    if (blob?.size !== sizeBytes) {
      throw new AppError(
        "invalid-bundle",
        message`${path} of the kept model is missing or cut short. Check the model under Kept models, which repairs it.`,
        { details: { path, expectedBytes: sizeBytes, foundBytes: blob?.size ?? null } },
      );
    }
    const handle = await folder.handle?.(name);
    found.push({ path, sizeBytes, sha256, source: { kind: "blob", blob, ...(handle && { handle }) } });
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function notKept(id: string): AppError {
  return new AppError(
    "not-found",
    message`This browser does not keep that model any more. Download it again.`,
    {
      details: { id },
    },
  );
}
