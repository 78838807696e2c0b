/**
 * What publications have begun on servers and not finished. It is kept in the browser as they go on, so that after a reload, a crash
 * or a closed tab the next one goes on there, or the server is told that it ended. It holds no secrets.
 */
import { AppError } from "#base/errors.ts";
import type { UnfinishedUpload } from "./unfinished-upload.ts";

/** What of the browser's storage they need. */
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

/** Whether the server answered, and has no such thing, or will not have it changed. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const status = error.details["status"];
  return typeof status === "number" && status >= 400 && status < 500 && status !== 401 && status !== 403;
}
