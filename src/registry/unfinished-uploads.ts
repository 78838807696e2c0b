/**
 * What publications have begun on servers and not finished. It is kept in the browser as they go on, so that after a reload, a crash
 * or a closed tab the next one goes on there, or the server is told that it ended. It holds no secrets.
 */
import { AppError } from "#base/errors.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { CellId } from "#notebook/cell.ts";
import type { LoggedModelInfo, RunInfo } from "./mlflow-client.ts";

/** What stands on the server of a publication that is not finished. Plain data; it changes as the publication goes on. */
export interface UnfinishedUpload {
  /** What it was of, and where it goes; two with the same key send the same files to the same place. */
  readonly key: string;
  readonly cellId: CellId;
  readonly serverUrl: string;
  /** The tab that works at it, or did last. */
  tab: string;
  /** Stays true where a reload or a crash ended it. */
  isUnderWay: boolean;
  readonly run: RunInfo;
  /** These two stand in MLmodel, which is then the same whenever it is made again. */
  readonly created: Date;
  readonly modelUuid: string;
  isRecorded: boolean;
  /** null on a server before MLflow 3; undefined until it is created. */
  model: LoggedModelInfo | null | undefined;
  /** null until the artifact is made. */
  fileCount: number | null;
  /** Sizes in bytes of the files that arrived, by path. */
  readonly sent: Map<string, number>;
  /** Whether every file arrived, and the server was told so. */
  isComplete: boolean;
  /** Numbers of the versions that were registered, by name and tags. */
  readonly versions: Map<string, string>;
}

interface UnfinishedUploadsOptions {
  readonly storage: NotebookStorage;
  /** Of this tab. */
  readonly tab: string;
  readonly isTabOpen: (tab: string) => Promise<boolean>;
}

export class UnfinishedUploads {
  readonly #options: UnfinishedUploadsOptions;
  /** Where storage is off, they live as long as the page. */
  readonly #unstored = new Map<string, UnfinishedUpload>();

  constructor(options: UnfinishedUploadsOptions) {
    this.#options = options;
  }

  get tab(): string {
    return this.#options.tab;
  }

  /** @returns null where there is none. */
  async get(key: string): Promise<UnfinishedUpload | null> {
    const kept = await this.#options.storage.load(key).catch(() => undefined);
    return isUpload(kept) ? kept : (this.#unstored.get(key) ?? null);
  }

  async all(): Promise<UnfinishedUpload[]> {
    const { storage } = this.#options;
    const keys = await storage.list().catch(() => []);
    const kept = await Promise.all(keys.map((key) => storage.load(key).catch(() => undefined)));
    return [...kept.filter(isUpload), ...this.#unstored.values()];
  }

  /** To be called after each change of the upload. */
  async put(upload: UnfinishedUpload): Promise<void> {
    try {
      await this.#options.storage.save(upload.key, upload);
      this.#unstored.delete(upload.key);
    } catch {
      this.#unstored.set(upload.key, upload);
    }
  }

  async remove(key: string): Promise<void> {
    this.#unstored.delete(key);
    await this.#options.storage.remove(key).catch(() => undefined);
  }

  /** Whether another tab of this browser is working at it. */
  async isInAnotherTab({ tab, isUnderWay }: UnfinishedUpload): Promise<boolean> {
    return isUnderWay && tab !== this.#options.tab && (await this.#options.isTabOpen(tab));
  }
}

/** What earlier versions of the page may have kept otherwise is passed over. */
function isUpload(kept: unknown): kept is UnfinishedUpload {
  if (typeof kept !== "object" || kept === null) return false;
  const { key, cellId, serverUrl, tab, run, created, sent, versions } = kept as Partial<UnfinishedUpload>;
  return (
    [key, cellId, serverUrl, tab, run?.runId].every((text) => typeof text === "string") &&
    created instanceof Date &&
    sent instanceof Map &&
    versions instanceof Map
  );
}

/** Whether the server answered, and has no such thing, or will not have it changed. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const status = error.details["status"];
  return typeof status === "number" && status >= 400 && status < 500 && status !== 401 && status !== 403;
}
