/**
 * Unfinished publications on servers. They are stored in the browser as they proceed, so that after a reload, a crash or a closed tab the
 * next one continues there, or the server learns that it ended. Contains no credentials; the links of a large file's parts run out.
 */
import { AppError } from "#base/errors.ts";
import type { UnfinishedUpload } from "./unfinished-upload.ts";

/** The parts of the browser's storage that they need. */
interface UploadStorage {
  load(key: string): Promise<unknown>;
  save(key: string, upload: UnfinishedUpload): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(key: string): Promise<void>;
}

interface UnfinishedUploadsOptions {
  readonly storage: UploadStorage;
  /** Of this tab. */
  readonly tab: string;
  readonly isTabOpen: (tab: string) => Promise<boolean>;
}

export class UnfinishedUploads {
  readonly #options: UnfinishedUploadsOptions;
  /** If storage is off, they last as long as the page. */
  readonly #unstored = new Map<string, UnfinishedUpload>();

  constructor(options: UnfinishedUploadsOptions) {
    this.#options = options;
  }

  get tab(): string {
    return this.#options.tab;
  }

  /** @returns null if there is none. */
  async get(key: string): Promise<UnfinishedUpload | null> {
    const kept = await this.#options.storage.load(key).catch(() => undefined);
    const { isUpload } = await import("./unfinished-upload.ts");
    return isUpload(kept) ? kept : (this.#unstored.get(key) ?? null);
  }

  async all(): Promise<UnfinishedUpload[]> {
    const { storage } = this.#options;
    const keys = await storage.list().catch(() => []);
    if (keys.length === 0) return [...this.#unstored.values()];
    const kept = await Promise.all(keys.map((key) => storage.load(key).catch(() => undefined)));
    const { isUpload } = await import("./unfinished-upload.ts");
    return [...kept.filter(isUpload), ...this.#unstored.values()];
  }

  /** Call after each change of the upload. */
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

  /** Whether another tab of this browser is working on it. */
  async isInAnotherTab({ tab, isUnderWay }: UnfinishedUpload): Promise<boolean> {
    return isUnderWay && tab !== this.#options.tab && (await this.#options.isTabOpen(tab));
  }
}

/** Whether the server answered that it does not have it, or that it cannot be changed. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const status = error.details["status"];
  return typeof status === "number" && status >= 400 && status < 500 && status !== 401 && status !== 403;
}
